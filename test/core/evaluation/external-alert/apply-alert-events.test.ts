import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AlertEvent } from '#core/alert/external-alert.ts';
import {
  applyAlertEvents,
  dismissExternalAlert,
  endManually,
} from '#core/evaluation/external-alert/apply-alert-events.ts';
import { externalAlertItemId } from '#core/evaluation/external-alert/item.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital } from '../../../support/config.ts';
import { endedEvent, externalAlert, firingEvent } from '../../../support/external-alert.ts';
import { createWorld, START } from '../../../support/world.ts';

const rules = compileRules(hospital());
const disk = externalAlert('DiskFull', START);
const item = externalAlertItemId(disk.fingerprint);

const firesAt = (saidAt: Instant): AlertEvent => ({ ...firingEvent(disk), saidAt });
const endedAt = (saidAt: Instant): AlertEvent => ({ ...endedEvent(disk), saidAt });

/** Returns what is stored after each of the events, told one by one. */
function told(events: readonly AlertEvent[], now = START + HOUR): SubjectState | undefined {
  return events.reduce<SubjectState | undefined>(
    (stored, event) => applyAlertEvents(stored, { item, events: [event] }, rules, now).state,
    undefined,
  );
}

const isFiring = (state: SubjectState | undefined) =>
  Object.values(state?.series ?? {}).some(({ alert }) => alert !== undefined);

describe('an alert whose messages overtake each other', () => {
  const changes = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 });

  test('is in the end what was said last, in whatever order and however often it is told', () => {
    fc.assert(
      fc.property(changes, fc.infiniteStream(fc.nat()), fc.boolean(), (states, random, atOnce) => {
        const said = states.map((on, i) => (on ? firesAt : endedAt)(START + i * SECOND));
        const twice = [...said, ...said]
          .map((event): [number, AlertEvent] => [random.next().value, event])
          .sort(([a], [b]) => a - b)
          .map(([, event]) => event);
        const last = atOnce
          ? applyAlertEvents(undefined, { item, events: twice }, rules, START + HOUR).state
          : told(twice);
        expect(isFiring(last)).toBe(states.at(-1));
      }),
      { numRuns: 500 },
    );
  });

  test('that has not changed is not written: repeated, or older', () => {
    const stored = told([endedAt(START), firesAt(START + 2 * SECOND)]);
    for (const event of [firesAt(START + 2 * SECOND), endedAt(START + SECOND), firesAt(START)]) {
      expect(applyAlertEvents(stored, { item, events: [event] }, rules, START + HOUR)).toEqual({
        state: stored,
        changed: false,
        transitions: [],
        gaveWay: new Set(),
      });
    }
  });

  test('is not begun anew by an older message after a person has ended it, but by a newer one', () => {
    const firing = told([firesAt(START)]) as SubjectState;
    const dismissed = dismissExternalAlert(firing, rules, START + HOUR).state as SubjectState;
    const { state, transitions } = endManually(dismissed, { by: 'anna' }, rules, START + HOUR);
    expect(transitions).toMatchObject([{ kind: 'resolved', reason: 'ended_by_hand', by: 'anna' }]);
    expect(endManually(state as SubjectState, { by: 'bo' }, rules, START + HOUR).changed).toBe(
      false,
    );
    const again = (saidAt: Instant) =>
      applyAlertEvents(state, { item, events: [firesAt(saidAt)] }, rules, START + HOUR).transitions;
    expect(again(START)).toEqual([]);
    expect(again(START + MINUTE)).toMatchObject([{ kind: 'firing' }]);
  });

  test('has its end remembered for longer than dead letters are kept, and is then forgotten', async () => {
    const world = createWorld(hospital());
    await world.send(endedAt(START));
    await world.pass(14 * DAY);
    await world.send(firesAt(START - SECOND));
    expect(await world.open()).toEqual([]);
    await world.pass(2 * DAY);
    expect((await world.ports.subjects.load([item])).size).toBe(0);
    world.expectNoPage();
  });

  test('is remembered from then on if it comes late', async () => {
    const world = createWorld(hospital());
    await world.pass(30 * DAY);
    await world.send(endedAt(START + SECOND), firesAt(START));
    await world.send(firesAt(START));
    world.expectNoPage();
  });
});

test('where no message says when it was said, an end leaves nothing', () => {
  expect(told([firingEvent(disk), endedEvent(disk)])?.series).toEqual({});
  expect(told([endedEvent(disk)])).toBeUndefined();
});
