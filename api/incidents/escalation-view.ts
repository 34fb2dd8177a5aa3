import type { EscalationPath } from '#core/escalation/escalation-path.ts';
import { stopInWords } from '#core/escalation/in-words.ts';
import type { IncidentContext } from '#core/incident/context.ts';
import type { Incident } from '#core/incident/incident.ts';
import { ladderOf, type Rung } from '#core/incident/ladder.ts';
import { pagePath } from '#core/incident/page-path.ts';
import { isoTime } from '#core/time/wall-clock.ts';

type Given = Pick<IncidentContext, 'config' | 'overrides'>;

/** The ladder of an incident's escalation, and how it led to each page. */
export function escalationView(incident: Incident, given: Given): object {
  const { config, overrides } = given;
  const paths = incident.pages.flatMap((page) => {
    const path = pagePath(page, incident, config, overrides);
    return path === undefined ? [] : [[page.id, path] as const];
  });
  return {
    ladder: ladderOf(incident, given).map(rungView),
    paths: Object.fromEntries(paths) satisfies Readonly<Record<string, EscalationPath>>,
  };
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
