import { describe, expect, test } from '@jest/globals';
import { turnsBetween } from '#core/escalation/turns-between.ts';
import { ownTurns, type WindowTurn } from '#core/oncall/own-turns.ts';
import type { Override, Schedule } from '#core/oncall/schedule.ts';
import {
  isTimely,
  nextNewsAt,
  type ToldTurns,
  type TurnNotice,
  type TurnsAhead,
  turnNews,
} from '#core/oncall/turn-notices.ts';
import type { TurnNoticeWishes } from '#core/responder/turn-notice-wishes.ts';
import { DAY, HOUR, type Instant, MINUTE } from '#core/time/instant.ts';
import { hospital } from '../../support/config.ts';

const START = Date.UTC(2027, 0, 4, 7);
const SOON: TurnNoticeWishes = {
  ...{ channel: 'email', ahead: DAY, begins: false, ends: false, changes: false },
};
const ALL: TurnNoticeWishes = { ...SOON, begins: true, ends: true, changes: true };

/** Anna and Bo in turns of twelve hours from 07:00. */
const wards: Schedule = {
  id: 'wards',
  timeZone: 'UTC',
  layers: [
    {
      name: 'wards',
      people: ['anna', 'bo'],
      shift: { hours: 12 },
      start: '2027-01-04T07:00',
      restrictions: [],
    },
  ],
};

/** What somebody is told as the clock looks, and what changes meanwhile. */
function reader(wishes: TurnNoticeWishes, person = 'anna', schedule = wards) {
  let told: ToldTurns | undefined;
  const overrides: Override[] = [];
  const config = hospital({ config: { schedules: { [schedule.id]: schedule } } });
  let last:
    | undefined
    | { readonly overrides: number; readonly at: Instant; readonly ahead: TurnsAhead };
  /** As of a moment within the last week, while nothing has changed: that is quicker. */
  const turnsAt = (now: Instant): TurnsAhead => {
    const { length } = overrides;
    if (
      last === undefined ||
      last.overrides !== length ||
      now < last.at ||
      now > last.at + 7 * DAY
    ) {
      const window = { from: now - DAY, to: now + 35 * DAY };
      const spans = turnsBetween(schedule, overrides, config, window);
      const turns = ownTurns(schedule.id, spans, window).get(person) ?? [];
      last = { overrides: length, at: now, ahead: { turns, until: window.to } };
    }
    return last.ahead;
  };
  return {
    overrides,
    told: () => told,
    lookAt(now: Instant): readonly TurnNotice[] {
      const news = turnNews({ id: person, wishes }, told, turnsAt(now), now);
      told = news?.told ?? told;
      return news?.notices ?? [];
    },
    /** The kinds of what is told from one moment to another, with the hour since `START`. */
    watch(from: Instant, to: Instant, every = HOUR): readonly string[] {
      const found: string[] = [];
      for (let now = from; now <= to; now += every) {
        found.push(...this.lookAt(now).map(({ of }) => `${(now - START) / HOUR} ${of}`));
      }
      return found;
    },
  };
}

function override(person: string, from: Instant, to: Instant, instead?: string): Override {
  return {
    ...{ id: `o${from}`, schedule: 'wards', person, from, to, createdBy: 'lead', createdAt: from },
    ...(instead !== undefined && { instead }),
  };
}

