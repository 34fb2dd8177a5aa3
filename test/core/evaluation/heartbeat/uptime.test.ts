import { describe, expect, test } from '@jest/globals';
import type { HeartbeatState } from '#core/evaluation/heartbeat/state.ts';
import { minutesUp } from '#core/evaluation/heartbeat/uptime.ts';
import type { Heartbeat } from '#core/rule/heartbeat.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';

const START = Date.UTC(2026, 0, 5);

const HEARTBEAT: Heartbeat = {
  id: 'backup',
  title: 'No backup',
  service: 'it',
  severity: 'error',
  expected: { kind: 'every', period: 5 * MINUTE },
  grace: MINUTE,
};

/** Ten minutes: `+` up, `-` down, `?` not known. */
function told(beat: Partial<HeartbeatState>, firingSince?: number): string {
  const entry = {
    beat: { watchedAt: START, pingedAt: START, ...beat },
    ...(firingSince !== undefined && { alert: { startsAt: firingSince } as never }),
  };
  const minutes = minutesUp(HEARTBEAT, entry, { from: START, to: START + 10 * MINUTE });
  return Array.from({ length: 10 }, (_, i) => {
    const known = minutes.get(START / MINUTE + i);
    return known === undefined ? '?' : known.good === 1 ? '+' : '-';
  }).join('');
}

describe('a minute of a heartbeat', () => {
  test('is up after a success until it is missed, and down from then on', () => {
    expect(told({ succeededAt: START })).toBe('+++++-----');
  });

  test('is not known before its first success, and down if that does not come', () => {
    expect(told({})).toBe('?????-----');
  });

  test('is judged by how it stands when it ends', () => {
    expect(told({ succeededAt: START + 90 * SECOND })).toBe('?++++++---');
  });

  test('is down from when it said that it failed', () => {
    expect(told({ succeededAt: START }, START + 3 * MINUTE - 1)).toBe('++--------');
  });

  test('is not known after a person has dealt with its failure, until its next success', () => {
    const excusedAt = START + 2 * MINUTE;
    expect(told({ succeededAt: START, excusedAt })).toBe('???????---');
    expect(told({ succeededAt: START + 3 * MINUTE, excusedAt })).toBe('??++++++--');
  });
});
