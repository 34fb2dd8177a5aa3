import type { Duration } from '../../time/instant.ts';
import { shiftEarlier } from '../../time/shift-earlier.ts';
import { type ClockMove, wasAhead } from '../kind.ts';
import type { ThresholdEntry } from './state.ts';

/**
 * Returns the entry rebased after the clock has gone back. Times of samples are their senders': it
 * keeps them, unless they were ahead as the clock was, because the platform dated the samples
 * itself or their sender's clock went back as well.
 */
export function moved(entry: ThresholdEntry, move: ClockMove): ThresholdEntry {
  const { by } = move;
  const { changedAt, lastBreachAt = 0, window, kept, heard, normal, spared } = entry;
  const { latest = [], learned = [] } = entry;
  const stored = Math.max(window?.at(-1)?.at ?? 0, kept?.samples.at(-1)?.at ?? 0);
  const values = [...latest, ...learned].map(({ at }) => at);
  const { reaches } = heard ?? {};
  const newest = Math.max(changedAt, lastBreachAt, stored, spared?.at ?? 0, ...values);
  const isMoved = wasAhead(newest, move);
  return {
    // One more ms: what was measured when it was saved is older than what is measured now.
    ...(isMoved ? movedSamples(entry, by + 1) : entry),
    ...shiftEarlier(entry, by, 'assertedAt', 'processHeardAt', 'doubtedAt'),
    ...(spared !== undefined && isMoved && { spared: { ...spared, at: spared.at - by - 1 } }),
    ...(heard !== undefined && {
      heard: {
        ...heard,
        ...shiftEarlier(heard, by, 'at'),
        ...(reaches !== undefined &&
          isMoved && { reaches: { ...reaches, at: reaches.at - by - 1 } }),
      },
    }),
    ...(normal !== undefined && {
      normal: {
        ...normal,
        ...shiftEarlier(normal, by, 'heardAt'),
        ...(isMoved && shiftEarlier(normal, by + 1, 'at')),
      },
    }),
  };
}

function movedSamples(entry: ThresholdEntry, by: Duration): ThresholdEntry {
  const { changedAt, window, kept, latest, learned } = entry;
  return {
    ...entry,
    // 0 means never.
    changedAt: Math.max(0, changedAt - by),
    ...shiftEarlier(entry, by, 'since', 'lastBreachAt'),
    ...(window !== undefined && {
      window: window.map((sample) => ({ ...sample, at: sample.at - by })),
    }),
    ...(latest !== undefined && {
      latest: latest.map((one) => ({ ...one, at: one.at - by })),
    }),
    ...(learned !== undefined && {
      learned: learned.map((one) => ({ ...one, from: one.from - by, at: one.at - by })),
    }),
    ...(kept !== undefined && {
      kept: { ...kept, samples: kept.samples.map((one) => ({ ...one, at: one.at - by })) },
    }),
  };
}
