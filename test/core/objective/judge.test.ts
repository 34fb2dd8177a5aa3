import { describe, expect, test } from '@jest/globals';
import { judge } from '#core/objective/judge.ts';
import type { Objective } from '#core/objective/objective.ts';
import { burnRate, outOfReach, PAIRS } from '#core/objective/pairs.ts';
import { Replay, type Replayed } from '#core/objective/replay.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { alertsOf, anObjective, at, observe, START } from './oracle.ts';

const [FAST, SLOW] = PAIRS as [(typeof PAIRS)[number], (typeof PAIRS)[number]];

/** Plays a sample a minute, bad ones where it is said; undefined is no sample. */
function play(
  objective: Objective,
  minutes: number,
  isBad: (minute: number) => boolean | undefined,
  from = START,
): Replayed {
  const replay = new Replay(objective);
  for (let minute = 0; minute < minutes; minute++) {
    const bad = isBad(minute);
    if (bad !== undefined) {
      replay.take(at(from + minute * MINUTE, bad ? 900 : 120), 'value');
    }
  }
  const replayed = replay.end(from + (minutes - 1) * MINUTE);
  if (replayed === undefined) {
    throw new Error('no sample counted');
  }
  return replayed;
}

const minuteOf = ({ told }: Replayed, index = 0) => ((told[index]?.at ?? 0) - START) / MINUTE;

describe('the burn rates of pairs', () => {
  test('are those of the SRE workbook in 30 days, and of Sloth in 28', () => {
    const rates = (days: number) => PAIRS.map((pair) => burnRate(pair, days * DAY));
    expect(rates(30).map((rate) => Number(rate.toFixed(2)))).toEqual([14.4, 6, 3, 1]);
    expect(rates(28).map((rate) => Number(rate.toFixed(2)))).toEqual([13.44, 5.6, 2.8, 0.93]);
  });
});

describe('an objective of 99.9 % in 30 days', () => {
  const objective = anObjective({ minBad: 1 });

  test('pages after 52 s of a total outage, so at the end of its first minute', () => {
    const replayed = play(objective, 2 * 1440, (m) => m >= 1440);
    expect(minuteOf(replayed) - 1440).toBe(1);
    expect(replayed.told[0]).toMatchObject({ burning: { pair: FAST } });
  });

  test('ends the page when the short window is good, and tells the slower pairs then', () => {
    const { told } = play(objective, 4 * 1440, (m) => m >= 1440 && m < 1470);
    const kinds = told.map((one) => one.kind === 'burns' && one.burning.pair.long / HOUR);
    expect(kinds).toEqual([1, 6, 24, 72]);
    const [first] = told;
    expect(((first?.until ?? 0) - START) / MINUTE - 1470).toBe(5);
  });

  test('burns at 1000 if everything is bad, which spends its budget in 43 minutes', () => {
    const spent = (minutes: number) =>
      play(objective, 1440 + minutes, (m) => m >= 1440).judgement.budget;
    expect(spent(43).spent).toBeLessThan(spent(43).allowed);
    expect(spent(44).spent).toBeGreaterThan(spent(44).allowed);
  });

  test('tells when the budget is gone: at a burn rate of 2 in half of what is left', () => {
    const { budget } = play(objective, 3 * 1440, (m) => m % 500 === 0).judgement;
    const left = budget.allowed - budget.spent;
    const now = START + 3 * DAY;
    expect(((budget.goneAt ?? 0) - now) / ((left / budget.allowed) * 15 * DAY)).toBeCloseTo(1, 1);
  });
});

describe('in a quiet night', () => {
  const objective = anObjective({ method: 'occurrences' });

  test('one failure, the only event of an hour, pages nobody', () => {
    expect(play(objective, 600, (m) => (m === 300 ? true : undefined)).told).toMatchObject([
      { kind: 'blind' },
    ]);
  });

  test('its one bad event spends a minute of the budget, and not the night', () => {
    const { budget } = play(objective, 600, (m) => (m === 300 ? true : undefined)).judgement;
    expect(budget.spent).toBe(MINUTE);
    expect(budget.measured).toBe(MINUTE);
  });

  test('a minimum of bad events keeps a pair quiet until it is reached', () => {
    const bad = (minBad: number) =>
      minuteOf(play(anObjective({ minBad }), 600, (m) => m >= 300)) - 300;
    expect([bad(1), bad(2), bad(5)]).toEqual([1, 2, 5]);
  });
});

