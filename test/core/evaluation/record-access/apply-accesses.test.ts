import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { entryOf } from '#core/evaluation/entry.ts';
import { reconcileSubject } from '#core/evaluation/evaluate-subject.ts';
import {
  applyAccesses,
  dismissAccessAlerts,
  type RecordAccess,
  type UserTold,
} from '#core/evaluation/record-access/apply-accesses.ts';
import type { Relation } from '#core/evaluation/record-access/state.ts';
import { compileRules, type RuleSet } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { AccessRules } from '#core/privacy/monitoring.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { ANNA, THREE, watching } from '../../../support/record-access.ts';
import { START } from '../../../support/world.ts';
import '../../../support/seed.ts';

const access = (patient: string, at = START, more: Partial<RecordAccess> = {}): RecordAccess => ({
  ...{ patient, at, unexplained: [], isOwn: false },
  ...more,
});
const patients = (count: number, at = START) =>
  Array.from({ length: count }, (_, i) => access(`p${i}`, at + i * SECOND));
const cared = (patient: string, more: Partial<Relation> = {}): Relation => ({
  ...{ patient, from: START - DAY, until: START + DAY, type: 'Encounter', by: `e-${patient}` },
  ...more,
});

/** One user's item, told of by steps. */
function item(rules: RuleSet) {
  let state: SubjectState | undefined;
  const keep = (decided: ReturnType<typeof applyAccesses>) => {
    state = decided.state && { ...decided.state, outbox: [] };
    return decided;
  };
  const tell = (told: Partial<UserTold>, now = START) =>
    keep(applyAccesses(state, { user: ANNA, accesses: [], relations: [], ...told }, rules, now));
  return {
    tell,
    /** What fires because of these accesses, by the limits of the alerts. */
    fires: (accesses: readonly RecordAccess[], now = START) =>
      tell({ accesses }, now).transitions.map(({ kind, alert }) => `${kind} ${alert.limit}`),
    look: (now: number, other = rules) =>
      keep(reconcileSubject(state as SubjectState, other, now)).transitions,
    dismiss(at: number) {
      const { series } = state as SubjectState;
      const alerts = Object.values(series).flatMap(({ alert }) => alert ?? []);
      const who = { by: 'dan', key: undefined };
      return keep(
        dismissAccessAlerts(state as SubjectState, { alerts, who, at }, rules, at + MINUTE),
      ).transitions;
    },
    state: () => state,
  };
}

const given = (rules: AccessRules) => item(compileRules(watching(rules)));

