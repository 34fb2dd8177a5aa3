import { describe, expect, test } from '@jest/globals';
import { entryOf } from '#core/evaluation/entry.ts';
import { applyPings, forgetHeartbeat, type Ping } from '#core/evaluation/heartbeat/apply-pings.ts';
import { HEARTBEAT_ITEMS, heartbeatItemId } from '#core/evaluation/heartbeat/item.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { HOUR, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital } from '../../../support/config.ts';
import { HEARTBEATS, heartbeat, WITH_HEARTBEATS } from '../../../support/heartbeats.ts';
import { START } from '../../../support/world.ts';

const rules = compileRules(WITH_HEARTBEATS);
const ITEM = heartbeatItemId('backup');

/** Returns the item after pings of the backup, each told so many seconds after the start. */
function given(...pings: readonly (readonly [seconds: number, ping: Ping])[]): SubjectState {
  const state = pings.reduce<SubjectState | undefined>((stored, [seconds, ping]) => {
    const now = START + seconds * SECOND;
    return applyPings(stored, { item: ITEM, pings: [{ heartbeat: 'backup', ping }] }, rules, now)
      .state;
  }, undefined);
  if (state === undefined) {
    throw new Error('nothing is remembered');
  }
  return { ...state, outbox: [] };
}

const beatOf = (state: SubjectState, id = 'backup') => entryOf('heartbeat', state.series[id])?.beat;
const told = (state: SubjectState, ping: Ping, now: Instant) =>
  applyPings(
    state,
    { item: ITEM, pings: [{ heartbeat: 'backup', ping }] },
    rules,
    now,
  ).transitions.map((t) => `${t.kind} ${t.kind === 'resolved' ? t.reason : t.alert.limit}`);

const SUCCESS: Ping = { kind: 'success' };
const A = 'aaaaaaaa-0000-4000-8000-000000000000';
const B = 'bbbbbbbb-0000-4000-8000-000000000000';

describe('pings of a heartbeat', () => {
  test('expect the next success a period later, and miss it a grace after that', () => {
    const state = given([0, SUCCESS]);
    expect(beatOf(state)).toEqual({ watchedAt: START, pingedAt: START, succeededAt: START });
    expect(state.due).toBe(START + HOUR + 10 * MINUTE);
    const silent = applyPings(
      state,
      { item: ITEM, pings: [] },
      rules,
      START + HOUR + 10 * MINUTE - 1,
    );
    expect(silent.changed).toBe(false);
    const missed = applyPings(state, { item: ITEM, pings: [] }, rules, START + HOUR + 10 * MINUTE);
    expect(missed.transitions).toMatchObject([
      {
        kind: 'firing',
        alert: {
          rule: 'backup',
          subject: 'backup',
          title: 'backup failed',
          service: 'it',
          severity: 'critical',
          limit: 'no success was heard in time',
          startsAt: START + HOUR + 10 * MINUTE,
        },
      },
    ]);
  });

  test('miss a run without success a grace after its start, or, if runs only ever start, when the first success is missing', () => {
    const once = given([0, { kind: 'start' }]);
    expect(told(once, { kind: 'log' }, START + 10 * MINUTE)).toEqual([
      'firing a run has not ended in time',
    ]);
    const again = Array.from({ length: 14 }, (_, i) => [i * 300, { kind: 'start' }] as const);
    expect(told(given(...again), { kind: 'log' }, START + 70 * MINUTE)).toEqual([
      'firing no success was heard in time',
    ]);
  });

  test('end the run that began by success, and tell how long it took', () => {
    const state = given([0, { kind: 'start' }], [90, SUCCESS]);
    expect(beatOf(state)).toMatchObject({ succeededAt: START + 90_000, took: 90_000 });
    expect(beatOf(state)).not.toHaveProperty('startedAt');
  });

  test('end it by success of the same run, and not of another', () => {
    const start: Ping = { kind: 'start', run: A };
    for (const other of [SUCCESS, { ...SUCCESS, run: B }]) {
      const state = given([0, start], [60, other]);
      expect(beatOf(state)).toMatchObject({ startedAt: START, run: A });
      expect(told(state, { kind: 'log' }, START + 10 * MINUTE)).toEqual([
        'firing a run has not ended in time',
      ]);
    }
    const ended = given([0, start], [60, { ...SUCCESS, run: B }], [90, { ...SUCCESS, run: A }]);
    expect(beatOf(ended)).toMatchObject({ took: 90_000 });
    expect(beatOf(ended)).not.toHaveProperty('run');
  });

  test('end the alert about a run that takes too long by success of another, once and for all', () => {
    const state = given([0, { kind: 'start', run: A }], [600, { kind: 'log' }]);
    expect(told(state, { ...SUCCESS, run: B }, START + 11 * MINUTE)).toEqual([
      'resolved reporting_again',
    ]);
  });

  test('replace an earlier start by a later one, with its run', () => {
    const state = given([0, { kind: 'start', run: A }], [60, { kind: 'start' }]);
    expect(beatOf(state)).toMatchObject({ startedAt: START + 60_000 });
    expect(beatOf(state)).not.toHaveProperty('run');
  });

  test('report a failure at once, with the exit status, once, end any run by it, and end the alert by success', () => {
    const failed: Ping = { kind: 'fail', exitStatus: 3 };
    const state = given([0, { kind: 'start', run: A }], [60, { kind: 'fail', run: B }]);
    expect(beatOf(state)).toEqual({ watchedAt: START, pingedAt: START + 60_000 });
    expect(told(given([0, SUCCESS]), failed, START + 1)).toEqual(['firing exit status 3']);
    expect(told(state, failed, START + MINUTE)).toEqual([]);
    expect(told(state, { kind: 'start' }, START + MINUTE)).toEqual([]);
    expect(told(state, SUCCESS, START + 2 * MINUTE)).toEqual(['resolved reporting_again']);
  });

  test('reassert a failure each quarter of an hour, however often it fails', () => {
    const state = given([0, { kind: 'fail' }], [600, { kind: 'fail' }]);
    const later = applyPings(state, { item: ITEM, pings: [] }, rules, START + 15 * MINUTE);
    expect(later.transitions.map((t) => t.kind)).toEqual(['firing']);
  });

  test('change nothing if they are logs, and do not begin the watch', () => {
    const log = [{ heartbeat: 'backup', ping: { kind: 'log' } }] as const;
    expect(applyPings(undefined, { item: ITEM, pings: log }, rules, START)).toMatchObject({
      changed: false,
      outcomes: ['taken'],
    });
    expect(
      applyPings(given([0, SUCCESS]), { item: ITEM, pings: log }, rules, START + 1).changed,
    ).toBe(false);
  });

  test('are forgotten once the config no longer names the heartbeat, whose alert ends', () => {
    const none = compileRules(hospital());
    const state = applyPings(
      given([0, { kind: 'fail' }]),
      { item: ITEM, pings: [] },
      none,
      START + 1,
    );
    expect(state.transitions).toMatchObject([{ kind: 'resolved', reason: 'rule_removed' }]);
    expect(state.state?.series).toEqual({});
  });

  test('can be forgotten by a person, which leaves its neighbours alone', () => {
    const two = { ...rules, heartbeat: (id: string) => heartbeat(id) };
    const ping = { kind: 'fail' } as const;
    const pings = ['one', 'two'].map((id) => ({ heartbeat: id, ping }));
    const { state } = applyPings(undefined, { item: ITEM, pings }, two, START);
    const one = { id: 'one', who: { by: 'anna' } };
    const forgotten = state && forgetHeartbeat(state, one, two, START + 1);
    expect(forgotten?.transitions).toMatchObject([
      { kind: 'resolved', reason: 'subject_retired', by: 'anna', alert: { rule: 'one' } },
    ]);
    expect(Object.keys(forgotten?.state?.series ?? {})).toEqual(['two']);
  });
});

