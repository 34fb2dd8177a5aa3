import type { ActionOutcome } from '#core/incident/action.ts';
import type { SubjectNaming } from '#core/messages/subject-name.ts';
import { type HttpAnswer, json } from '#http/http.ts';
import { isProblem, problem } from '#http/problem.ts';
import { readAnyJson } from '#http/read-json.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import type { IncidentSilenced } from '#usecases/silence-incident.ts';
import { summaryView } from './incident-view.ts';
import { performAction } from './perform-action.ts';

/** The routes of people's actions on an incident, through a tool or the console. */
export function actionRoutes({
  runtime,
  gate,
}: RouteDependencies): Routes<'POST /v1/incidents/{id}/{action}'> {
  const { ports, config } = runtime;
  const perform = performAction(runtime);
  return {
    'POST /v1/incidents/{id}/{action}': gate.withRight('respond', async (event, caller, note) => {
      const { id = '', action: name = '' } = event.pathParameters ?? {};
      const performed = await perform({ id, name, read: () => readAnyJson(event) }, caller, note);
      return isProblem(performed)
        ? performed
        : answer(performed, { config, codeOf: await ports.links.subjectCodes() });
    }),
  };
}

function answer(outcome: ActionOutcome | IncidentSilenced, naming: SubjectNaming): HttpAnswer {
  switch (outcome.kind) {
    case 'done':
    case 'already': {
      const { kind, text: told, incident } = outcome;
      return json(200, { outcome: kind, text: told, incident: summaryView(incident, naming) });
    }
    case 'refused':
      return problem('refused', outcome.text);
    case 'unconfirmed': {
      const detail = `${outcome.text} To resolve it all the same, send "stillFiring": "confirmed"; to silence it, post "minutes" to …/silence.`;
      return problem('still_firing', detail, {
        extra: { incident: summaryView(outcome.incident, naming) },
      });
    }
    case 'not_found':
      return problem('not_found', outcome.text);
  }
}
