import type { Target } from '../escalation/policy.ts';
import { resolveTargets } from '../escalation/resolve-targets.ts';
import { escalationStages, peopleInTurn, type StopName } from '../escalation/stages.ts';
import type { Instant } from '../time/instant.ts';
import { hasAnswered } from './answers.ts';
import type { IncidentContext } from './context.ts';
import { escalationWaitsUntil } from './defer.ts';
import { policyOf } from './escalate.ts';
import type { Incident } from './incident.ts';
import { pagesAgainAt } from './next-pages.ts';

/** A stage of the escalation of an incident: behind it, reached now, or to come. */
export interface Rung {
  readonly name: StopName;
  readonly state: 'passed' | 'reached' | 'to_come';
  readonly targets: readonly Target[];
  /** It pages one of them in turn: of one to come, all whose turn it may be. */
  readonly inTurn?: true;
  /** How many must answer once it is reached, if more than one. */
  readonly answers?: number;
  /** Who was paged, or would be at that time as schedules and overrides are now. */
  readonly people: readonly string[];
  /**
   * When it was reached, or will be if nobody answers. Absent if the hours of the service end
   * before, and it can wait.
   */
  readonly at?: Instant;
}

/**
 * Returns the stages that an incident goes through if nobody answers: those of the run under way,
 * with whom they have paged, and those to come. Empty if the service pages nobody for this
 * severity, or if the config knows no policy for it.
 */
export function ladderOf(
  incident: Incident,
  { config, overrides }: Pick<IncidentContext, 'config' | 'overrides'>,
): readonly Rung[] {
  const policy = policyOf(incident, config);
  if (typeof policy === 'string') {
    return [];
  }
  const { escalation, severity } = incident;
  const isUnderWay = escalation.phase === 'steps' || escalation.phase === 'fallback';
  const reached = isUnderWay || escalation.phase === 'exhausted' ? escalation.position : -1;
  const waitsAt = (now: Instant) => escalationWaitsUntil(incident, { now, config }) !== undefined;
  let at = pagesAgainAt(incident);
  return escalationStages(policy, severity).flatMap((stage, position): readonly Rung[] => {
    const { name, targets, delay, isOfOthers, turn, answers } = stage;
    const how = {
      ...(turn !== undefined && { inTurn: true as const }),
      ...(answers > 1 && { answers }),
    };
    const before = position <= reached ? paged(incident, position) : undefined;
    if (isOfOthers && (before?.people.length ?? 0) === 0) {
      return [];
    }
    if (before !== undefined) {
      const state = position === reached && isUnderWay ? 'reached' : 'passed';
      return [{ name, state, targets, ...how, ...before }];
    }
    const expected = at === undefined || waitsAt(at) ? undefined : at;
    at = expected === undefined ? undefined : expected + delay;
    const people =
      expected === undefined
        ? []
        : peopleInTurn(
            resolveTargets(targets, config, overrides, {
              severity,
              at: expected,
            }).responders.filter((person) => !hasAnswered(incident, person)),
            stage,
            isUnderWay ? escalation.turn : undefined,
          );
    const when = expected !== undefined && { at: expected };
    return [{ name, state: 'to_come', targets, ...how, people, ...when }];
  });
}

function paged({ pages, escalation }: Incident, position: number): Pick<Rung, 'people' | 'at'> {
  const sent = pages.filter((page) => page.run === escalation.run && page.position === position);
  const people = [...new Set(sent.map(({ responder }) => responder))];
  return sent.length === 0 ? { people } : { people, at: Math.min(...sent.map(({ at }) => at)) };
}