describe('distinct patients of a user', () => {
  const rules = { distinctPatients: THREE };

  test('are alerted when there is one more than allowed within the time, and not before', () => {
    const user = given(rules);
    expect(user.fires(patients(3))).toEqual([]);
    expect(user.fires([access('p3', START + HOUR - 1)])).toEqual([
      'firing more than 3 patients in 1h',
    ]);
  });

  test('make an alert about the user, with no patient in it', () => {
    const [told] = given(rules).tell({ accesses: patients(4) }).transitions;
    expect(told).toMatchObject({
      alert: {
        rule: 'wardbell-distinct-patients',
        subject: ANNA,
        service: 'privacy',
        severity: 'warning',
        startsAt: START + 3 * SECOND,
      },
    });
    expect(told?.alert.value).toBeUndefined();
    expect(JSON.stringify(told)).not.toMatch(/p[0-3]"/u);
  });

  test('count once, however often a record is accessed or an event is told', () => {
    const user = given(rules);
    for (let times = 0; times < 3; times++) {
      expect(user.fires([...patients(3), ...patients(3)])).toEqual([]);
    }
  });

  test('count no longer once they lie as far back as the time', () => {
    const user = given(rules);
    user.fires(patients(3));
    expect(user.fires([access('p3', START + HOUR + 2 * SECOND)], START + HOUR)).toEqual([]);
  });

  test('are alerted of a backlog too, whichever request and order it comes in', () => {
    const yesterday = START - DAY;
    const user = given(rules);
    expect(user.fires(patients(2, yesterday + MINUTE), START)).toEqual([]);
    expect(user.fires([access('p8', yesterday), access('p9', yesterday + HOUR - 1)])).toEqual([
      'firing more than 3 patients in 1h',
    ]);
  });

  test('are written when there is a new one, and seldom while the same are accessed', () => {
    const user = given(rules);
    expect(user.tell({ accesses: patients(2) }).changed).toBe(true);
    expect(user.tell({ accesses: patients(2, START + 5 * MINUTE) }).changed).toBe(false);
    expect(user.tell({ accesses: patients(2, START + 7 * MINUTE) }).changed).toBe(true);
  });

  test('are forgotten once nothing that may still be told counts with them', () => {
    const user = given(rules);
    user.tell({ accesses: patients(3) });
    const end = START + 2 * SECOND + 7 * DAY + HOUR;
    expect(user.state()?.due).toBe(end);
    user.look(end - 1);
    expect(user.fires([access('p3', START + HOUR - 1)], end - 1)).toHaveLength(1);
    const other = given(rules);
    other.tell({ accesses: patients(3) });
    other.look(end);
    expect(other.state()?.series).toEqual({});
  });

  test('that are explained by a reason of care do not count, be it told before or after', () => {
    const user = given(rules);
    user.tell({ accesses: patients(3) });
    user.tell({ relations: [cared('p0')] });
    expect(user.fires([access('p3')])).toEqual([]);
    expect(user.fires([access('p0'), access('p4')])).toEqual(['firing more than 3 patients in 1h']);
  });

  test('count where the reason of care is over, or has not begun', () => {
    const user = given(rules);
    user.tell({
      relations: [cared('p0', { until: START - 1 }), cared('p1', { from: START + DAY })],
    });
    expect(user.fires(patients(4))).toEqual(['firing more than 3 patients in 1h']);
  });

  test('count anew once a person has ended the alert, and what was before does not', () => {
    const user = given(rules);
    user.tell({ accesses: patients(9) });
    const during = patients(4, START + MINUTE);
    user.tell({ accesses: during }, START + 2 * MINUTE);
    expect(user.dismiss(START + HOUR)).toMatchObject([
      { kind: 'resolved', reason: 'ended_by_hand', by: 'dan' },
    ]);
    expect(user.fires(during, START + HOUR)).toEqual([]);
    const later = START + HOUR + MINUTE;
    expect(user.fires(patients(9), later)).toEqual([]);
    expect(user.fires(patients(4, later), later)).toEqual(['firing more than 3 patients in 1h']);
  });

  test('count after a person has ended the alert though they were accessed before', () => {
    const user = given(rules);
    const yesterday = START - DAY;
    user.tell({ accesses: patients(4, yesterday) });
    user.dismiss(START);
    expect(user.fires(patients(4, yesterday + HOUR), START + HOUR)).toHaveLength(1);
  });

  test('are never alerted without a count of each window that finds as many', () => {
    const some = fc.array(
      fc.record({
        patient: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        at: fc.integer({ min: 0, max: 300 }).map((minutes) => START + minutes * MINUTE),
      }),
      { maxLength: 40 },
    );
    const step = fc.constantFrom(0, MINUTE, HOUR, 12 * HOUR);
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 8 }), step, (all, size, pause) => {
        const user = given(rules);
        let now = START + 5 * HOUR;
        let hasFired = false;
        for (let from = 0; from < all.length && !hasFired; from += size) {
          const accesses = all
            .slice(from, from + size)
            .map(({ patient, at }) => access(patient, at));
          hasFired = user.fires(accesses, now).length > 0;
          now += pause;
        }
        const isFound = (per: number) =>
          all.some(
            ({ at: end }) =>
              new Set(
                all.filter(({ at }) => end - per < at && at <= end).map(({ patient }) => patient),
              ).size > 3,
          );
        expect(hasFired && !isFound(HOUR)).toBe(false);
        // In order, only what was accessed again within a tenth of the time may be missed.
        if (size >= all.length) {
          expect(hasFired).toBe(isFound(HOUR));
        }
      }),
    );
  });
});

describe('distinct patients of a log that comes in parts', () => {
  test('are alerted exactly where a count of each window finds as many, however late it comes', () => {
    const times = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 20 });
    const pauses = fc.constantFrom(0, MINUTE, HOUR, 7 * HOUR);
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 8 }), pauses, (minutes, size, pause) => {
        const user = given({ distinctPatients: THREE });
        const all = minutes
          .toSorted((a, b) => a - b)
          .map((minute, i) => access(`p${i}`, START + minute * MINUTE));
        let now = START + 10 * HOUR;
        let hasFired = false;
        for (let from = 0; from < all.length && !hasFired; from += size) {
          hasFired = user.fires(all.slice(from, from + size), now).length > 0;
          now += pause;
          user.look(now);
        }
        const isFound = all.some(
          ({ at: end }) => all.filter(({ at }) => end - HOUR < at && at <= end).length > 3,
        );
        expect(hasFired).toBe(isFound);
      }),
    );
  });
});