describe('no data', () => {
  test('is blindness of its own, never good, and over with the next sample', () => {
    const { told, judgement } = play(anObjective(), 100, (m) =>
      m < 30 || m >= 60 ? false : undefined,
    );
    expect(told).toEqual([{ kind: 'blind', at: START + 45 * MINUTE, until: START + 61 * MINUTE }]);
    expect(judgement.budget.measured).toBe(70 * MINUTE);
  });

  test.each(PAIRS)('does not end a pair of $long ms that burned when it began', (pair) => {
    // Longer short windows are sums of slots: what is left of the oldest decays.
    const end = 1450 + 1440;
    const replayed = play(anObjective({ pairs: [pair] }), end, (m) =>
      m < 1450 || m === end - 1 ? m >= 1440 && m < 1450 : undefined,
    );
    expect(replayed.told.filter(({ kind }) => kind === 'burns')).toEqual([
      expect.objectContaining({ until: START + end * MINUTE }),
    ]);
  });

  test('does not end what was burning when it began', () => {
    const { told } = play(anObjective(), 200, (m) => {
      if (m < 100) {
        return false;
      }
      return m < 110 || m >= 180 ? m < 110 : undefined;
    });
    expect(told[0]).toMatchObject({ kind: 'burns', until: START + 181 * MINUTE });
  });
});

describe('a year of made-up traffic with outages', () => {
  /** An outage of 1 to 90 minutes about each five days, and of single minutes now and then. */
  const isBad = outages(365 * 1440);

  test.each(PAIRS.map((pair) => [pair.long / HOUR, pair] as const))(
    'alerts by the pair of %d h when an exact one does, to a slot of its long window',
    (_, pair) => {
      const days = pair === FAST ? 365 : 45;
      const bad = isBad.slice(0, days * 1440);
      const objective = anObjective({ pairs: [pair], minBad: 1 });
      const { told } = play(objective, bad.length, (m) => bad[m]);
      const length = 30 * DAY;
      const exact = alertsOf(bad, pair, { allowed: 0.001 * length, length });
      const slot = pair === FAST ? 0 : pair.long / 12;
      expect(exact.length).toBeGreaterThan(3);
      for (const [from, to] of exact) {
        const near = told.some(
          (one) => one.at <= (to ?? Infinity) + slot && (one.until ?? Infinity) >= from - slot,
        );
        expect(near).toBe(true);
      }
      for (const one of told) {
        const near = exact.some(
          ([from, to]) =>
            from <= (one.until ?? Infinity) + slot && (to ?? Infinity) >= one.at - slot,
        );
        expect(near).toBe(true);
      }
      if (pair === FAST) {
        expect(told.map((one) => [one.at, one.until])).toEqual(exact);
      }
    },
    60_000,
  );
});

describe('a quarter in which the clocks are set', () => {
  const objective = anObjective({
    goal: { kind: 'budget', allowed: HOUR },
    window: { kind: 'calendar', unit: 'quarter', timeZone: 'Europe/Stockholm' },
  });
  const first = Date.UTC(2025, 11, 31, 23);
  const next = Date.UTC(2026, 2, 31, 22);

  test('is an hour shorter, and its budget is the same', () => {
    const { state } = observe(objective, [at(first + DAY, 900)]);
    const { budget } = judge(objective, state, first + 2 * DAY);
    expect(budget).toMatchObject({ from: first, to: next, allowed: HOUR, spent: MINUTE });
    expect((next - first) / HOUR).toBe(90 * 24 - 1);
  });

  test('counts to its last minute, and the next begins with a whole budget', () => {
    const bad = (minute: number) => minute % 10 === 0;
    const before = play(objective, 100, bad, next - 100 * MINUTE);
    expect(before.judgement.budget).toMatchObject({ from: first, to: next, spent: 10 * MINUTE });
    expect(before.judgement.budget).toMatchObject({ good: 0.9, elapsed: next - first });
    const minutes = [next - 2 * MINUTE, next - MINUTE, next, next + MINUTE].map((t) => at(t, 900));
    const observed = observe(objective, minutes);
    const spent = judge(objective, observed.state, next + 2 * MINUTE).budget;
    expect(spent).toMatchObject({ from: next, spent: 2 * MINUTE });
    const { state } = observe(objective, [at(next - 30 * MINUTE, 900, 'late')], observed);
    expect(judge(objective, state, next + 2 * MINUTE).budget.spent).toBe(2 * MINUTE);
  });

  test('has a whole budget from its first moment, also before its first sample', () => {
    const { state } = observe(objective, [at(next - MINUTE, 900)]);
    const budget = (now: number) => judge(objective, state, now).budget;
    expect(budget(next)).toMatchObject({ from: first, spent: MINUTE, elapsed: next - first });
    expect(budget(next + 1)).toMatchObject({ from: next, spent: 0, elapsed: 1 });
  });

  test('is told as ended when the next begins, unless it had no sample', () => {
    const replay = new Replay(objective);
    for (const time of [first, next - MINUTE, next + DAY, next + 200 * DAY]) {
      replay.take(at(time, 900), 'value');
    }
    const { ended = [], judgement } = replay.end(next + 200 * DAY) ?? {};
    expect(ended).toMatchObject([
      { from: first, to: next, spent: 2 * MINUTE, elapsed: next - first },
      { from: next, spent: MINUTE, measured: MINUTE },
    ]);
    expect(judgement?.budget).toMatchObject({ from: Date.UTC(2026, 8, 30, 22), spent: MINUTE });
  });
});

