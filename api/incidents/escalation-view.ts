import { stopInWords } from '#core/escalation/in-words.ts';
import type { IncidentContext } from '#core/incident/context.ts';
import type { Incident } from '#core/incident/incident.ts';
import { ladderOf, type Rung } from '#core/incident/ladder.ts';
import { isoTime } from '#core/time/wall-clock.ts';

type Given = Pick<IncidentContext, 'config' | 'overrides'>;

/** The stages of an incident's escalation. */
export function escalationView(incident: Incident, given: Given): object {
  return { ladder: ladderOf(incident, given).map(rungView) };
}

function rungView({ name, state, targets, people, at }: Rung): object {
  return {
    step: stopInWords(name),
    ...(name.kind === 'step' && { number: name.step }),
    ...(name.kind === 'step' && name.round !== undefined && { round: name.round }),
    state,
    targets: targets.map(({ kind, id }) => ({ [kind]: id })),
    people,
    ...(at !== undefined && { at: isoTime(at) }),
  };
}
