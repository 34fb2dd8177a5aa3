import { describe, expect, test } from '@jest/globals';
import type { Entry } from '#core/evaluation/entry.ts';
import { rebaseSubject } from '#core/evaluation/rebase-subject.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { ThresholdEntry } from '#core/evaluation/threshold/state.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';

const NOW = Date.UTC(2026, 5, 1, 9);
/** When it was saved, before the clock went back by an hour. */
const THEN = NOW + HOUR;
const STEP = { by: HOUR, at: NOW };

function savedEntry(entry: Entry): SubjectState {
  const item = { subject: 'bed-1', series: { key: entry }, outbox: [], lastSeq: THEN };
  return { ...item, savedAt: THEN, version: THEN };
}

function saved(entry: Partial<ThresholdEntry>): SubjectState {
  const series = { rule: 'low', metric: 'spo2', labels: {} } as const;
  return savedEntry({ kind: 'threshold', ...series, phase: 'firing', changedAt: THEN, ...entry });
}

const entryOf = (state: SubjectState) => rebaseSubject(state, NOW, STEP).series['key'];

describe('a subject that was saved before the clock went back', () => {
  test('has its samples just before now, where the platform dated them', () => {
    const window = [
      { at: THEN - MINUTE, breach: false },
      { at: THEN, breach: true },
    ];
    expect(entryOf(saved({ window, since: THEN - MINUTE }))).toMatchObject({
      changedAt: NOW - 1,
      since: NOW - MINUTE - 1,
      window: [{ at: NOW - MINUTE - 1 }, { at: NOW - 1 }],
    });
  });

  test('keeps the times of a sender whose clock was right', () => {
    const right = { changedAt: NOW - 5, since: NOW - MINUTE };
    expect(entryOf(saved(right))).toMatchObject(right);
  });

  test('was asserted, and heard a heartbeat, as long ago as before', () => {
    const beat = { watchedAt: THEN - HOUR, pingedAt: THEN - MINUTE };
    const entry = { kind: 'heartbeat', id: 'backup', beat, assertedAt: THEN - MINUTE } as const;
    expect(entryOf(savedEntry(entry))).toMatchObject({
      assertedAt: NOW - MINUTE,
      beat: { watchedAt: NOW - HOUR, pingedAt: NOW - MINUTE },
    });
  });

  test('goes on numbering from where it was', () => {
    expect(rebaseSubject(saved({}), NOW, STEP)).toMatchObject({ lastSeq: THEN, version: THEN });
  });
});

test('a subject that was saved since is the very same object', () => {
  const state = { ...saved({}), savedAt: NOW };
  expect(rebaseSubject(state, NOW, STEP)).toBe(state);
});

test('an item of before the stamp tells by its version when it was saved', () => {
  const { savedAt: _, ...old } = saved({});
  expect(rebaseSubject(old, NOW).series).toMatchObject({ key: { changedAt: NOW - 1 } });
});
