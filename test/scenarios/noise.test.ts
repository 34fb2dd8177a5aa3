import { describe, expect } from '@jest/globals';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital } from '../support/config.ts';
import { story } from '../support/story.ts';
import { START, sample } from '../support/world.ts';

const breach = sample('bed-1', 'spo2', 84, START);
const marks = { kind: 'mark_noise', by: 'anna' } as const;
const unmarks = { kind: 'unmark_noise', by: 'bo' } as const;

describe('marking an incident as noise', () => {
  story('answers nothing: whoever is next is paged as before', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    expect(await w.act(id, marks)).toBe(
      'done: Marked as noise. Nobody has answered it: it pages on.',
    );
    await w.pass(5 * MINUTE);
    w.expectPage('bo', 'sms');
    expect(await w.incident()).toMatchObject({ status: 'triggered', noise: { by: 'anna' } });
  });

  story('works after it has ended by itself, and pages nobody', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    await w.post(sample('bed-1', 'spo2', 97, w.now() + 20 * SECOND));
    expect(await w.act(id, marks)).toBe('done: Marked as noise.');
    expect(await w.act(id, marks)).toBe(
      'already: It was marked as noise by you at 2026-06-01 09:00 UTC.',
    );
    expect(await w.act(id, { ...marks, by: 'bo' })).toBe(
      'already: It was marked as noise by Anna at 2026-06-01 09:00 UTC.',
    );
    await w.pass(10 * MINUTE);
    w.expectNoPage();
    const ended = (await w.ports.incidents.load([id])).get(id);
    expect(ended).toMatchObject({ status: 'resolved', noise: { by: 'anna' } });
  });

  story('is taken back by anybody, once', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    await w.act(id, { kind: 'acknowledge', by: 'anna' });
    await w.act(id, marks);
    expect(await w.act(id, unmarks)).toBe('done: It does not count as noise any more.');
    expect(await w.act(id, unmarks)).toBe('already: It is not marked as noise.');
    const { noise, timeline } = await w.incident();
    expect(noise).toBeUndefined();
    expect(timeline.map(({ code, by }) => [code, by])).toEqual(
      expect.arrayContaining([
        ['action.marked_noise', 'anna'],
        ['action.unmarked_noise', 'bo'],
      ]),
    );
  });
});