describe('accesses after hours', () => {
  const workingHours = [{ days: [], from: '07:00', to: '19:00' }];
  const rules = { afterHours: { ...THREE, workingHours, timeZone: 'Europe/Stockholm' } };

  test('count outside working hours of their zone alone', () => {
    // It is 09:00 UTC.
    expect(given(rules).fires(patients(9))).toEqual([]);
    // 17:30 UTC is 19:30 in Stockholm in June.
    const evening = START + 8.5 * HOUR;
    expect(given(rules).fires(patients(4, evening), evening)).toEqual([
      'firing more than 3 patients in 1h after hours',
    ]);
    expect(given(rules).fires(patients(4, evening - HOUR), evening)).toEqual([]);
  });
});

describe('a broken glass', () => {
  const rules = { breakGlass: ['BTG'] };
  const broken = (patient: string, at = START) => access(patient, at, { unexplained: ['BTG'] });

  test('is alerted without a reason, and only for the purposes of the config', () => {
    const user = given(rules);
    expect(user.fires([access('p0'), access('p1', START, { unexplained: ['ETREAT'] })])).toEqual(
      [],
    );
    expect(user.fires([broken('p0')])).toEqual(['firing BTG without a reason']);
  });

  test('is no less so where there is a reason of care', () => {
    const user = given(rules);
    user.tell({ relations: [cared('p0')] });
    expect(user.fires([broken('p0')])).toEqual(['firing BTG without a reason']);
  });

  test('is one alert, however often, and a new one after a person has ended it', () => {
    const user = given(rules);
    expect(user.fires([broken('p0'), broken('p1')])).toHaveLength(1);
    expect(user.fires([broken('p2')])).toEqual([]);
    user.dismiss(START + MINUTE);
    expect(user.fires([broken('p0'), broken('p1'), broken('p2')], START + HOUR)).toEqual([]);
    expect(user.fires([broken('p0', START + HOUR)], START + HOUR)).toHaveLength(1);
  });

  test('goes on if it was broken again after the person said that it was dealt with', () => {
    const user = given(rules);
    user.fires([broken('p0')]);
    user.fires([broken('p1', START + MINUTE)], START + MINUTE);
    expect(user.dismiss(START + SECOND)).toEqual([]);
  });

  test('is alerted of an older access too, that was told after a person has ended the alert', () => {
    const user = given(rules);
    user.fires([broken('p0')]);
    user.dismiss(START + MINUTE);
    expect(user.fires([broken('p0', START - HOUR)], START + HOUR)).toHaveLength(1);
    user.dismiss(START + 2 * HOUR);
    const told = [broken('p0'), broken('p0', START - HOUR)];
    expect(user.fires(told, START + 3 * HOUR)).toEqual([]);
  });

  test('is known for seven days, so that what is told again alerts nobody', () => {
    const user = given(rules);
    user.fires([broken('p0')]);
    user.dismiss(START + MINUTE);
    user.look(START + 7 * DAY - 1);
    expect(user.state()?.series).not.toEqual({});
    user.look(START + 7 * DAY);
    expect(user.state()?.series).toEqual({});
  });

  test('of many patients is known by the newest, and what is older is not news', () => {
    const user = given(rules);
    const many = Array.from({ length: 150 }, (_, i) => broken(`p${i}`, START + i));
    user.fires(many);
    user.dismiss(START + MINUTE);
    expect(user.fires(many, START + HOUR)).toEqual([]);
  });
});

describe('a record on the watch list', () => {
  const rules = { watchList: ['p0'] };

  test('is alerted when it is accessed, and no other', () => {
    const user = given(rules);
    expect(user.fires([access('p1')])).toEqual([]);
    expect(user.fires([access('p0')])).toEqual(['firing a patient on the watch list']);
  });

  test('is not alerted of whoever has a reason of care', () => {
    const user = given(rules);
    user.tell({ relations: [cared('p0')] });
    expect(user.fires([access('p0')])).toEqual([]);
  });
});

