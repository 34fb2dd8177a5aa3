import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Objective } from '#core/objective/objective.ts';
import type { Silence } from '#core/suppression/silence.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, HOUR, type Instant, MINUTE } from '#core/time/instant.ts';
import { budgetSpent } from '#usecases/budget-spent.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { judgeObjectives } from '#usecases/judge-objectives.ts';
import { Unreadable } from '#usecases/ports.ts';
import { reconcileSubjects } from '#usecases/reconcile-subjects.ts';
import { reportObjectives } from '#usecases/report-objectives.ts';
import { showObjective } from '#usecases/show-objective.ts';
import { anObjective, at, START } from '../core/objective/oracle.ts';
import { alert, incident } from '../support/incident.ts';
import { BAD, GOOD, withObjective } from '../support/objectives.ts';

/** Whether a minute of the story is bad, by its number; undefined: it has no sample. */
type Story = (minute: number) => boolean | undefined;

/** A platform whose clock judges each minute, in which nobody is paged. */
function platform(
  objective: Partial<Objective> = {},
  config: Partial<Config> = {},
  from: Instant = START,
) {
  const whole = withObjective(anObjective({ service: 'icu', ...objective }), {
    timeZone: 'UTC',
    ...config,
  });
  const [named] = whole.objectives as readonly [Objective];
  let now = from;
  const ports = memoryPorts(() => now);
  let judge = judgeObjectives(ports, whole);
  const post = ingestSamples(ports, whole);
  return {
    ports,
    config: whole,
    now: () => now,
    restart() {
      judge = judgeObjectives(ports, whole);
    },
    async live(minutes: number, isBad: Story = () => false, subjects = ['ehr']) {
      for (let minute = 0; minute < minutes; minute++) {
        const bad = isBad(minute);
        if (bad !== undefined) {
          await post(
            subjects.map((one) => at(now, bad ? BAD : GOOD, one)),
            now,
          );
        }
        now += MINUTE;
        expect(await judge(now)).toEqual([]);
      }
    },
    /** A minute without a sample, of which the reasons of failures are returned. */
    pass() {
      now += MINUTE;
      return judge(now);
    },
    show: (subject?: string) => showObjective(ports, whole)({ objective: named, subject }, now),
    report: (month: Instant = START) => reportObjectives(ports, whole)(month, now),
  };
}

/** A day is over an hour after its midnight. */
const EVENING = START + 22 * HOUR;

const MONTH = 'wardbell:slo-month:record-fast:2026-01';

const silence = (more: Partial<Silence> = {}): Silence => ({
  id: 'm1',
  kind: 'maintenance',
  matchers: [{ name: 'rule', op: '=', value: 'record-fast' }],
  startsAt: START,
  endsAt: START + HOUR,
  createdBy: 'anna',
  createdAt: START,
  comment: 'the record is updated',
  ...more,
});

