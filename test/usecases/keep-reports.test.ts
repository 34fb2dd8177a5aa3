import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { TimelineEntry } from '#core/incident/timeline.ts';
import type { Schedule } from '#core/oncall/schedule.ts';
import { dutyReport } from '#core/report/duty-figures.ts';
import { responseReport } from '#core/report/response-figures.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, HOUR, type Instant, MINUTE } from '#core/time/instant.ts';
import { keepReports } from '#usecases/keep-reports.ts';
import { type Ports, Unreadable } from '#usecases/ports.ts';
import { readOnCall } from '#usecases/read-on-call.ts';
import { readResponse } from '#usecases/read-response.ts';
import { reconcileSubjects } from '#usecases/reconcile-subjects.ts';
import { hospital } from '../support/config.ts';
import { alert, incident } from '../support/incident.ts';
import { runs } from '../support/runs.ts';

/** How many histories are played. */
const RUNS = runs(6);

/** A Sunday noon; three weeks later clocks go forward in Stockholm. */
const START = Date.UTC(2026, 2, 8, 12);

const ZONE = 'Europe/Stockholm';

function schedule(people: readonly string[]): Schedule {
  return {
    ...{ id: 'ward', timeZone: ZONE },
    layers: [
      {
        ...{ name: 'all', people, restrictions: [] },
        ...{ shift: { hours: 8 }, start: '2026-01-01T07:00' },
      },
    ],
  };
}

const config = (people: readonly string[]): Config =>
  hospital({ config: { schedules: { ward: schedule(people) }, timeZone: ZONE } });

/** A platform whose clock keeps days, and which can be read as if none were kept. */
function platform() {
  let now = START;
  const ports = memoryPorts(() => now);
  const { load } = ports.subjects;
  const unkept = { ...ports, subjects: { ...ports.subjects, load: async () => new Map() } };
  let opened = 0;
  return {
    ports,
    unkept,
    now: () => now,
    load,
    pass(time: number) {
      now += time;
    },
    /** An incident that was opened now. */
    async opens(service = 'icu'): Promise<Incident> {
      opened += 1;
      const known = alert(`bed-${opened}`, { service, startsAt: now - MINUTE });
      const entry = { at: now, code: 'incident.opened', data: { alert: known } };
      const timeline = [entry as unknown as TimelineEntry];
      const fresh = incident([known], {
        service,
        openedAt: now,
        breachedAt: now - MINUTE,
        timeline,
      });
      await ports.incidents.save(fresh, 0);
      return fresh;
    },
    /** What ended now, with nothing more to do. */
    async ends(open: Incident): Promise<void> {
      const { due: _, ...over } = open;
      const at = { version: open.version + 1, resolvedAt: now, resolvedBy: 'anna' };
      await ports.incidents.save({ ...over, ...at, status: 'resolved' }, open.version);
    },
    /** A page that was sent now. */
    async pages(of: Incident, responder: string): Promise<void> {
      const id = `${of.id}.1.0.${responder}.${now}`;
      const order = { id, incident: of.id, responder, at: now } as const;
      await ports.pages.save(
        {
          order: { ...order, channel: 'sms', reason: 'escalation_step' },
          ...{ status: 'sent', attempts: [], version: 1 },
        },
        0,
      );
    },
  };
}

type Platform = ReturnType<typeof platform>;

async function response(from: Instant, { now }: Platform, ports: Ports, service?: string) {
  const span = { from, before: now() + 1 };
  const { tally, sources } = await readResponse(ports)(span, ZONE, service);
  return { report: responseReport(tally), sources };
}

async function onCall(from: Instant, { now }: Platform, ports: Ports) {
  const part = await readOnCall(ports, config(['anna', 'bo']))({ from, before: now() }, now());
  return { ...part, report: dutyReport(part.tally) };
}

/** What happens in an hour; a number chooses which incident. */
const happening = fc.oneof(
  fc.record({ what: fc.constant('opens' as const), service: fc.constantFrom('icu', 'lab') }),
  fc.record({ what: fc.constantFrom('ends' as const, 'pages' as const), which: fc.nat(30) }),
  fc.record({ what: fc.constant('stops' as const), after: fc.nat(3) }),
  fc.record({ what: fc.constant('sleeps' as const), hours: fc.integer({ min: 1, max: 60 }) }),
);

