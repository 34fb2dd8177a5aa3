import { CANARY } from '#core/canary/canary.ts';
import { omit } from '#core/collections/omit.ts';
import { type Incident, parseIncidentId } from '#core/incident/incident.ts';
import { noSuchIncident } from '#core/team/unknown-name.ts';
import type { Caller } from '#http/caller.ts';
import type { HttpEvent } from '#http/http.ts';
import { isProblem, problem } from '#http/problem.ts';
import { readForm } from '#http/read-form.ts';
import { personActor } from '#http/request-actor.ts';
import { inForm, type RouteDependencies, type RouteOf, type Routes } from '#http/routes.ts';
import { auditedSubjects } from '../incidents/audit-incident.ts';
import { type Performed, performAction } from '../incidents/perform-action.ts';
import { incidentPage, type Told } from './incident-page.ts';
import { listPage } from './list-page.ts';
import type { Seen } from './plain-page.ts';
import { LIST, partsOf } from './plain-path.ts';
import { plainProblem } from './plain-problem.ts';

/**
 * The console without script: what is open and one incident, in pages that any browser shows and
 * answers. Each is admitted, and recorded in the audit trail, as the same is in the API; it takes
 * a session, since whoever has a key asks there.
 */
export function plainRoutes({
  runtime,
  gate,
}: RouteDependencies): Routes<'GET /console/plain/{path+}' | 'POST /console/plain/{path+}'> {
  const { ports, config, clock } = runtime;
  const perform = performAction(runtime);
  const find = async (id: string): Promise<Incident | undefined> =>
    parseIncidentId(id) && (await ports.incidents.load([id])).get(id);
  const seenBy = async (caller: Caller): Promise<Seen> => {
    const by = caller.kind === 'person' ? personActor(caller).by : '';
    const wording = { config, codeOf: await ports.links.subjectCodes(), now: clock() };
    return { reader: { by, mayAnswer: caller.rights.includes('respond') }, wording };
  };

  const list = gate.withRight('read', async (event, caller) => {
    const open = await ports.incidents.open();
    const { service } = event.queryStringParameters ?? {};
    const ours = open.filter((one) => one.service !== CANARY.id);
    return listPage(ours, { ...(await seenBy(caller)), service });
  });

  const look = gate.withRight('read', async (event, caller, note) => {
    const incident = await find(idOf(event));
    if (incident === undefined) {
      return problem('not_found', noSuchIncident(idOf(event)));
    }
    note({ subjects: auditedSubjects(incident) });
    return incidentPage(incident, await seenBy(caller));
  });

  const act = gate.withRight('respond', async (event, caller, note) => {
    const { action: name = '' } = event.pathParameters ?? {};
    const asked = { id: idOf(event), name, read: () => readForm(event) };
    const performed = await perform(asked, caller, note);
    const incident = ELSEWHERE.includes(performed.kind) ? undefined : await find(asked.id);
    if (incident === undefined) {
      return isProblem(performed) ? performed : problem('not_found', noSuchIncident(asked.id));
    }
    return incidentPage(incident, await seenBy(caller), toldOf(performed));
  });

  return inForm(
    { renderProblem: plainProblem(runtime) },
    {
      'GET /console/plain/{path+}': async (event) => {
        const [id, ...more] = partsOf(event);
        if (more.length > 0) {
          return problem('not_found', 'There is no such page.');
        }
        return id === undefined || id === LIST
          ? list(asInApi(event, 'GET /v1/incidents', {}))
          : look(asInApi(event, 'GET /v1/incidents/{id}', { id }));
      },
      'POST /console/plain/{path+}': async (event) => {
        const [id = '', action = ''] = partsOf(event);
        return act(asInApi(event, 'POST /v1/incidents/{id}/{action}', { id, action }));
      },
    },
  );
}

function asInApi(
  event: HttpEvent,
  routeKey: RouteOf<'answer' | 'respond'>,
  pathParameters: Record<string, string>,
): HttpEvent {
  return { ...event, routeKey, pathParameters, headers: omit(event.headers, 'authorization') };
}

/** What is no matter of this incident has a page of its own. */
const ELSEWHERE: readonly Performed['kind'][] = ['not_found', 'forbidden', 'unsupported'];

/** Says what came of a button on the page of the incident, as it stands then. */
function toldOf(performed: Performed): Told {
  if (isProblem(performed)) {
    const { status, detail } = performed;
    return { status, answer: { kind: 'refused', text: `Not done. ${detail}` } };
  }
  const { kind, text } = performed;
  switch (kind) {
    case 'done':
      return { status: 200, answer: { kind, text } };
    case 'already':
      return { status: 200, answer: { kind, text: `Nothing changed. ${text}` } };
    case 'unconfirmed':
      return { status: 409, answer: { kind, text } };
    case 'refused':
    case 'not_found':
      return { status: 409, answer: { kind: 'refused', text: `Not done. ${text}` } };
  }
}

function idOf({ pathParameters }: HttpEvent): string {
  return pathParameters?.['id'] ?? '';
}
