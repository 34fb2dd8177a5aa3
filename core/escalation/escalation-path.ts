import type { Severity } from '../alert/severity.ts';
import { own } from '../collections/own.ts';
import type { Override } from '../oncall/schedule.ts';
import type { Instant } from '../time/instant.ts';
import { stopInWords } from './in-words.ts';
import type { Target } from './policy.ts';
import { resolveOnCall } from './resolve-on-call.ts';
import type { Roster } from './roster.ts';
import { escalationStages, type StopName } from './stages.ts';

/** How the config led to the page of somebody. */
export interface EscalationPath {
  readonly policy: string;
  readonly stop: StopName;
  /** Absent if the step names the person. */
  readonly schedule?: string;
  /** One of the two, if there is a schedule: why the person was on call in it. */
  readonly layer?: string;
  readonly override?: string;
}

/** A stage of a policy as an incident remembers it, and whom it paged when. */
interface Paged {
  readonly policy: string;
  /** The 0-based index of the stage in a run. */
  readonly position: number;
  readonly responder: string;
  readonly severity: Severity;
  /** When the stage began. */
  readonly at: Instant;
}

/**
 * Returns which target of a stage led to a person: the person, or a schedule with the layer in
 * force then. Undefined if the stage does not lead to the person, e.g. because somebody named them
 * by hand.
 */
export function escalationPath(
  { policy: id, position, responder, severity, at }: Paged,
  config: Roster,
  overrides: readonly Override[],
): EscalationPath | undefined {
  const policy = own(config.policies, id);
  const stop = policy && escalationStages(policy)[position];
  if (stop === undefined) {
    return undefined;
  }
  const path = { policy: id, stop: stop.name };
  const through = (target: Target): EscalationPath | undefined => {
    if (target.kind === 'person') {
      return target.id === responder ? path : undefined;
    }
    const schedule = own(config.schedules, target.id);
    if (schedule === undefined) {
      return undefined;
    }
    const { onCall } = resolveOnCall(schedule, overrides, config, { at, severity });
    if (onCall.person !== responder) {
      return undefined;
    }
    return {
      ...path,
      schedule: target.id,
      ...(onCall.by === 'layer' && { layer: onCall.layer }),
      ...(onCall.by === 'override' && { override: onCall.override }),
    };
  };
  return stop.targets.map(through).find((way) => way !== undefined);
}

/** Describes the path: `step 1 of policy icu: schedule icu-nurses, layer nights`. */
export function describeEscalationPath({ policy, stop, schedule, layer }: EscalationPath): string {
  const where = `${stopInWords(stop)} of policy ${policy}`;
  if (schedule === undefined) {
    return `${where}, which names this person`;
  }
  const by = layer?.startsWith('layer ') ? layer : `layer ${layer}`;
  return `${where}: schedule ${schedule}, ${layer === undefined ? 'an override' : by}`;
}
