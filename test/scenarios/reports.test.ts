import { describe, expect, test } from '@jest/globals';
import { CANARY, withCanary } from '#core/canary/canary.ts';
import type { Schedule } from '#core/oncall/schedule.ts';
import { responseReport } from '#core/report/response-figures.ts';
import { addResponseTallies, type ResponseTally } from '#core/report/response-tally.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { readOnCall } from '#usecases/read-on-call.ts';
import { readResponse } from '#usecases/read-response.ts';
import { setSilence } from '#usecases/set-silence.ts';
import { below, hospital } from '../support/config.ts';
import { createWorld, START, sample, type World } from '../support/world.ts';

/** A breach counts after a minute; the service pages anna, after five minutes bo. */
const WARD = hospital({ rules: [below('spo2', 88, { for: MINUTE }), below('pulse', 40)] });

/** Goes to the next day, and lets the alarm of a bed begin there: it fires a minute later. */
async function nextDay(w: World, bed: string): Promise<string> {
  w.moment(DAY - ((w.now() - START) % DAY));
  await w.post(sample(bed, 'spo2', 84, w.now()));
  w.moment(MINUTE);
  await w.post(sample(bed, 'spo2', 84, w.now()));
  return (await w.incident()).id;
}

async function recovers(w: World, bed: string): Promise<void> {
  await w.post(sample(bed, 'spo2', 97, w.now()));
}

async function responses(w: World, most?: number) {
  const read = readResponse(w.ports, most);
  let tally: ResponseTally | undefined;
  let parts = 0;
  for (let before: number | undefined = w.now() + 1; before !== undefined; parts++) {
    const part = await read({ from: START - DAY, before }, 'Europe/Stockholm');
    tally = tally === undefined ? part.tally : addResponseTallies(tally, part.tally);
    before = part.next;
  }
  return { ...responseReport(tally as ResponseTally), parts };
}

/** Plays a week: what happens on each day stands beside it. */
async function aWeek(): Promise<World> {
  const w = createWorld(WARD);
  // Tuesday: anna answers after two minutes, and it is over after ten.
  const tuesday = await nextDay(w, 'bed-1');
  w.moment(2 * MINUTE);
  await w.act(tuesday, { kind: 'acknowledge', by: 'anna' });
  w.moment(8 * MINUTE);
  await recovers(w, 'bed-1');
  // Wednesday: anna is silent for five minutes, bo answers in the sixth; over after twenty.
  const wednesday = await nextDay(w, 'bed-2');
  await w.pass(6 * MINUTE);
  await w.act(wednesday, { kind: 'acknowledge', by: 'bo' });
  w.moment(14 * MINUTE);
  await recovers(w, 'bed-2');
  // Thursday: it ends by itself after half a minute.
  await nextDay(w, 'bed-3');
  w.moment(30 * SECOND);
  await recovers(w, 'bed-3');
  // Friday: the bed is silenced.
  await setSilence(w.ports)(
    {
      ...{ id: 's1', kind: 'silence', createdBy: 'anna', createdAt: w.now(), comment: 'washing' },
      ...{ startsAt: w.now(), endsAt: w.now() + 2 * DAY },
      matchers: [{ name: 'subject', op: '=', value: 'bed-4' }],
    },
    w.now(),
  );
  await nextDay(w, 'bed-4');
  w.moment(HOUR);
  await recovers(w, 'bed-4');
  // Saturday: anna answers after one minute, her time runs out, and she resolves it after an hour.
  const saturday = await nextDay(w, 'bed-5');
  w.moment(MINUTE);
  await w.act(saturday, { kind: 'acknowledge', by: 'anna' });
  await w.pass(31 * MINUTE);
  await w.act(saturday, { kind: 'acknowledge', by: 'anna' });
  w.moment(28 * MINUTE);
  await w.act(saturday, { kind: 'resolve', by: 'anna' });
  await recovers(w, 'bed-5');
  // Monday of the week after: nobody answers, which the technical service is told.
  w.moment(DAY);
  await nextDay(w, 'bed-6');
  await w.pass(20 * MINUTE);
  return w;
}

