import { describe } from '@jest/globals';
import type { Schedule } from '#core/oncall/schedule.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { hospital, policy } from '../support/config.ts';
import { story } from '../support/story.ts';
import { sample } from '../support/world.ts';

/**
 * Anna has the day and night before, Bo takes over at `handOff` of the day on which the clocks
 * change.
 */
function nights(handOff: string): Schedule {
  return {
    id: 'nights',
    timeZone: 'Europe/Stockholm',
    layers: [
      {
        name: 'all',
        people: ['anna', 'bo'],
        shift: { days: 1 },
        start: handOff,
        restrictions: [],
      },
    ],
  };
}

/**
 * Whoever is on call; again five minutes later; and again an hour after that, when the clocks may
 * show the same time once more.
 */
const escalation = policy('icu', [], {
  steps: [5 * MINUTE, HOUR, HOUR].map((delay) => ({
    targets: [{ kind: 'schedule', id: 'nights' }],
    delay,
  })),
});

describe.each([
  ['2026-10-24T07:00', '2026-10-25T06:00Z', 'the turn was 25 hours long'],
  ['2027-03-27T07:00', '2027-03-28T05:00Z', 'the turn was 23 hours long'],
  ['2026-10-24T02:30', '2026-10-25T00:30Z', 'the clocks show 02:30 twice: the first counts'],
  ['2027-03-27T02:30', '2027-03-28T01:30Z', 'the clocks skip 02:30: an hour later counts'],
])('an escalation over the hand-off that is due a day after %s, at %s', (first, handOff, why) => {
  const config = hospital({
    policies: [escalation],
    config: { schedules: { nights: nights(first) } },
  });

  story(
    `pages who is on call before, and then who is on call after: ${why}`,
    config,
    async (w) => {
      await w.post(sample('bed-1', 'spo2', 84, w.now()));
      w.expectPage('anna', 'sms');
      await w.pass(5 * MINUTE);
      w.expectPage('bo', 'sms');
      await w.pass(HOUR);
      w.expectPage('bo', 'sms');
    },
    Date.parse(handOff) - 2 * MINUTE,
  );
});
