import { CANARY } from '#core/canary/canary.ts';
import { changesAround } from '#core/change/change.ts';
import { alertsOf } from '#core/incident/alerts.ts';
import type { Incident } from '#core/incident/incident.ts';
import { parseIncidentId } from '#core/incident/incident.ts';
import { meantBy, type Naming } from '#core/messages/subject-name.ts';
import { noSuchIncident } from '#core/team/unknown-name.ts';
import { howManyFit } from '#http/how-many-fit.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteParts, Routes } from '#http/routes.ts';
import { findLinked } from '#usecases/linked-incidents.ts';
import { newestFirst, openedLately } from '#usecases/opened-on.ts';
import type { OpenedAt } from '#usecases/ports.ts';
import { incidentView, summaryView } from './incident-view.ts';

const MOST_DAYS = 31;

/** How many a list holds at most, and in how many bytes: Lambda carries 6 MB. */
const MOST_LISTED = 1_000;
const MOST_BYTES = 4_500_000;

/**
 * The newest ones are shown and the others counted: who looks at an incident wants to see what
 * broke it, not all that was ever done.
 */
const MOST_CHANGES = 20;

/** What is open, what was opened in the last days, and everything of one. */
export function incidentRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteParts): Routes<'GET /v1/incidents' | 'GET /v1/incidents/{id}'> {
  const { incidents, pages, controls, links } = ports;
  const findLinks = findLinked(ports);
  const naming = async () => ({ config, codeOf: await links.subjectCodes() });
  return {
    'GET /v1/incidents': gate.withKey('read', async (event) => {
      const asked = readQuery(event.queryStringParameters ?? {});
      if (typeof asked === 'string') {
        return problem('invalid', asked);
      }
      const names = await naming();
      const found = await list(asked, asked.subject === undefined ? any : about(asked, names));
      return json(200, listed(found.slice(0, asked.limit), found.length, names));
    }),
    'GET /v1/incidents/{id}': gate.withKey('read', async (event) => {
      const id = event.pathParameters?.['id'] ?? '';
      const incident = parseIncidentId(id) && (await incidents.load([id])).get(id);
      if (incident === undefined) {
        return problem('not_found', noSuchIncident(id));
      }
      const { from, to } = changesAround(incident, clock());
      const [records, changes, linked] = await Promise.all([
        pages.load(incident.pages.map((page) => page.id)),
        controls.changes(from, to, Number.POSITIVE_INFINITY),
        findLinks(incident),
      ]);
      const newest = changes.slice(0, MOST_CHANGES);
      const moreChanges = changes.length - newest.length;
      const told = { records, changes: newest, moreChanges, linked };
      return json(200, incidentView(incident, told, await naming()));
    }),
  };

  /** The newest of those that are asked for: one more than `limit` where there are so many. */
  async function list(
    { days, limit, after }: Query,
    isAbout: (incident: Incident) => boolean,
  ): Promise<readonly Incident[]> {
    const isWanted = (one: Incident) => one.service !== CANARY.id && isAbout(one);
    const open = (await incidents.open()).filter(isWanted);
    const wanted = { days, limit: limit + 1, isWanted, after };
    const lately = await openedLately(incidents, clock(), wanted);
    return newestFirst([...open, ...lately], after).slice(0, limit + 1);
  }
}

/** As many as there is room for, and where to go on behind them if there are others. */
function listed(found: readonly Incident[], count: number, names: Naming): object {
  const views = found.map((incident) => summaryView(incident, names));
  // One at least, so that whoever goes on comes to an end.
  const shown = Math.max(1, howManyFit(views, MOST_BYTES));
  const last = found[shown - 1];
  const next = last !== undefined && shown < count ? `${last.openedAt}-${last.id}` : undefined;
  return { incidents: views.slice(0, shown), ...(next !== undefined && { next }) };
}

/** Which incidents somebody asks for. */
interface Query {
  /** How many days back those that are over are listed too; 0: only those that are open. */
  readonly days: number;
  readonly subject: string | undefined;
  readonly limit: number;
  readonly after: OpenedAt | undefined;
}

function readQuery(given: Readonly<Record<string, string | undefined>>): Query | string {
  const { status = 'open', days = '7', limit = String(MOST_LISTED), after, subject } = given;
  if (status !== 'open' && status !== 'all') {
    return `"status" is "${status}"; it must be "open" or "all".`;
  }
  if (!isUpTo(MOST_DAYS, days)) {
    return `"days" is "${days}"; it must be a whole number from 1 to ${MOST_DAYS}.`;
  }
  if (!isUpTo(MOST_LISTED, limit)) {
    return `"limit" is "${limit}"; it must be a whole number from 1 to ${MOST_LISTED}.`;
  }
  const place = after === undefined ? undefined : placeOf(after);
  if (after !== undefined && place === undefined) {
    return `"after" is "${after}"; it must be the "next" of the list before.`;
  }
  const back = status === 'all' ? Number(days) : 0;
  return { days: back, subject, limit: Number(limit), after: place };
}

function isUpTo(most: number, text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= most;
}

function placeOf(text: string): OpenedAt | undefined {
  const [, at, id = ''] = /^(\d{1,15})-(.+)$/.exec(text) ?? [];
  return at === undefined || !parseIncidentId(id) ? undefined : { openedAt: Number(at), id };
}

const any = () => true;

/** Which incidents are about the subject that is meant. */
function about({ subject = '' }: Query, naming: Naming): (incident: Incident) => boolean {
  const isMeant = meantBy(subject, naming);
  return (incident) => alertsOf(incident).some(({ alert }) => isMeant(alert.subject));
}