describe('a month of a budget', () => {
  test('is reported from days that are over and from today, and of another nothing is known', async () => {
    const it = platform({}, {}, EVENING);
    await it.live(4 * 60, (minute) => minute % 60 < 2);
    const { budgets, ...report } = await it.report();
    expect(report).toMatchObject({ month: '2026-01', swept: false, isOver: false, unknown: [] });
    expect(budgets).toMatchObject([
      { bad: 8 * MINUTE, watched: 4 * HOUR, measured: 4 * HOUR, excluded: 0, blind: 0 },
    ]);
    expect(budgets[0]?.target).toBe(0.999);
    expect(await it.report(Date.UTC(2025, 11, 5))).toMatchObject({
      budgets: [],
      unknown: ['record-fast'],
    });
  });

  test('is kept by day, once, whatever restarts, and is read when its minutes are gone', async () => {
    const it = platform({}, {}, EVENING);
    await it.live(3 * 60 + 10, (minute) => minute < 30);
    const version = async () => (await it.ports.subjects.load([MONTH])).get(MONTH)?.version;
    const before = await version();
    expect(before).toEqual(expect.any(Number));
    it.restart();
    await it.live(3);
    expect(await version()).toBe(before);
    expect((await it.report()).budgets).toMatchObject([{ bad: 30 * MINUTE }]);
  });

  test('is kept a minute later where the store failed, and nothing is judged twice for it', async () => {
    const it = platform({}, {}, EVENING);
    await it.live(3 * 60, (minute) => minute < 30);
    const { save } = it.ports.subjects;
    let failures = 0;
    Object.assign(it.ports.subjects, {
      save: async (...[state, version]: Parameters<typeof save>) => {
        if (state.subject === MONTH && failures < 1) {
          failures += 1;
          throw new Error('away');
        }
        return save(state, version);
      },
    });
    const kept = async () => (await it.ports.subjects.load([MONTH])).size;
    expect([await it.pass(), await kept()]).toMatchObject([[{ message: 'away' }], 0]);
    expect([await it.pass(), await kept()]).toEqual([[], 1]);
    expect((await it.report()).budgets).toMatchObject([{ bad: 30 * MINUTE }]);
  });

  test('tells who spent its last day, also of an incident of days ago that is over', async () => {
    const it = platform({}, {}, EVENING);
    const startsAt = START - 3 * DAY;
    const alerts = [alert('ehr', { metric: 'response_time', startsAt })];
    const open = incident(alerts, { openedAt: startsAt });
    await it.ports.incidents.save({ ...open, version: 1 }, 0);
    await it.live(3 * 60 + 5, (minute) => minute % 120 < 10);
    const over = { status: 'resolved', resolvedAt: it.now() } as const;
    await it.ports.incidents.save({ ...open, ...over, version: 2 }, 1);
    await it.live(1);
    const [month] = (await it.report()).budgets;
    expect(await month?.readSpent()).toMatchObject({
      incidents: [{ id: open.id, spent: 20 * MINUTE }],
      unattributed: 0,
    });
  });

  test('is of as much as the quarter allows in which it lies', async () => {
    const window = { kind: 'calendar', unit: 'quarter', timeZone: 'UTC' } as const;
    const it = platform({ window, goal: { kind: 'budget', allowed: HOUR } });
    await it.live(1);
    const [month] = (await it.report()).budgets;
    expect(month?.target).toBe(1 - HOUR / (90 * DAY));
  });

  test('reads each day of incidents once, for all objectives', async () => {
    const it = platform();
    await it.live(5, () => true);
    const { openedOn } = it.ports.incidents;
    const days: Instant[] = [];
    Object.assign(it.ports.incidents, {
      openedOn: (...[day, ...more]: Parameters<typeof openedOn>) => {
        days.push(day);
        return openedOn(day, ...more);
      },
    });
    const [one] = it.config.objectives ?? [];
    const objectives = [one, one, one] as Objective[];
    await reportObjectives(it.ports, { ...it.config, objectives })(START, it.now());
    expect(days).toEqual([START, START - DAY]);
  });

  test('goes when incidents of that time do', async () => {
    const it = platform({}, {}, EVENING);
    await it.live(3 * 60 + 2);
    const reconcile = reconcileSubjects(it.ports, it.config);
    const due = (await it.ports.subjects.load([MONTH])).get(MONTH)?.due ?? 0;
    expect(due).toBe(START + 401 * DAY);
    await reconcile([MONTH], due);
    expect((await it.ports.subjects.load([MONTH])).get(MONTH)?.series ?? {}).toEqual({});
  });

  test('tells for how long it was blind', async () => {
    const it = platform({}, {}, EVENING);
    await it.live(4 * 60, (minute) => (minute >= 60 && minute < 150 ? undefined : false));
    expect((await it.report()).budgets).toMatchObject([
      { watched: 4 * HOUR, measured: 150 * MINUTE, blind: 75 * MINUTE },
    ]);
  });

  test('says that it is no longer kept', async () => {
    const it = platform({}, { retention: { ...withObjective().retention, incidents: 31 * DAY } });
    await it.live(1);
    expect(await it.report(Date.UTC(2025, 10, 5))).toMatchObject({ swept: true, unknown: [] });
    expect(await it.report(Date.UTC(2025, 11, 5))).toMatchObject({ swept: false });
  });

  test('has a line for each subject that stands alone', async () => {
    const it = platform({ isPerSubject: true });
    await it.live(10, (minute) => minute < 3, ['ehr-1', 'ehr-2']);
    const { budgets } = await it.report();
    expect(budgets.map(({ subject, bad }) => [subject, bad])).toEqual([
      ['ehr-1', 3 * MINUTE],
      ['ehr-2', 3 * MINUTE],
    ]);
  });
});

