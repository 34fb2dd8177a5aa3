import { describe, expect, test } from '@jest/globals';
import { storedDocuments } from '#adapters/stored/documents.ts';
import { SUBJECT } from '#adapters/stored/subject.ts';
import { reconcileSubject } from '#core/evaluation/evaluate-subject.ts';
import { budgetsOf } from '#core/evaluation/objective/budgets.ts';
import { foldObjective, MAX_BUDGETS, retireBudget } from '#core/evaluation/objective/fold.ts';
import { blindKey, budgetKey } from '#core/evaluation/objective/item.ts';
import { OVERFLOW_KEY } from '#core/evaluation/overflow/overflow.ts';
import { rebaseSubject } from '#core/evaluation/rebase-subject.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { CountsByMinute } from '#core/objective/absorb.ts';
import type { Objective } from '#core/objective/objective.ts';
import { countingOf } from '#core/objective/tally.ts';
import { DAY, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { withObjective } from '../../../support/objectives.ts';
import { START } from '../../objective/oracle.ts';

function measured(counts: ReadonlyMap<string, CountsByMinute>) {
  return new Map([...counts].map(([subject, minutes]) => [subject, { minutes }]));
}

/** What is known of an objective, in the config of the small hospital. */
function kept(more: Partial<Objective> = {}) {
  const config = withObjective(more);
  const rules = compileRules(config);
  const [objective] = config.objectives ?? [];
  if (objective === undefined) {
    throw new Error('the config has no objective');
  }
  let state: SubjectState | undefined;
  const key = (subject: string) => budgetKey(countingOf(objective), subject);
  return {
    key,
    objective,
    rules,
    state: () => state,
    entry(subject = '') {
      const entry = state?.series[key(subject)];
      return entry?.kind === 'objective' ? entry : undefined;
    },
    fold(now: Instant, counts: ReadonlyMap<string, CountsByMinute> = new Map()) {
      const folded = foldObjective(state, { objective, counts: measured(counts) }, rules, now);
      state = folded.state;
      return folded;
    },
    set(next: SubjectState | undefined) {
      state = next;
    },
  };
}

/** A good or bad sample in each of some minutes from the start on. */
const minutes = (first: number, count: number, isBad = false): CountsByMinute =>
  new Map(
    Array.from({ length: count }, (_, i) => [
      START / MINUTE + first + i,
      isBad ? { good: 0, bad: 1 } : { good: 1, bad: 0 },
    ]),
  );

const moment = (count: number) => START + count * MINUTE;

describe('the budgets of an objective', () => {
  test('change nothing if they are told what they know', () => {
    const it = kept();
    const counts = new Map([['', minutes(0, 5, true)]]);
    expect(it.fold(moment(5), counts).transitions).toMatchObject([{ kind: 'firing' }]);
    it.set({ ...(it.state() as SubjectState), outbox: [] });
    const again = it.fold(moment(5) + 10 * SECOND, counts);
    expect([again.transitions, it.entry()?.state.minutes]).toEqual([[], it.entry()?.state.minutes]);
  });

  test('take at most 4 KB each in 30 days, with their alert and last days, and 5 KB in 90', () => {
    const documents = storedDocuments(SUBJECT);
    const sizes = [30, 90].map((days) => {
      const it = kept({ method: 'occurrences', window: { kind: 'rolling', length: days * DAY } });
      for (let hour = 0; hour < days * 24; hour++) {
        const counts = [...minutes(hour * 60, 60).keys()].map(
          (minute) => [minute, { good: 40 + (minute % 20), bad: minute % 3 }] as const,
        );
        it.fold(moment((hour + 1) * 60), new Map([['', new Map(counts)]]));
      }
      return Buffer.byteLength(documents.write({ ...(it.state() as SubjectState), outbox: [] }));
    });
    const [month = 0, quarter = 0] = sizes;
    expect(month).toBeLessThan(4_000);
    expect(quarter).toBeLessThan(5_000);
  });

  test(`are at most ${MAX_BUDGETS}, and the technical service is told that others are not kept`, () => {
    const it = kept({ isPerSubject: true });
    const subjects = Array.from({ length: MAX_BUDGETS + 1 }, (_, n) => `host-${n}`);
    const { transitions } = it.fold(
      moment(1),
      new Map(subjects.map((subject) => [subject, minutes(0, 1)])),
    );
    expect(transitions).toMatchObject([{ alert: { rule: OVERFLOW_KEY, service: 'it' } }]);
    expect(it.entry(`host-${MAX_BUDGETS - 1}`)).toBeDefined();
    expect(it.entry(`host-${MAX_BUDGETS}`)).toBeUndefined();
  });

  test('begin anew for a subject that comes back after it was retired, from then on', () => {
    const it = kept({ isPerSubject: true });
    const known = new Map([['host', minutes(0, 5, true)]]);
    it.fold(moment(5), known);
    const retired = { objective: it.objective, subject: 'host', who: { by: 'anna' } };
    const state = it.state() as SubjectState;
    it.set(retireBudget(state, retired, it.rules, moment(5) + 1).state);
    it.fold(moment(30), known);
    expect(it.entry('host')).toMatchObject({ state: { minutes: [] } });
    expect(it.entry('host')?.alert ?? it.state()?.series[blindKey(it.key('host'))]).toBeUndefined();
    it.fold(moment(31), new Map([['host', minutes(0, 31)]]));
    expect(it.entry('host')?.state.minutes).toHaveLength(25);
  });

  test('of a subject that was retired and did not come back are forgotten', () => {
    const it = kept({ isPerSubject: true });
    it.fold(
      moment(1),
      new Map([
        ['host', minutes(0, 1)],
        ['other', minutes(0, 1)],
      ]),
    );
    const retired = { objective: it.objective, subject: 'host', who: { by: 'anna' } };
    it.set(retireBudget(it.state() as SubjectState, retired, it.rules, moment(2)).state);
    it.fold(moment(63), new Map([['other', minutes(62, 1)]]));
    expect(it.entry('host')).toBeUndefined();
    expect(it.entry('other')).toBeDefined();
  });

  test.each([{ blindAfter: null }, { alerts: false }, {}])(
    'of one’s own are forgotten when nothing was measured in the whole window, with %j, and what was told of them ends',
    (more) => {
      const it = kept({ isPerSubject: true, ...more });
      it.fold(moment(1), new Map([['host', minutes(0, 1)]]));
      const told = it.fold(START + DAY).transitions.length;
      expect(it.entry('host')).toBeDefined();
      const { transitions } = it.fold(START + 32 * DAY);
      expect(transitions.filter(({ kind }) => kind === 'resolved')).toHaveLength(told);
      expect([it.entry('host'), it.state()?.series[blindKey(it.key('host'))]]).toEqual([
        undefined,
        undefined,
      ]);
    },
  );

  test(`have room for ${MAX_BUDGETS} subjects that come after a time without any`, () => {
    const it = kept({ isPerSubject: true });
    it.fold(moment(0));
    const subjects = Array.from({ length: MAX_BUDGETS }, (_, n) => `host-${n}`);
    const counts = new Map(subjects.map((subject) => [subject, minutes(0, 1)]));
    expect(it.fold(moment(1), counts).transitions).toEqual([]);
    expect(subjects.filter((subject) => it.entry(subject) === undefined)).toEqual([]);
  });

  test('outlast a config that counts something else, which only ends what is told of them', () => {
    const it = kept();
    const slip = kept({ sliceTarget: 0.9 });
    it.fold(moment(50), new Map([['', minutes(0, 50, true)]]));
    slip.set(it.state());
    const reason = { kind: 'resolved', reason: 'rule_changed' };
    expect(slip.fold(moment(51)).transitions).toMatchObject([reason]);
    expect(slip.entry()?.state.minutes).toEqual([]);
    it.set(slip.state());
    expect(it.fold(moment(52)).transitions).toMatchObject([{ kind: 'firing' }]);
    expect(it.entry()?.state.minutes).toHaveLength(50);
    slip.set(it.state());
    slip.fold(moment(53));
    slip.fold(moment(53) + 2 * DAY);
    expect(Object.keys(slip.state()?.series ?? {})).toContain(slip.key(''));
    expect(slip.state()?.series[it.key('')]).toBeUndefined();
  });

  test('that count something else give way where there is no room', () => {
    const [before, after] = [kept({ isPerSubject: true }), kept({ isPerSubject: true, minBad: 3 })];
    const slip = kept({ isPerSubject: true, sliceTarget: 0.9 });
    const subjects = Array.from({ length: MAX_BUDGETS }, (_, n) => `host-${n}`);
    before.fold(moment(1), new Map(subjects.map((subject) => [subject, minutes(0, 1)])));
    slip.set(before.state());
    const { transitions } = slip.fold(moment(2), new Map([['host-0', minutes(1, 1)]]));
    expect([transitions, slip.entry('host-0') !== undefined]).toEqual([[], true]);
    after.set(slip.state());
    expect(subjects.filter((subject) => after.entry(subject) !== undefined)).toHaveLength(99);
  });

  test('forget what was measured ahead of a clock that went back', () => {
    const it = kept();
    it.fold(moment(5), new Map([['', minutes(0, 5)]]));
    const back = rebaseSubject(it.state() as SubjectState, START - DAY);
    it.set(back);
    expect(it.entry()?.state.minutes).toEqual([]);
  });
});

describe('the series of an objective', () => {
  const SERIES = Array.from({ length: 600 }, (_, i) => `s${i}`);
  const ratio = {
    kind: 'ratio',
    ...{ total: { metric: 'all', matchers: [] }, part: { metric: 'errors', matchers: [] } },
    partIs: 'bad',
  } as const;

  /** Folds what each series of a subject was at a moment, two minutes later. */
  function heard(it: ReturnType<typeof kept>, subject: string, at: Instant) {
    const { objective, rules } = it;
    const points = SERIES.map((one) => ({
      ...({ series: `${one}${subject}`, role: 'total', value: at, at } as const),
    }));
    const measured = { minutes: new Map(), points: { points, bounds: {}, isCut: false } };
    const counts = new Map([[subject, measured]]);
    const folded = foldObjective(it.state(), { objective, counts }, rules, at + 2 * MINUTE);
    it.set(folded.state);
    return it.entry(subject);
  }

  test('have the room of what was counted otherwise before', () => {
    const before = kept({ indicator: ratio });
    expect(heard(before, '', START)?.state.counters).toHaveLength(600);
    const after = kept({ indicator: ratio, method: 'timeslices', sliceTarget: 0.5 });
    after.set(before.state());
    expect(heard(after, '', moment(5))).not.toHaveProperty('fault');
  });

  test('have the room of subjects that have ended', () => {
    const it = kept({ indicator: ratio, isPerSubject: true });
    heard(it, 'a', START);
    expect(heard(it, 'b', moment(5))?.fault).toEqual({ kind: 'too_many_series' });
    expect(heard(it, 'b', moment(70))).not.toHaveProperty('fault');
    expect(it.entry('a')?.state.counters).toHaveLength(1);
  });
});

describe('the list of budgets', () => {
  test('calls none blind because a month has just begun, but one of which a month long nothing came', () => {
    const it = kept({
      window: { kind: 'calendar', unit: 'month', timeZone: 'UTC' },
      blindAfter: null,
    });
    const isBlind = (now: Instant) => budgetsOf(it.objective, it.state(), now)[0]?.isBlind;
    expect(isBlind(START)).toBe(true);
    it.fold(moment(1), new Map([['', minutes(0, 1)]]));
    expect([1, 30, 33].map((days) => isBlind(START + days * DAY))).toEqual([false, false, true]);
  });
});

describe('an item that is due', () => {
  test('is judged by what is known, so that an alert ends though no clock reads what was counted', () => {
    const it = kept();
    it.fold(moment(4), new Map([['', minutes(0, 4, true)]]));
    it.fold(moment(10), new Map([['', minutes(4, 6)]]));
    it.set({ ...(it.state() as SubjectState), outbox: [] });
    const due = reconcileSubject(it.state() as SubjectState, it.rules, moment(10)).state?.due ?? 0;
    expect(due).toBe(moment(11) + 30 * SECOND);
    const gone = compileRules(withObjective({ name: 'another' }));
    const { transitions, state } = reconcileSubject(it.state() as SubjectState, gone, due);
    expect(transitions).toMatchObject([{ kind: 'resolved', reason: 'rule_removed' }]);
    const sent = { ...(state as SubjectState), outbox: [] };
    const dated = reconcileSubject(sent, gone, due + 1).state as SubjectState;
    const until = dated.due ?? 0;
    expect([until > due + DAY, Object.keys(dated.series)]).toEqual([true, [it.key('')]]);
    expect(reconcileSubject(dated, gone, until).state?.series).toEqual({});
  });
});