describe('the report of responses', () => {
  test('tells of a week what can be counted by hand', async () => {
    const w = await aWeek();
    const { all, services, severities, rules, weeks } = await responses(w);
    expect([all.incidents, all.outcomes.open]).toEqual([7, 2]);
    expect(services.map(({ name, incidents }) => [name, incidents])).toEqual([
      ['icu', 6],
      ['it', 1],
    ]);
    expect(services[0]).toEqual({
      name: 'icu',
      incidents: 6,
      outcomes: { acknowledged: 3, unanswered: 1, open: 1, unpaged: 1, moved: 0 },
      marks: { escalated: 2, exhausted: 1, repaged: 1, reopened: 0, silenced: 1, deferred: 0 },
      // A minute passes before a breach counts, and the page leaves at once.
      detect: { n: 5, mean: MINUTE, median: MINUTE, p90: MINUTE },
      // 1, 2 and 6 minutes.
      acknowledge: { n: 3, mean: 3 * MINUTE, median: 2 * MINUTE, p90: 6 * MINUTE },
      // 0.5, 10, 20, 60 and 60 minutes, to half a per cent from a quarter of an hour on.
      resolve: { n: 5, mean: 30.1 * MINUTE, median: 20 * MINUTE, p90: HOUR },
    });
    expect(severities[0]).toMatchObject({ name: 'critical', resolve: services[0]?.resolve });
    expect(rules[0]).toEqual({ ...services[0], name: 'spo2-low' });
    expect(weeks.map(({ name, incidents }) => [name, incidents])).toEqual([
      ['2026-W23', 5],
      ['2026-W24', 2],
    ]);
  });

  test('times detection from the first breach, although the alert fires again', async () => {
    const w = createWorld(WARD);
    await nextDay(w, 'bed-1');
    w.moment(30 * SECOND);
    await recovers(w, 'bed-1');
    w.moment(2 * MINUTE);
    await w.post(sample('bed-1', 'spo2', 84, w.now()));
    w.moment(MINUTE);
    await w.post(sample('bed-1', 'spo2', 84, w.now()));
    const { all } = await responses(w);
    expect(all).toMatchObject({ incidents: 1, detect: { n: 1, mean: MINUTE } });
  });

  test('leaves the canary out', async () => {
    const w = createWorld(withCanary(WARD));
    await w.post(sample(CANARY.subject, CANARY.metric, 1, w.now()));
    expect(await w.open()).toHaveLength(1);
    expect((await responses(w)).all.incidents).toBe(0);
  });

  test('is the same counted in parts', async () => {
    const w = await aWeek();
    const [whole, cut] = [await responses(w), await responses(w, 2)];
    expect([whole.parts, cut.parts]).toEqual([1, 4]);
    expect({ ...cut, parts: 0 }).toEqual({ ...whole, parts: 0 });
  });
});

describe('the report of time on call', () => {
  const ward: Schedule = {
    ...{ id: 'ward', timeZone: 'UTC' },
    layers: [
      {
        ...{ name: 'all', people: ['anna'], restrictions: [] },
        ...{ shift: { days: 1 }, start: '2026-01-01T00:00' },
      },
    ],
  };

  test('counts covers, and goes back no further than they are kept', async () => {
    const config = hospital({ config: { schedules: { ward } } });
    const w = createWorld(config, START + 40 * DAY);
    const [from, to] = [w.now() - 2 * DAY, w.now() - DAY];
    await w.ports.controls.putOverride({
      ...{ id: 'o1', schedule: 'ward', person: 'bo', createdBy: 'bo', createdAt: from, from, to },
    });
    const { tally, hoursFrom } = await readOnCall(w.ports, config)(
      { from: START, before: w.now() + DAY },
      w.now(),
    );
    expect(hoursFrom).toBe(w.now() - 30 * DAY);
    expect(tally.schedules['ward']).toMatchObject({
      anna: { total: 29 * DAY },
      bo: { total: DAY },
    });
  });
});