describe('what somebody is told of their turns', () => {
  test('is each turn a day ahead, once, where they want no more', () => {
    const anna = reader(SOON);
    expect(anna.watch(START - 30 * HOUR, START + 20 * HOUR)).toEqual(['-24 soon', '0 soon']);
  });

  test('is that it is soon, begins and ends, where they want all', () => {
    const anna = reader(ALL);
    expect(anna.watch(START - 20 * HOUR, START + 13 * HOUR)).toEqual([
      '-20 soon',
      '0 begins',
      '0 soon',
      '12 ends',
    ]);
  });

  test('is nothing of a turn that runs when they are asked about first', () => {
    const anna = reader(ALL);
    expect(anna.lookAt(START + HOUR)).toMatchObject([{ of: 'soon', turn: { from: START + DAY } }]);
    expect(anna.watch(START + 2 * HOUR, START + 12 * HOUR)).toEqual(['12 ends']);
  });

  test('is of turns that follow on each other as of one', () => {
    const [layer] = wards.layers;
    const twice = layer && { ...layer, people: ['anna', 'anna', 'bo'] };
    const anna = reader(ALL, 'anna', { ...wards, layers: twice ? [twice] : [] });
    anna.lookAt(START - HOUR);
    expect(anna.watch(START, START + 24 * HOUR).filter((one) => !one.includes('soon'))).toEqual([
      '0 begins',
      '24 ends',
    ]);
  });

  test('is a turn that is shorter than the time ahead of it', () => {
    const anna = reader({ ...SOON, ahead: 3 * DAY });
    expect(anna.lookAt(START - 3 * DAY)).toMatchObject([{ of: 'soon', turn: { from: START } }]);
    expect(anna.watch(START - 3 * DAY + HOUR, START - 2 * DAY)).toEqual(['-48 soon']);
  });

  test('is that a turn has begun, where it was put on them too late for anything before', () => {
    const bo = reader(SOON, 'bo');
    bo.lookAt(START + HOUR);
    bo.overrides.push(override('bo', START + 2 * HOUR, START + 4 * HOUR));
    expect(bo.lookAt(START + 2 * HOUR + MINUTE)).toMatchObject([
      { of: 'begins', turn: { from: START + 2 * HOUR, to: START + 4 * HOUR } },
    ]);
    expect(bo.watch(START + 3 * HOUR, START + 5 * HOUR)).toEqual([]);
  });
});

describe('a turn that changes', () => {
  const later = { from: START, to: START + 12 * HOUR };

  test('is told to whoever was told of it, with what was and what is', () => {
    const anna = reader(SOON);
    anna.lookAt(START - 20 * HOUR);
    anna.overrides.push(override('bo', START, START + 4 * HOUR, 'anna'));
    expect(anna.lookAt(START - 19 * HOUR)).toEqual([
      {
        of: 'changed',
        was: [{ schedule: 'wards', ...later }],
        is: [{ schedule: 'wards', from: START + 4 * HOUR, to: later.to }],
      },
    ]);
    expect(anna.lookAt(START - 18 * HOUR)).toEqual([]);
  });

  test('is told as gone where all of it is, and to its new holder as soon', () => {
    const [anna, bo] = [reader(SOON), reader(SOON, 'bo')];
    const cover = override('bo', later.from, later.to, 'anna');
    for (const one of [anna, bo]) {
      one.lookAt(START - 20 * HOUR);
      one.overrides.push(cover);
    }
    expect(anna.lookAt(START - 19 * HOUR)).toMatchObject([{ of: 'changed', is: [] }]);
    // It goes on with the turn that Bo had after it.
    expect(bo.lookAt(START - 19 * HOUR)).toMatchObject([
      { of: 'soon', turn: { from: START, to: START + 24 * HOUR } },
    ]);
  });

  test('is not told to whoever was told nothing of it, unless they want changes', () => {
    const far = override('bo', START + 10 * DAY, START + 10 * DAY + 12 * HOUR, 'anna');
    const [quiet, anna] = [reader(SOON), reader(ALL)];
    for (const one of [quiet, anna]) {
      one.lookAt(START - 2 * DAY);
      one.overrides.push(far);
    }
    expect(quiet.lookAt(START - 2 * DAY + HOUR)).toEqual([]);
    expect(anna.lookAt(START - 2 * DAY + HOUR)).toMatchObject([
      { of: 'changed', was: [{ from: far.from, to: far.to }], is: [] },
    ]);
  });

  test('is none because time goes on, and turns come into sight', () => {
    const anna = reader({ ...ALL, ahead: null, begins: false, ends: false });
    expect(anna.watch(START - 40 * DAY, START + 40 * DAY, 6 * HOUR)).toEqual([]);
  });

  test('is told once, also where it is running, and its end is not told besides', () => {
    const anna = reader(ALL);
    anna.lookAt(START - HOUR);
    anna.lookAt(START);
    anna.overrides.push(override('bo', START + 2 * HOUR, START + 12 * HOUR));
    expect(anna.watch(START + 2 * HOUR, START + 5 * HOUR)).toEqual(['2 changed']);
  });

  test('takes back what was told where the schedule is no more', () => {
    const anna = reader(SOON);
    anna.lookAt(START - 20 * HOUR);
    const told = anna.told();
    const gone = { turns: [], until: START + 35 * DAY };
    expect(turnNews({ id: 'anna', wishes: SOON }, told, gone, START - 19 * HOUR)?.notices).toEqual([
      { of: 'changed', was: [{ schedule: 'wards', ...later }], is: [] },
    ]);
  });
});

