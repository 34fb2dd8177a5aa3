import type { ScoreRule } from '../../rule/score.ts';
import type { ScoreParameter } from '../../score/table.ts';
import type { Instant } from '../../time/instant.ts';
import type { KnownParameter, ScoreEntry } from './state.ts';

type Known = ScoreEntry['parameters'];

/**
 * Whether a value is too old to count. The true time of the last value may be up to a fifth of the
 * age limit newer than the one that is stored, so that none counts for longer than the limit.
 */
export function isTooOld({ maxAge }: ScoreParameter, at: Instant, now: Instant): boolean {
  return at + maxAge <= now;
}

/** Returns the known parameters of a rule, marking those whose value is too old as stale. */
export function dated({ parameters }: ScoreRule, known: Known, now: Instant): Known {
  let changed = false;
  const marked = parameters.flatMap((parameter): readonly [string, KnownParameter][] => {
    const { name } = parameter;
    const one = known[name];
    if (one === undefined || one.isStale || !isTooOld(parameter, one.at, now)) {
      return one === undefined ? [] : [[name, one]];
    }
    changed = true;
    return [[name, { ...one, isStale: true }]];
  });
  return changed ? Object.fromEntries(marked) : known;
}

/** Returns those that are not stale; the same object if none is. */
export function freshOf(known: Known): Known {
  const fresh = Object.entries(known).filter(([, { isStale }]) => !isStale);
  return fresh.length === Object.keys(known).length ? known : Object.fromEntries(fresh);
}

/** Returns when each value gets too old that is not so by the last judgement. */
export function expiries({ parameters }: ScoreRule, known: Known): readonly Instant[] {
  return parameters.flatMap(({ name, maxAge }) => {
    const one = known[name];
    return one === undefined || one.isStale ? [] : one.at + maxAge;
  });
}
