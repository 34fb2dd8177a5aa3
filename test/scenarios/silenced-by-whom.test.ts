import { describe, expect } from '@jest/globals';
import { stateText } from '#core/messages/next.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { endSilence, setSilence } from '#usecases/set-silence.ts';
import { hospital } from '../support/config.ts';
import { type Story, story } from '../support/story.ts';
import { wordsOf } from '../support/timeline.ts';
import { START, sample } from '../support/world.ts';

const breach = sample('bed-1', 'spo2', 84, START);

const SILENCE: Silence = {
  id: 's1',
  kind: 'silence',
  matchers: [{ name: 'subject', op: '=', value: 'bed-1' }],
  startsAt: START,
  endsAt: START + HOUR,
  createdBy: 'anna',
  byPerson: true,
  createdByKey: 'ward',
  createdAt: START,
  comment: 'Mr Doe is washed',
};

async function silenced(w: Story): Promise<string> {
  await setSilence(w.ports)(SILENCE, w.now());
  await w.post(breach);
  await w.run();
  return (await w.incident()).id;
}

describe('an incident that a silence keeps quiet', () => {
  story('says whose silence it is, until when and what for', hospital(), async (w) => {
    const id = await silenced(w);
    const { timeline, silenced: by } = await w.incident();
    expect(by).toEqual({
      by: 's1',
      until: START + HOUR,
      setBy: { createdBy: 'anna', byPerson: true, createdByKey: 'ward' },
      comment: SILENCE.comment,
    });
    expect(timeline.at(-1)?.comment).toBe(SILENCE.comment);
    expect(wordsOf({ timeline }).at(-1)).toBe(
      'silenced until 2026-06-01 10:00 UTC by anna, by key ward: recorded, pages nobody (silence s1)',
    );
    expect(await w.act(id, { kind: 'escalate', by: 'bo' })).toContain('by anna, by key ward');
  });

  story('says on a page who, and never what was written', hospital(), async (w) => {
    await silenced(w);
    const incident = await w.incident();
    expect(stateText(incident, hospital(), w.now())).toBe(
      'Silenced until 10:00 UTC by anna, by key ward.',
    );
  });

  story('follows a change of its comment, without a new line', hospital(), async (w) => {
    await silenced(w);
    const lines = (await w.incident()).timeline.length;
    await setSilence(w.ports)({ ...SILENCE, comment: 'and changed' }, w.now());
    await w.run();
    const incident = await w.incident();
    expect(incident.silenced?.comment).toBe('and changed');
    expect(incident.timeline).toHaveLength(lines);
  });

  story('says who ended it', hospital(), async (w) => {
    await silenced(w);
    await w.pass(1 * MINUTE);
    await endSilence(w.ports)('s1', { by: 'bo', key: 'desk' }, w.now());
    await w.run();
    w.expectPage('anna', 'sms');
    const texts = wordsOf(await w.incident());
    expect(texts).toContain(
      'no longer silenced, and still open: the silence was ended by Bo, by key desk',
    );
  });
});