describe('a clock that stood still', () => {
  test('tells late of what goes on, and not of what is over', () => {
    const anna = reader(ALL);
    anna.lookAt(START - HOUR);
    expect(anna.lookAt(START + 3 * HOUR).map(({ of }) => of)).toEqual(['begins', 'soon']);
    expect(anna.lookAt(START + 15 * HOUR)).toEqual([]);
  });

  test('or went back tells nothing again', () => {
    const anna = reader(ALL);
    anna.watch(START - 2 * HOUR, START + HOUR);
    expect(anna.watch(START - HOUR, START + HOUR)).toEqual([]);
  });
});

describe('the clocks of a zone', () => {
  const night: Schedule = { ...wards, timeZone: 'Europe/Stockholm' };

  test('move when a turn begins, not the day ahead of it', () => {
    const anna = reader(SOON, 'anna', night);
    // Summer time begins on 28 March 2027 at 01:00 UTC.
    const before = Date.UTC(2027, 2, 26, 12);
    const notices = [];
    for (let now = before; now < before + 2 * DAY; now += HOUR) {
      notices.push(...anna.lookAt(now).map((one) => ({ at: now, one })));
    }
    const sunday = notices.find(
      ({ one }) => one.of === 'soon' && one.turn.from === Date.UTC(2027, 2, 28, 5),
    );
    expect(sunday?.at).toBe(Date.UTC(2027, 2, 27, 5));
  });
});

describe('what is remembered', () => {
  test('is not written where nothing was told', () => {
    const anna = reader(SOON);
    anna.lookAt(START - 2 * HOUR);
    const { version } = anna.told() ?? {};
    anna.watch(START - HOUR, START - 5 * MINUTE, 5 * MINUTE);
    expect(anna.told()?.version).toBe(version);
  });

  test('goes with the turn', () => {
    const anna = reader(ALL);
    anna.watch(START - 2 * HOUR, START + 16 * HOUR);
    anna.watch(START + 16 * HOUR, START + 25 * HOUR);
    expect(anna.told()?.turns.every(({ to }) => to > START + 22 * HOUR)).toBe(true);
  });

  test('of a turn without an end says no more each day', () => {
    const [layer] = wards.layers;
    const alone = { ...wards, layers: layer ? [{ ...layer, people: ['anna'] }] : [] };
    const anna = reader(ALL, 'anna', alone);
    expect(anna.watch(START, START + 60 * DAY, 6 * HOUR)).toEqual([]);
    expect(anna.told()?.turns).toMatchObject([{ goesOn: true, stage: 'begun' }]);
  });
});

describe('the next moment to look', () => {
  test('is when something is due', () => {
    const turn: WindowTurn = { schedule: 'wards', from: START, to: START + 12 * HOUR };
    const ahead = { turns: [turn], until: START + 35 * DAY };
    const at = (now: Instant) => nextNewsAt(ahead, SOON, now);
    expect([START - 2 * DAY, START - DAY, START, turn.to].map(at)).toEqual([
      ...[START - DAY, START, turn.to, Infinity],
    ]);
  });
});

describe('a message that comes late', () => {
  test('is of use while its turn is to come, or goes on', () => {
    const turn = { schedule: 'wards', from: START, to: START + HOUR };
    const timely = (of: 'soon' | 'begins' | 'ends', at: Instant) => isTimely({ of, turn }, at);
    expect(timely('soon', START - 1)).toBe(true);
    expect(timely('soon', START)).toBe(false);
    expect(timely('begins', turn.to)).toBe(false);
    expect(timely('ends', turn.to + HOUR)).toBe(true);
  });
});
