import { CLOCK_SKEW, type ClockStep, rebaseOffset } from '../time/clock-skew.ts';
import type { Duration, Instant } from '../time/instant.ts';
import { shiftEarlier } from '../time/shift-earlier.ts';
import type { ExternalAlertTimes, HeartbeatState, SeriesState, SubjectState } from './subject.ts';

/**
 * The subject as it counts by now. What was saved before the clock went back moves with it, as far
 * as it is the platform's own time. Times of samples are their senders': a series keeps them,
 * unless they were ahead as the clock was, because the platform dated the samples itself or their
 * sender's clock went back as well. The numbers of transitions go on growing. `step` is given where
 * it is known by how much the clock went back.
 */
export function rebaseSubject(state: SubjectState, now: Instant, step?: ClockStep): SubjectState {
  // Without the stamp, an item's version is at least the time at which it was saved.
  const savedAt = state.savedAt ?? state.version;
  const back = rebaseOffset(savedAt, now, step) ?? 0;
  if (back === 0) {
    return state;
  }
  const series = Object.entries(state.series).map(([key, entry]) => {
    const newest = newestSample(entry);
    const wasAhead = newest > now + CLOCK_SKEW || newest > savedAt - back;
    return [key, moved(entry, back, wasAhead)];
  });
  return { ...state, series: Object.fromEntries(series) };
}

function moved(entry: SeriesState, by: Duration, wasAhead: boolean): SeriesState {
  const { sent, noted, beat, heard, normal } = entry;
  const isOwn = sent !== undefined || noted !== undefined || beat !== undefined;
  return {
    // One more ms: what was measured when it was saved is older than what is measured now.
    ...(isOwn || wasAhead ? movedSamples(entry, by + 1) : entry),
    ...shiftEarlier(entry, by, 'assertedAt', 'crowdedAt', 'processHeardAt'),
    ...(heard && { heard: { ...heard, ...shiftEarlier(heard, by, 'at') } }),
    ...(normal && {
      normal: {
        ...normal,
        ...shiftEarlier(normal, by, 'heardAt'),
        ...(wasAhead && shiftEarlier(normal, by + 1, 'at')),
      },
    }),
    ...(sent && { sent: movedSent(sent, by, sent.dismissed === true || noted !== undefined) }),
    ...(noted && { noted: { ...noted, ...shiftEarlier(noted, by, 'since') } }),
    ...(beat && { beat: movedBeat(beat, by) }),
  };
}

/** An end is its sender's word, unless the platform has set it. */
function movedSent(sent: ExternalAlertTimes, by: Duration, isOwnEnd: boolean): ExternalAlertTimes {
  return {
    ...sent,
    ...shiftEarlier(sent, by, 'endedAt'),
    ...(isOwnEnd && shiftEarlier(sent, by, 'endsAt')),
  };
}

function newestSample({ changedAt, seenAt = 0, lastBreachAt = 0, window }: SeriesState): Instant {
  return Math.max(changedAt, seenAt, lastBreachAt, window?.at(-1)?.at ?? 0);
}

function movedSamples(entry: SeriesState, by: Duration): SeriesState {
  const { changedAt, window } = entry;
  return {
    ...entry,
    // 0 stands for never.
    changedAt: Math.max(0, changedAt - by),
    ...shiftEarlier(entry, by, 'since', 'lastBreachAt', 'seenAt'),
    ...(window && { window: window.map((sample) => ({ ...sample, at: sample.at - by })) }),
  };
}

function movedBeat(beat: HeartbeatState, by: Duration): HeartbeatState {
  const moments = ['watchedAt', 'pingedAt', 'succeededAt', 'excusedAt', 'startedAt'] as const;
  return { ...beat, ...shiftEarlier(beat, by, ...moments) };
}