describe('the own record of a user', () => {
  const rules = { ownRecord: true } as const;

  test('is known by what the sender shows with the access, or has told before', () => {
    expect(given(rules).fires([access('p0', START, { isOwn: true })])).toHaveLength(1);
    const user = given(rules);
    user.tell({ relations: [cared('p0', { own: true, type: 'Person' }), cared('p1')] });
    expect(user.fires([access('p1'), access('p2')])).toEqual([]);
    expect(user.fires([access('p0')])).toEqual(["firing the user's own record"]);
  });
});

describe('relations of a user', () => {
  const relationsOf = (user: ReturnType<typeof given>) =>
    entryOf('relations', user.state()?.series['relations'])?.relations ?? [];

  const patientsOf = (user: ReturnType<typeof given>) =>
    relationsOf(user).map(({ patient }) => patient);

  test('are replaced by what the same resource tells next, and written once', () => {
    const user = given({ ownRecord: true });
    expect(user.tell({ relations: [cared('p0')] }).changed).toBe(true);
    expect(user.tell({ relations: [cared('p0')] }).changed).toBe(false);
    const [shorter, other] = [cared('p0', { until: START }), cared('p0', { by: 'order' })];
    user.tell({ relations: [shorter, other] });
    expect(relationsOf(user)).toEqual([shorter, other]);
    user.tell({ relations: [cared('p0', { until: START - 8 * DAY })] });
    expect(relationsOf(user)).toEqual([other]);
  });

  test('are at most 300: what is booked gives way to what holds, the farthest first', () => {
    const user = given({ ownRecord: true });
    const booked = Array.from({ length: 400 }, (_, i) =>
      cared(`b${i}`, { from: START + i * HOUR + 1, until: START + 90 * DAY }),
    );
    const over = Array.from({ length: 400 }, (_, i) => cared(`o${i}`, { until: START - 1 - i }));
    user.tell({ relations: [...over, ...booked, cared('p0')] });
    const kept = patientsOf(user);
    expect(kept).toHaveLength(300);
    expect(kept).toEqual(expect.arrayContaining(['p0', 'b0', 'b298']));
    expect(user.tell({ relations: [...booked, cared('p0')] }).changed).toBe(false);
    user.tell({ relations: [cared('p1')] });
    expect(patientsOf(user)).toEqual(expect.arrayContaining(['p0', 'p1', 'b297']));
  });

  test('that hold are known of each patient before several are of one', () => {
    const user = given({ ownRecord: true });
    const orders = Array.from({ length: 400 }, (_, i) =>
      cared('p0', { by: `order-${i}`, until: START + 2 * DAY + i }),
    );
    const others = Array.from({ length: 299 }, (_, i) => cared(`q${i}`));
    user.tell({ relations: [...orders, ...others] });
    expect(new Set(patientsOf(user)).size).toBe(300);
    expect(relationsOf(user)).toContainEqual(orders.at(-1));
  });

  test('are noted in time, however many there are', () => {
    const user = given({ ownRecord: true });
    const relations = Array.from({ length: 200_000 }, (_, i) => cared(`p${i % 2_000}`));
    user.tell({ relations });
    expect(relationsOf(user)).toHaveLength(300);
  });

  test('are forgotten seven days after the last has ended, since logs come so late', () => {
    const user = given({ watchList: ['p0'] });
    user.tell({ relations: [cared('p0')] });
    const end = START + 8 * DAY;
    user.look(end - 1);
    expect(user.fires([access('p0', START + DAY)], end - 1)).toEqual([]);
    user.look(end);
    expect(user.state()?.series).toEqual({});
  });

  test('explain nothing once the config no longer asks for what tells of them', () => {
    const user = given({ watchList: ['p0'] });
    user.tell({ relations: [cared('p0')] });
    const without = compileRules(watching({ watchList: ['p0'] }, ['Appointment']));
    const told = { user: ANNA, accesses: [access('p0')], relations: [] };
    expect(applyAccesses(user.state(), told, without, START).transitions).toHaveLength(1);
  });
});

describe('an alert about a user', () => {
  test('is asserted again, and ends with its rule', () => {
    const user = given({ watchList: ['p0'] });
    user.fires([access('p0')]);
    expect(user.look(START + 15 * MINUTE)).toMatchObject([{ kind: 'firing' }]);
    const without = compileRules(watching({ breakGlass: ['BTG'] }));
    expect(user.look(START + 16 * MINUTE, without)).toMatchObject([
      { kind: 'resolved', reason: 'rule_removed' },
    ]);
  });
});