describe('days of reports', () => {
  test('tell the same as the record, whatever ends late, and whenever clocks stop', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 20, maxLength: 120 }), async (history) => {
        const it = platform();
        const open: Incident[] = [];
        const [one, other] = [stoppable(it), stoppable(it)];
        for (const step of history) {
          if (step.what === 'opens') {
            open.push(await it.opens(step.service));
          } else if (step.what === 'stops') {
            one.stopsAfter(step.after);
          } else if (step.what === 'sleeps') {
            it.pass(step.hours * HOUR);
          } else {
            const [chosen] = open.splice(step.which % Math.max(open.length, 1), 1);
            await (chosen && it[step.what](chosen, 'anna'));
            if (chosen !== undefined && step.what === 'pages') {
              open.push(chosen);
            }
          }
          it.pass(HOUR - MINUTE);
          await one.tick();
          await other.tick();
          it.pass(MINUTE);
        }
        const from = START + 5 * HOUR;
        const kept = await response(from, it, it.ports);
        expect(kept.report).toEqual((await response(from, it, it.unkept)).report);
        const ofOne = await response(from, it, it.ports, 'icu');
        expect(ofOne.report).toEqual((await response(from, it, it.unkept, 'icu')).report);
        // The record knows turns of thirty days.
        const lately = Math.max(from, it.now() - 29 * DAY);
        const pages = await onCall(lately, it, it.ports);
        expect(pages.report).toEqual((await onCall(lately, it, it.unkept)).report);
      }),
      { numRuns: RUNS },
    );
  });

  test('are kept an hour after their end, and then only what is not over is read', async () => {
    const it = platform();
    const keep = keepReports(it.ports, config(['anna']));
    await keep(it.now());
    it.pass(HOUR);
    await keep(it.now());
    const [late, soon] = [await it.opens(), await it.opens()];
    it.pass(MINUTE);
    await it.ends(soon);
    await it.pages(soon, 'anna');
    it.pass(12 * HOUR - 2 * MINUTE);
    await keep(it.now());
    expect((await response(START, it, it.ports)).sources).toEqual({ days: 0, read: 2 });
    it.pass(MINUTE);
    await keep(it.now());
    const before = await response(START, it, it.ports);
    expect(before.sources).toEqual({ days: 1, read: 1 });
    expect(before.report.all).toMatchObject({ incidents: 2, resolve: { n: 1, mean: MINUTE } });
    expect((await onCall(START, it, it.ports)).sources).toEqual({ days: 1, read: 0 });
    // It ends a week later, and that is told of the day on which it was opened.
    it.pass(7 * DAY);
    await it.ends(late);
    const after = await response(START, it, it.ports);
    expect(after.report.all.resolve.n).toBe(2);
    for (let day = 0; day < 9; day++) {
      it.pass(DAY);
      expect(await keep(it.now())).toEqual([]);
    }
    const settled = await response(START, it, it.ports);
    expect(settled.report).toEqual(after.report);
    expect(settled.sources).toEqual({ days: 10, read: 0 });
  });

  test('are taken back where the clock that kept them was ahead, and kept again', async () => {
    const it = platform();
    const keep = keepReports(it.ports, config(['anna']));
    const passing = async (...times: readonly number[]) => {
      for (const time of times) {
        it.pass(time);
        expect(await keep(it.now())).toEqual([]);
      }
    };
    await it.pages(await it.opens(), 'anna');
    await passing(0, HOUR, 2 * DAY, 10 * MINUTE);
    expect((await response(START, it, it.ports)).sources).toMatchObject({ days: 2 });
    await passing(10 * MINUTE - 2 * DAY);
    await it.pages(await it.opens(), 'bo');
    expect((await response(START, it, it.ports)).sources).toEqual({ days: 0, read: 2 });
    await passing(13 * HOUR);
    const later = await response(START, it, it.ports);
    expect(later.report).toEqual((await response(START, it, it.unkept)).report);
    expect(later.report.all.incidents).toBe(2);
    const { report, sources } = await onCall(START, it, it.ports);
    expect(report.people).toMatchObject([{ pages: 1 }, { pages: 1 }]);
    expect(sources.days).toBe(1);
  });

  test('wait a day for the outcome of a page, and no longer', async () => {
    const it = platform();
    const keep = keepReports(it.ports, config(['anna']));
    await keep(it.now());
    it.pass(HOUR);
    await keep(it.now());
    const order = { id: 'i.1.0.anna.sms', incident: 'i', responder: 'anna', at: it.now() } as const;
    const waiting = {
      order: { ...order, channel: 'sms', reason: 'escalation_step' },
      ...({ status: 'waiting', due: it.now(), attempts: [], version: 1 } as const),
    } as const;
    await it.ports.pages.save(waiting, 0);
    await it.pages(await it.opens(), 'bo');
    it.pass(DAY);
    await keep(it.now());
    expect((await onCall(START, it, it.ports)).sources.days).toBe(0);
    it.pass(12 * HOUR);
    await keep(it.now());
    const { sources, tally } = await onCall(START, it, it.ports);
    expect([sources.days, Object.keys(tally.pages)]).toEqual([1, ['bo']]);
  });

  test('are kept also where those of turns cannot be read', async () => {
    const it = platform();
    const load: Ports['subjects']['load'] = async (ids) => {
      if (ids.some((id) => id.startsWith('wardbell:report:turns'))) {
        throw new Unreadable('damaged');
      }
      return it.load(ids);
    };
    const damaged = { ...it.ports, subjects: { ...it.ports.subjects, load } };
    const keep = keepReports(damaged, config(['anna']));
    await keep(it.now());
    it.pass(10 * MINUTE);
    await keep(it.now());
    await it.pages(await it.opens(), 'anna');
    it.pass(13 * HOUR);
    expect(await keep(it.now())).toMatchObject([{ message: 'damaged' }]);
    expect((await response(START, it, it.ports)).sources.days).toBe(1);
  });

  test('have turns as they were, whatever the config becomes, for as long as incidents are kept', async () => {
    const it = platform();
    const of = (people: readonly string[]) => keepReports(it.ports, config(people));
    const keep = of(['carl']);
    for (let hour = 0; hour < 26; hour++) {
      await keep(it.now());
      it.pass(HOUR);
    }
    const next = of(['anna', 'bo']);
    await next(it.now() - 10 * MINUTE);
    await next(it.now());
    it.pass(60 * DAY);
    const { hoursFrom, tally } = await onCall(START - DAY, it, it.ports);
    expect(hoursFrom).toBe(START + HOUR);
    const { ward: { anna, bo, carl } = {} } = tally.schedules;
    expect(carl?.total).toBe(24 * HOUR);
    expect((anna?.total ?? 0) + (bo?.total ?? 0)).toBe(30 * DAY + HOUR);
    const item = (await it.load(['wardbell:report:turns:2026-03-08'])).get(
      'wardbell:report:turns:2026-03-08',
    );
    expect(item?.due).toBe(Date.UTC(2026, 2, 9) + 400 * DAY);
    const look = reconcileSubjects(it.ports, config(['anna']));
    const [swept] = await look([item?.subject ?? ''], item?.due ?? 0);
    expect(swept).toMatchObject({ value: 'removed' });
  });

  test('load what is not over yet in parts that fit into memory', async () => {
    const it = platform();
    const loaded: number[] = [];
    const load: Ports['incidents']['load'] = async (ids) => {
      loaded.push(ids.length);
      return it.ports.incidents.load(ids);
    };
    const counting = { ...it.ports, incidents: { ...it.ports.incidents, load } };
    const keep = keepReports(counting, config(['anna']));
    await keep(it.now());
    it.pass(10 * MINUTE);
    await keep(it.now());
    for (let many = 0; many < 600; many++) {
      await it.opens();
    }
    it.pass(14 * HOUR);
    await keep(it.now());
    expect((await response(START, it, counting)).report.all.incidents).toBe(600);
    it.pass(DAY);
    await keep(it.now());
    expect(loaded).toEqual([500, 100, 500, 100]);
  });

  test('take several items where much happened, and are read only where all are there', async () => {
    const it = platform();
    const keep = keepReports(it.ports, config(['anna']));
    await keep(it.now());
    it.pass(10 * MINUTE);
    await keep(it.now());
    for (let many = 0; many < 1_600; many++) {
      await it.ends(await it.opens(`s${many % 3}`));
    }
    it.pass(14 * HOUR);
    await keep(it.now());
    const { report, sources } = await response(START, it, it.ports);
    expect([report.all.incidents, sources]).toEqual([1_600, { days: 1, read: 0 }]);
    expect(report.services.map(({ incidents }) => incidents)).toEqual([534, 533, 533]);
    const part = 'wardbell:report:responses:2026-03-08:1';
    const stored = (await it.load([part])).get(part);
    await it.ports.subjects.remove(part, stored?.version ?? 0);
    const again = await response(START, it, it.ports);
    expect([again.report, again.sources]).toEqual([report, { days: 0, read: 1_600 }]);
  });
});

/** A clock that is stopped at its next saves, and then starts anew. */
function stoppable(it: Platform) {
  let left = Number.POSITIVE_INFINITY;
  const save: Ports['subjects']['save'] = async (state, version) => {
    left -= 1;
    if (left < 0) {
      left = Number.POSITIVE_INFINITY;
      throw new Error('stopped');
    }
    return it.ports.subjects.save(state, version);
  };
  const ports = { ...it.ports, subjects: { ...it.ports.subjects, save } };
  let keep = keepReports(ports, config(['anna', 'bo']));
  return {
    stopsAfter(saves: number) {
      left = saves;
    },
    async tick() {
      const reasons = await keep(it.now());
      if (reasons.length > 0) {
        expect(reasons).toMatchObject([{ message: 'stopped' }]);
        keep = keepReports(ports, config(['anna', 'bo']));
      }
    },
  };
}
