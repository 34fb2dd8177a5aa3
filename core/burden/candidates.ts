import type { Condition, ThresholdRule } from '../rule/threshold.ts';
import type { Duration } from '../time/instant.ts';

/** From and to; both are tried. */
type Range = readonly [number, number];

/** Within which bounds a rule may be changed; what has none stays as it is. */
export interface Bounds {
  readonly for?: Range;
  readonly limit?: Range;
  /** By how much a value must pass the limit for the alert to clear. */
  readonly hysteresis?: Range;
}

/** A rule as it might be. */
export interface Candidate {
  readonly for: Duration;
  readonly limit: number;
  readonly hysteresis: number;
  readonly rule: ThresholdRule;
}

type OneSided = Extract<Condition, { kind: 'below' | 'above' }>;

/** Whether the limit and the hysteresis of a rule are one number each. */
export function isOneSided(
  rule: ThresholdRule,
): rule is ThresholdRule & { readonly condition: OneSided } {
  return rule.condition.kind === 'below' || rule.condition.kind === 'above';
}

/** Returns the rule in each combination of what the bounds allow, `steps` values for each. */
export function candidatesOf(
  rule: ThresholdRule & { readonly condition: OneSided },
  bounds: Bounds,
  steps: number,
): readonly Candidate[] {
  const { limit, clear, kind } = rule.condition;
  const own = Math.abs(clear - limit);
  return valuesOf(bounds.for, rule.for, steps).flatMap((delay) =>
    valuesOf(bounds.limit, limit, steps).flatMap((at) =>
      valuesOf(bounds.hysteresis, own, steps).map((width): Candidate => {
        const clears = kind === 'below' ? at + width : at - width;
        const condition = { kind, limit: at, clear: clears };
        const changed = { ...rule, for: Math.round(delay), condition };
        return { for: changed.for, limit: at, hysteresis: width, rule: changed };
      }),
    ),
  );
}

function valuesOf(range: Range | undefined, own: number, steps: number): readonly number[] {
  if (range === undefined) {
    return [own];
  }
  const [from, to] = range;
  const each = Array.from({ length: steps }, (_, i) => from + ((to - from) * i) / (steps - 1));
  // Sums of tenths are not exact, and nobody writes more than three decimals.
  return [...new Set(each.map((value) => Math.round(value * 1_000) / 1_000))];
}
