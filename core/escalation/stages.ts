import type { Duration } from '../time/instant.ts';
import type { EscalationPolicy, Target } from './policy.ts';

/** One stage of an escalation's run. */
export interface EscalationStage {
  readonly kind: 'step' | 'fallback';
  /** In words for the timeline, e.g. `step 2` or `step 2 again (1 of 3)`. */
  readonly name: string;
  readonly targets: readonly Target[];
  readonly delay: Duration;
}

/**
 * Returns every stage of a run in order: the steps, their repeats, the fallback. The wait after the
 * fallback is as long as that after the last step.
 */
export function escalationStages(policy: EscalationPolicy): readonly EscalationStage[] {
  const steps = policy.steps.map(
    (step, index): EscalationStage => ({
      kind: 'step',
      name: `step ${index + 1}`,
      ...step,
    }),
  );
  const again = policy.repeatFrom === 'last' ? steps.slice(-1) : steps;
  const repeats = Array.from({ length: policy.repeat }, (_, round) =>
    again.map((stop) => ({
      ...stop,
      name: `${stop.name} again (${round + 1} of ${policy.repeat})`,
    })),
  ).flat();
  const fallback: EscalationStage = {
    kind: 'fallback',
    name: 'the fallback',
    targets: policy.fallback,
    delay: steps.at(-1)?.delay ?? 0,
  };
  return [...steps, ...repeats, ...(policy.fallback.length > 0 ? [fallback] : [])];
}
