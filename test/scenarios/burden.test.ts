import { describe, expect } from '@jest/globals';
import { figuresOf } from '#core/burden/figures.ts';
import { addTallies, EMPTY_TALLY, type Tally } from '#core/burden/tally.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import { readBurden } from '#usecases/read-burden.ts';
import { hospital } from '../support/config.ts';
import { story } from '../support/story.ts';
import { START, sample, type World } from '../support/world.ts';

const spo2 = (w: World<Ports>, bed: string, value: number) =>
  w.post(sample(bed, 'spo2', value, w.now()));

/** Lets an alarm of a bed begin, and end by itself after a while. */
async function alarm(w: World<Ports>, bed: string, lasts: number) {
  await spo2(w, bed, 84);
  w.moment(lasts);
  await spo2(w, bed, 97);
}

/** These stories are about what is counted, not about who is paged. */
function expectAll(w: World<Ports>): void {
  for (const { responder, channel } of w.received()) {
    w.expectPage(responder, channel);
  }
}

async function burden(w: World<Ports>, most?: number): Promise<Tally & { readonly parts: number }> {
  const read = readBurden(w.ports, most);
  const span = { from: START - DAY, to: w.now() + 1, timeZone: 'Europe/Stockholm', now: w.now() };
  let [tally, parts] = [EMPTY_TALLY, 0];
  for (let before: number | undefined = span.to; before !== undefined; parts++) {
    const part = await read(span, before);
    tally = addTallies(tally, part.tally);
    before = part.next;
  }
  return { ...tally, parts };
}

describe('the burden of alarms', () => {
  story('tells what was answered, what was noise, and what ended first', hospital(), async (w) => {
    await alarm(w, 'bed-1', 10 * SECOND);
    w.expectPage('anna', 'sms');
    w.moment(MINUTE);
    await alarm(w, 'bed-1', 40 * SECOND);
    w.expectPage('anna', 'sms');
    w.moment(HOUR);
    await spo2(w, 'bed-2', 84);
    w.expectPage('anna', 'sms');
    const answered = await w.incident();
    await w.act(answered.id, { kind: 'acknowledge', by: 'anna' });
    w.moment(5 * SECOND);
    await spo2(w, 'bed-2', 97);
    w.moment(HOUR);
    await spo2(w, 'bed-3', 84);
    w.expectPage('anna', 'sms');
    const noise = await w.incident();
    await w.act(noise.id, { kind: 'acknowledge', by: 'anna' });
    await w.act(noise.id, { kind: 'mark_noise', by: 'anna' });
    const told = await burden(w);
    expect(told).toMatchObject({
      outcomes: { answered: 1, noise: 1, unanswered: 1, open: 0 },
      brief: { 15: 1, 30: 1, 60: 2 },
      severities: { critical: 4 },
      stale: 0,
      subjects: {
        'bed-1': { alarms: 2, pages: 2, lasted: 50 * SECOND, noise: 0 },
        'bed-2': { alarms: 1, pages: 1, lasted: 5 * SECOND, noise: 0 },
        'bed-3': { alarms: 1, pages: 1, lasted: 0, noise: 1 },
      },
      days: { '2026-06-01': { alarms: 4, pages: 4, nightAlarms: 0, nightPages: 0 } },
      people: { anna: { days: { '2026-06-01': 4 }, floods: 0, most: 2 } },
    });
    const figures = figuresOf(told, { from: w.now() - DAY, to: w.now() });
    expect(figures).toMatchObject({ alarms: 4, answered: 1 / 3, noise: 1 / 3, unanswered: 1 / 3 });
    expect(figures.subjects[0]).toMatchObject({ name: 'bed-1', share: 0.5 });
  });

  story('finds what chatters, what is stale, and nights', hospital(), async (w) => {
    for (let time = 0; time < 3; time++) {
      await alarm(w, 'bed-1', 5 * SECOND);
      w.moment(5 * SECOND);
    }
    w.moment(14 * HOUR);
    await spo2(w, 'bed-2', 84);
    w.moment(25 * HOUR);
    expectAll(w);
    const told = await burden(w);
    expect([told.chattering, told.stale]).toEqual([1, 1]);
    // 23:00 UTC is one o'clock of the next day in Stockholm.
    expect(told.days['2026-06-02']).toEqual({
      alarms: 1,
      pages: 1,
      nightAlarms: 1,
      nightPages: 1,
    });
  });

  story('is a flood to whom more than ten pages come in ten minutes', hospital(), async (w) => {
    for (let bed = 1; bed <= 11; bed++) {
      await spo2(w, `bed-${bed}`, 84);
      w.moment(30 * SECOND);
    }
    await w.pass(10 * SECOND);
    const { people } = await burden(w);
    expect(people['anna']).toEqual({ days: { '2026-06-01': 11 }, floods: 1, most: 11 });
    expectAll(w);
  });

  story('is the same counted in parts', hospital(), async (w) => {
    for (let hour = 0; hour < 6; hour++) {
      await alarm(w, `bed-${hour % 2}`, 20 * SECOND);
      w.moment(HOUR);
    }
    expectAll(w);
    const [whole, cut] = [await burden(w), await burden(w, 3)];
    expect([whole.parts, cut.parts]).toEqual([1, 6]);
    expect({ ...cut, parts: 0 }).toEqual({ ...whole, parts: 0 });
  });
});
