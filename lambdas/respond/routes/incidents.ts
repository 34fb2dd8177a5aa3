import { CANARY } from '#core/canary.ts';
import { changesAround } from '#core/change/change.ts';
import { alertsOf } from '#core/incident/alerts.ts';
import type { Incident } from '#core/incident/incident.ts';
import { parseIncidentId } from '#core/incident/incident.ts';
import { meantBy, type Naming } from '#core/notification/subject-name.ts';
import { DAY } from '#core/time/instant.ts';
import { json } from '#lambdas/support/http.ts';
import { problem } from '#lambdas/support/problem.ts';
import type { RouteParts, Routes } from '#lambdas/support/routes.ts';
import { incidentView, summaryView } from '../incident-view.ts';

const MOST_DAYS = 31;
const MOST_PER_DAY = 500;

/** So that the answer stays below Lambda's 6 MB; `more` tells how many older ones are left out. */
const MOST_LISTED = 5_000;

/**
 * The newest ones: who looks at an incident wants to see what broke it, not all that was ever done.
 */
const MOST_CHANGES = 20;

/** What is open, what was opened in the last days, and everything of one. */
export function incidentRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteParts): Routes<'GET /v1/incidents' | 'GET /v1/incidents/{id}'> {
  const { incidents, pages, controls, links } = ports;
  const naming = async () => ({ config, codeOf: await links.subjectCodes() });
  return {
    'GET /v1/incidents': gate.withKey('read', async (event) => {
      const { status = 'open', days: asked = '7', subject } = event.queryStringParameters ?? {};
      const days = Number(asked);
      if (status !== 'open' && status !== 'all')
        return problem('invalid', `"status" is "${status}"; it must be "open" or "all".`);
      if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
        return problem(
          'invalid',
          `"days" is "${asked}"; it must be a whole number from 1 to ${MOST_DAYS}.`,
        );
      const found = (await incidents.open()).filter(({ service }) => service !== CANARY.id);
      if (status === 'all') found.push(...(await openedInLast(days)));
      const names = await naming();
      const about = subject === undefined ? found : found.filter(isAbout(subject, names));
      const sorted = newestFirst(about);
      const listed = sorted.slice(0, MOST_LISTED).map((one) => summaryView(one, names));
      return json(200, { incidents: listed, more: sorted.length - listed.length });
    }),
    'GET /v1/incidents/{id}': gate.withKey('read', async (event) => {
      const id = event.pathParameters?.['id'] ?? '';
      const incident = parseIncidentId(id) && (await incidents.load([id])).get(id);
      if (incident === undefined) return problem('not_found', `There is no incident "${id}".`);
      const { from, to } = changesAround(incident, clock());
      const [records, changes] = await Promise.all([
        pages.load(incident.pages.map((page) => page.id)),
        controls.changes(from, to, MOST_CHANGES),
      ]);
      return json(200, incidentView(incident, { records, changes }, await naming()));
    }),
  };

  async function openedInLast(days: number): Promise<readonly Incident[]> {
    const today = clock();
    const each = Array.from({ length: days }, (_, i) =>
      incidents.openedOn(today - i * DAY, MOST_PER_DAY),
    );
    return (await Promise.all(each)).flat();
  }
}

/** Which incidents are about the subject that is meant. */
function isAbout(asked: string, naming: Naming): (incident: Incident) => boolean {
  const isMeant = meantBy(asked, naming);
  return (incident) => alertsOf(incident).some(({ alert }) => isMeant(alert.subject));
}

/** Each incident once, though it may be both open and opened today. */
function newestFirst(found: readonly Incident[]): readonly Incident[] {
  const once = new Map(found.map((incident) => [incident.id, incident]));
  return [...once.values()].sort((a, b) => b.openedAt - a.openedAt);
}
