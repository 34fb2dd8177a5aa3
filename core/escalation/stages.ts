import type { Duration } from '../time/instant.ts';
import type { EscalationPolicy, Target } from './policy.ts';

/** Which stop it is: a step of the policy, counted from 1, in which repeat of it if any. */
export type StopName =
  | {
      readonly kind: 'step';
      readonly step: number;
      readonly round?: { readonly number: number; readonly of: number };
    }
  | { readonly kind: 'fallback' };

/** One stop of an escalation's run. */
export interface EscalationStage {
  readonly kind: 'step' | 'fallback';
  readonly name: StopName;
  readonly targets: readonly Target[];
  readonly delay: Duration;
}

/**
 * Returns every stage of a run in order: the steps, their repeats, the fallback. The wait after the
 * fallback is as long as that after the last step.
 */
export function escalationStages(policy: EscalationPolicy): readonly EscalationStage[] {
  const { repeat, repeatFrom, fallback } = policy;
  const steps = policy.steps.map((step, index) => ({ ...step, step: index + 1 }));
  const again = repeatFrom === 'last' ? steps.slice(-1) : steps;
  const rounds = Array.from({ length: repeat }, (_, round) =>
    again.map((step) => stopOf(step, { number: round + 1, of: repeat })),
  );
  const last: EscalationStage = {
    kind: 'fallback',
    name: { kind: 'fallback' },
    targets: fallback,
    delay: steps.at(-1)?.delay ?? 0,
  };
  return [
    ...steps.map((step) => stopOf(step)),
    ...rounds.flat(),
    ...(fallback.length > 0 ? [last] : []),
  ];
}

function stopOf(
  { step, targets, delay }: EscalationPolicy['steps'][number] & { readonly step: number },
  round?: { readonly number: number; readonly of: number },
): EscalationStage {
  const name = { kind: 'step', step, ...(round !== undefined && { round }) } as const;
  return { kind: 'step', name, targets, delay };
}