describe('a gap of centuries in a recording', () => {
  const day = (from: number) =>
    Array.from({ length: 60 }, (_, minute) => at(from + minute * MINUTE, minute < 30 ? 900 : 120));
  const LATER = Date.UTC(9000, 0, 1);

  test.each([
    ['rolls', anObjective()],
    ['rolls, and is blind late', anObjective({ blindAfter: 20 * DAY })],
    [
      'is a month',
      anObjective({ window: { kind: 'calendar', unit: 'month', timeZone: 'Europe/Stockholm' } }),
    ],
  ])('is passed at once where the window %s, and ends as one of 40 days does', (_, objective) => {
    const told = (next: number) => {
      const replay = new Replay(objective);
      [...day(START), ...day(next)].forEach((sample) => {
        replay.take(sample, 'value');
      });
      return replay.end(next + HOUR);
    };
    const [far, near] = [told(LATER), told(START + 40 * DAY)];
    const early = (replayed: Replayed | undefined) =>
      replayed?.told.filter((one) => one.at < START + 30 * DAY).map(({ kind, at: t }) => [kind, t]);
    expect(early(far)).toEqual(early(near));
    expect(early(far)).not.toEqual([]);
    expect(far?.ended).toEqual(near?.ended);
    expect(far?.judgement.budget.spent).toBe(near?.judgement.budget.spent);
  });
});

describe('the coverage of a recording', () => {
  const every = (minutes: number) =>
    play(anObjective(), 1440, (m) => (m % minutes === 0 ? false : undefined));

  test('is the share of the minutes from its first sample to its newest that had any', () => {
    expect(every(1).coverage).toBe(1);
    expect(every(5).coverage).toBeCloseTo(0.2, 2);
  });

  test('tells which pairs do not alert, though everything is bad', () => {
    const objective = anObjective({ goal: { kind: 'target', share: 0.98 } });
    const never = (share: number) =>
      outOfReach(objective.pairs, share, { length: 30 * DAY, allowed: 0.02 * 30 * DAY });
    expect(never(1)).toEqual([]);
    expect(never(0.2)).toEqual([FAST]);
    const told = (minutes: number) =>
      play(objective, 3000, (m) => (m % minutes === 0 ? m > 1500 : undefined)).told.map(
        (one) => one.kind === 'burns' && one.burning.pair,
      );
    expect(told(1)).toContain(FAST);
    expect(told(5)).not.toContain(FAST);
    expect(told(5)).toContain(SLOW);
  });
});

function outages(minutes: number): readonly boolean[] {
  const bad = Array.from({ length: minutes }, () => false);
  let seed = 20_261_129;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  for (let at = 1440; at < minutes; at += Math.ceil(random() * 7200)) {
    const lasts = random() < 0.5 ? 1 : Math.ceil(random() * 90);
    bad.fill(true, at, Math.min(at + lasts, minutes));
  }
  return bad;
}

describe('a pair', () => {
  test('that the objective does not name never alerts', () => {
    const { told } = play(anObjective({ pairs: [SLOW] }), 2000, (m) => m >= 1500);
    expect(told).toMatchObject([{ burning: { pair: SLOW } }]);
  });
});