describe('a heartbeat that the config does not name', () => {
  const job = (id: string, create: boolean, ping: Ping = SUCCESS) => ({
    heartbeat: id,
    ping,
    create,
  });

  test('is created by a ping that may, whatever it tells, and is watched by the defaults from then on', () => {
    for (const kind of ['success', 'start', 'log'] as const) {
      const made = applyPings(
        undefined,
        { item: ITEM, pings: [job('etl', true, { kind })] },
        rules,
        START,
      );
      expect(made.outcomes).toEqual(['created']);
      expect(made.state?.due).toBe(START + (kind === 'start' ? 5 : 20) * MINUTE);
      const missed = applyPings(made.state, { item: ITEM, pings: [] }, rules, START + 20 * MINUTE);
      expect(missed.transitions).toMatchObject([
        { kind: 'firing', alert: { subject: 'etl', title: 'Heartbeat has not succeeded' } },
      ]);
      const again = applyPings(
        made.state,
        { item: ITEM, pings: [job('etl', false)] },
        rules,
        START + 1,
      );
      expect(again.outcomes).toEqual(['taken']);
    }
  });

  test('is unknown to any other ping, and where the config has no defaults', () => {
    const refused = applyPings(undefined, { item: ITEM, pings: [job('etl', false)] }, rules, START);
    expect(refused).toMatchObject({ outcomes: ['unknown'], changed: false });
    const { heartbeats } = HEARTBEATS;
    const none = compileRules(hospital({ config: { heartbeats } }));
    const noDefaults = applyPings(
      undefined,
      { item: ITEM, pings: [job('etl', true)] },
      none,
      START,
    );
    expect(noDefaults).toMatchObject({ outcomes: ['unknown'], changed: false });
  });

  test('goes on being watched when the config comes to name it, without another ping', () => {
    const { state } = applyPings(
      undefined,
      { item: ITEM, pings: [job('etl', true)] },
      rules,
      START,
    );
    const config = { ...HEARTBEATS, heartbeats: { etl: heartbeat('etl') } };
    const named = compileRules(hospital({ config }));
    const early = applyPings(state, { item: ITEM, pings: [] }, named, START + 20 * MINUTE);
    expect(early.transitions).toEqual([]);
    const missed = applyPings(state, { item: ITEM, pings: [] }, named, START + 70 * MINUTE);
    expect(missed.transitions).toMatchObject([{ alert: { title: 'etl failed' } }]);
    const pinged = applyPings(state, { item: ITEM, pings: [job('etl', true)] }, named, START + 1);
    expect(entryOf('heartbeat', pinged.state?.series['etl'])?.beat).not.toHaveProperty('created');
  });

  test('has room for fifty in an item, and those that the config names always have', () => {
    const jobs = Array.from({ length: 51 }, (_, i) => job(`etl-${i}`, true));
    const { outcomes, state } = applyPings(undefined, { item: ITEM, pings: jobs }, rules, START);
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(50);
    expect(outcomes.at(-1)).toBe('full');
    const named = applyPings(
      state,
      { item: ITEM, pings: [job('backup', false), job('etl-1', true)] },
      rules,
      START,
    );
    expect(named.outcomes).toEqual(['taken', 'taken']);
  });
});

test('heartbeats share the items that are listed, by their ids', () => {
  const items = new Set(Array.from({ length: 1_000 }, (_, i) => heartbeatItemId(`job-${i}`)));
  expect(items).toEqual(new Set(HEARTBEAT_ITEMS));
});
