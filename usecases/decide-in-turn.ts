import type { IncidentContext } from '#core/incident/context.ts';
import { turnWanted } from '#core/incident/escalate.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Ports } from './ports.ts';

/**
 * Decides, and once more with a turn where the decision comes to a step that pages one in turn. The
 * turn is kept through lost races, so that none is left out. After a crash between the turn and the
 * save one is: what is stored with the incident decides from then on. If no turn can be taken all
 * are paged, since nobody may wait for fairness.
 */
export function decideInTurn(incidents: Pick<Ports['incidents'], 'takeTurn'>) {
  const taken = new Map<string, number>();
  return async <Decided extends { readonly incident: Incident | undefined }>(
    known: Incident | undefined,
    context: IncidentContext,
    decide: (context: IncidentContext) => Decided,
  ): Promise<Decided> => {
    const decided = decide(context);
    const of = decided.incident && turnWanted(known, decided.incident, context);
    if (of === undefined) {
      return decided;
    }
    const turn = taken.get(of) ?? (await incidents.takeTurn(of).catch(() => undefined));
    if (turn === undefined) {
      return decided;
    }
    taken.set(of, turn);
    return decide({ ...context, turn });
  };
}