describe('who spent a budget', () => {
  const DAYS = [0, 1].map((n) => ({
    ...{ from: START + n * DAY, to: START + (n + 1) * DAY, blind: 0 },
    tally: { good: 1_400, bad: 40, minutes: 1_440, excluded: 0 },
  }));
  const tally = { good: 2_800, bad: 80, minutes: 2_880, excluded: 0 };
  const id = 'icu-1';
  const spentBy = DAYS.map(({ from: day }) => ({ day, incident: id, bad: 40 }));
  const days = { days: DAYS, spentBy };
  const { incidents } = memoryPorts(() => START);

  test('is told of the part of a day that lies in the window', async () => {
    const inside = { from: START + DAY / 4, tally, spent: 70 * MINUTE };
    expect(await budgetSpent({ incidents }, days, inside)).toEqual({
      incidents: [{ id, spent: 70 * MINUTE }],
      unattributed: 0,
    });
  });

  test('is told by its number where it cannot be read', async () => {
    const load = () => Promise.reject(new Unreadable('damaged'));
    const inside = { from: START, tally, spent: 80 * MINUTE };
    const spent = await budgetSpent({ incidents: { ...incidents, load } }, days, inside);
    expect(spent.incidents).toEqual([{ id, spent: 80 * MINUTE }]);
  });
});

describe('maintenance', () => {
  test('that is excluded leaves what was bad and the coverage, exact to the minutes it touches', async () => {
    const it = platform({ maintenance: 'excluded' });
    await it.ports.controls.putSilence(
      silence({ startsAt: START + 10 * MINUTE + 30_000, endsAt: START + 20 * MINUTE + 1 }),
    );
    await it.live(30, (minute) => minute >= 5 && minute < 25);
    const { budget } = (await it.show()) ?? {};
    // Minutes 10 to 20 are touched.
    expect(budget).toMatchObject({
      excluded: 11 * MINUTE,
      spent: 9 * MINUTE,
      measured: 19 * MINUTE,
    });
  });

  test.each<[string, Partial<Objective>, Partial<Silence>]>([
    ['is counted unless the config says otherwise', {}, {}],
    ['is no silence', { maintenance: 'excluded' }, { kind: 'silence' }],
    [
      'of something else excludes nothing',
      { maintenance: 'excluded' },
      { matchers: [{ name: 'rule', op: '=', value: 'another' }] },
    ],
  ])('%s', async (_, objective, more) => {
    const it = platform(objective);
    await it.ports.controls.putSilence(silence(more));
    await it.live(10, () => true);
    expect((await it.show())?.budget).toMatchObject({ excluded: 0, spent: 10 * MINUTE });
  });

  test('by a window of the config leaves the minutes in which it recurs', async () => {
    const matchers = [{ name: 'rule', op: '=', value: 'record-fast' }] as const;
    const recurs = { cron: '*/30 * * * *', timeZone: 'UTC', lasts: 10 * MINUTE };
    const windows = [{ id: 'w', matchers, recurs, comment: '' }];
    const it = platform({ maintenance: 'excluded' }, { maintenanceWindows: windows });
    await it.live(60, () => true);
    expect((await it.show())?.budget).toMatchObject({
      excluded: 20 * MINUTE,
      spent: 40 * MINUTE,
    });
  });

  test('that is set later takes back nothing of what was', async () => {
    const it = platform({ maintenance: 'excluded' });
    await it.live(10, () => true);
    await it.ports.controls.putSilence(silence({ createdAt: START + 10 * MINUTE }));
    await it.live(10, () => true);
    expect((await it.show())?.budget).toMatchObject({
      excluded: 10 * MINUTE,
      spent: 10 * MINUTE,
    });
  });

  test('of one subject excludes nothing of the others', async () => {
    const it = platform({ maintenance: 'excluded', isPerSubject: true });
    const matchers = [{ name: 'subject', op: '=', value: 'ehr-1' }] as const;
    await it.ports.controls.putSilence(silence({ matchers }));
    await it.live(10, () => true, ['ehr-1', 'ehr-2']);
    expect((await it.show('ehr-1'))?.budget).toMatchObject({ excluded: 10 * MINUTE, spent: 0 });
    expect((await it.show('ehr-2'))?.budget).toMatchObject({ excluded: 0, spent: 10 * MINUTE });
  });

  test('in which nothing is measured turns no budget blind', async () => {
    const it = platform({ maintenance: 'excluded' });
    await it.ports.controls.putSilence(silence());
    await it.live(60, (minute) => (minute < 5 ? false : undefined));
    expect(await it.show()).toMatchObject({ isBlind: false, budget: { excluded: HOUR } });
    await it.live(16, () => undefined);
    expect(await it.show()).toMatchObject({ isBlind: true });
    expect((await it.report()).budgets).toMatchObject([{ excluded: HOUR, blind: MINUTE }]);
  });
});
