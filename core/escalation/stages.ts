import type { Severity } from '../alert/severity.ts';
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
  /**
   * It pages one of those whom its targets reach, or as many as it wants answers: of which step
   * (from 1) it is the turn, and how many turns later. Absent: it pages all of them.
   */
  readonly turn?: { readonly step: number; readonly later: number };
  /** How many must answer once it is reached. */
  readonly answers: number;
  /** It is a step for other severities, which keeps its place and is passed over. */
  readonly isOfOthers: boolean;
}

type StepStage = EscalationStage & {
  readonly name: Extract<StopName, { readonly kind: 'step' }>;
};

/**
 * Returns every stage of a run in order: the steps, their repeats, the fallback. The last step to
 * be repeated is the last that is for the severity; a repeat is the turn of the next. Each stage
 * keeps its place where the severity changes during a run. The wait after the fallback is as long
 * as that after the last step.
 */
export function escalationStages(
  policy: EscalationPolicy,
  severity: Severity,
): readonly EscalationStage[] {
  const { repeat, repeatFrom, fallback } = policy;
  const steps = policy.steps.map((step, index): StepStage => {
    const { targets, delay, inTurn, answers = 1, severities = [severity] } = step;
    const name = { kind: 'step', step: index + 1 } as const;
    const isOfOthers = !severities.includes(severity);
    const turn = inTurn && { turn: { step: index + 1, later: 0 } };
    return { kind: 'step', name, targets, delay, answers, isOfOthers, ...turn };
  });
  const last = steps.findLast(({ isOfOthers }) => !isOfOthers) ?? steps.at(-1);
  const again = repeatFrom === 'first' ? steps : steps.filter((step) => step === last);
  const rounds = Array.from({ length: repeat }, (_, round) =>
    again.map((stage) => {
      const name = { ...stage.name, round: { number: round + 1, of: repeat } };
      return {
        ...stage,
        name,
        ...(stage.turn !== undefined && { turn: { ...stage.turn, later: round + 1 } }),
      };
    }),
  );
  const end: EscalationStage = {
    kind: 'fallback',
    name: { kind: 'fallback' },
    targets: fallback,
    delay: last?.delay ?? 0,
    answers: 1,
    isOfOthers: false,
  };
  return [...steps, ...rounds.flat(), ...(fallback.length > 0 ? [end] : [])];
}

/**
 * Returns the one whose turn it is, and as many of those who follow as it wants answers; all of
 * them as long as no turn is known.
 */
export function peopleInTurn(
  people: readonly string[],
  { turn, answers }: EscalationStage,
  taken: { readonly step: number; readonly number: number } | undefined,
): readonly string[] {
  if (turn === undefined || taken?.step !== turn.step || people.length === 0) {
    return people;
  }
  const place = (taken.number + turn.later) % people.length;
  const sorted = people.toSorted();
  return [...sorted.slice(place), ...sorted.slice(0, place)].slice(0, answers);
}
