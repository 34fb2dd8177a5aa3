import { stopInWords } from '#core/escalation/in-words.ts';
import type { Target } from '#core/escalation/policy.ts';
import type { IncidentContext } from '#core/incident/context.ts';
import type { Incident } from '#core/incident/incident.ts';
import { ladderOf, type Rung } from '#core/incident/ladder.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { IncidentView, RungView } from './incident.contract.ts';

type Given = Pick<IncidentContext, 'config' | 'overrides'>;

/** The stages of an incident's escalation. */
export function escalationView(incident: Incident, given: Given): Pick<IncidentView, 'ladder'> {
  return { ladder: ladderOf(incident, given).map(rungView) };
}

function rungView({ name, state, targets, inTurn, answers, people, at }: Rung): RungView {
  return {
    step: stopInWords(name),
    ...(name.kind === 'step' && { number: name.step }),
    ...(name.kind === 'step' && name.round !== undefined && { round: name.round }),
    state,
    targets: targets.map(targetView),
    ...(inTurn !== undefined && { inTurn }),
    ...(answers !== undefined && { answers }),
    people,
    ...(at !== undefined && { at: isoTime(at) }),
  };
}

function targetView({ kind, id }: Target): RungView['targets'][number] {
  return kind === 'person' ? { person: id } : { schedule: id };
}
