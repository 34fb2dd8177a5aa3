import type { Matcher } from '#core/alert/matcher.ts';
import { CANARY } from '#core/canary/canary.ts';
import { changesAround } from '#core/change/change.ts';
import { alertsOf } from '#core/incident/alerts.ts';
import { concerns } from '#core/incident/concerns.ts';
import { type Incident, parseIncidentId } from '#core/incident/incident.ts';
import { nextPages, nextPagesOfMany } from '#core/incident/next-pages.ts';
import { runbooksOf } from '#core/messages/runbooks.ts';
import { type SubjectNaming, subjectMatcher } from '#core/messages/subject-name.ts';
import { readerOf } from '#core/responder/reader.ts';
import { matchAlert } from '#core/suppression/silence.ts';
import { withWindowsIn } from '#core/suppression/windows.ts';
import { configHash } from '#core/team/applied-config.ts';
import { teamPeople } from '#core/team/team-people.ts';
import { noSuchIncident } from '#core/team/unknown-name.ts';
import { DAY, SECOND } from '#core/time/instant.ts';
import { knownZone, zoneHint } from '#core/time/known-zone.ts';
import { heldUnder, markedAnswer } from '#http/conditional-get.ts';
import { unknownFilter } from '#http/filters.ts';
import { type HttpEvent, json } from '#http/http.ts';
import { type Page, readPage, shownOf } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { currentRota } from '#usecases/current-rota.ts';
import { findInhibited } from '#usecases/inhibited-incidents.ts';
import { findLinked } from '#usecases/linked-incidents.ts';
import { newestFirst, openedLately } from '#usecases/opened-on.ts';
import type { OpenedAt } from '#usecases/ports.ts';
import { parseMatchers } from '#usecases/silence-terms.ts';
import { auditedSubjects } from './audit-incident.ts';
import { escalationView } from './escalation-view.ts';
import type { IncidentView } from './incident.contract.ts';
import { incidentView, summaryView } from './incident-view.ts';
import { INCIDENT_PAGES, MAX_DAYS } from './incidents.requests.ts';

/**
 * Only the newest ones are shown and the others counted: a person who looks at an incident wants to
 * see what broke it, not everything that was ever changed.
 */
const MAX_CHANGES = 20;

/** How long a list of open incidents may be taken for unchanged because its mark is. */
const MARK_TRUSTED = 30 * SECOND;

/** The routes that list open and recent incidents, and show one. */
export function incidentRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/incidents' | 'GET /v1/incidents/{id}'> {
  const { incidents, pages, controls, links } = ports;
  const findLinks = findLinked(ports);
  const findInhibitedBy = findInhibited(ports);
  const naming = async () => ({ config, codeOf: await links.subjectCodes() });
  return {
    'GET /v1/incidents': gate.withRight('read', async (event) => {
      const { queryStringParameters: query = {} } = event;
      const asked = readQuery(event);
      if (typeof asked === 'string') {
        return problem('invalid', asked);
      }
      const mark = asked.days === 0 ? await markOf(query) : undefined;
      const held = mark === undefined ? undefined : heldUnder(mark, event);
      if (held !== undefined) {
        return held;
      }
      const names = await naming();
      const found = await list(asked, isWantedBy(asked, names));
      const known = {
        service: Object.keys(config.services),
        person: teamPeople(config).map(({ id }) => id),
      };
      const unknown = found.length === 0 ? unknownFilter(query, known) : undefined;
      if (unknown !== undefined) {
        return problem('unknown_name', unknown);
      }
      const { page } = asked;
      const foretell = nextPagesOfMany(await setByPeople());
      const shown = found.slice(0, page.limit).map((incident) => ({
        place: [incident.openedAt, incident.id],
        view: summaryView(incident, names, foretell(incident)),
      }));
      const { views, next } = shownOf(shown, found.length > page.limit, page);
      const answer = json(200, { incidents: views, ...next });
      return mark === undefined ? answer : markedAnswer(answer, mark);
    }),
    'GET /v1/incidents/{id}': gate.withRight('read', async (event, _, note) => {
      const id = event.pathParameters?.['id'] ?? '';
      const asked = event.queryStringParameters?.['zone'];
      const zone = asked === undefined ? config.timeZone : knownZone(asked);
      if (zone === undefined) {
        return problem('invalid', `"zone" is "${asked}"; ${zoneHint(asked ?? '')}.`);
      }
      const reader = readerOf(config, zone);
      const incident = parseIncidentId(id) && (await incidents.load([id])).get(id);
      if (incident === undefined) {
        return problem('not_found', noSuchIncident(id));
      }
      note({ subjects: auditedSubjects(incident) });
      const { from, to } = changesAround(incident, clock());
      const [records, changes, linked, inhibits, set] = await Promise.all([
        pages.load(incident.pages.map((page) => page.id)),
        controls.changes(from, to, Number.POSITIVE_INFINITY),
        findLinks(incident),
        findInhibitedBy(incident),
        setByPeople(),
      ]);
      const newest = changes.slice(0, MAX_CHANGES);
      const moreChanges = changes.length - newest.length;
      const next = nextPages(incident, set);
      const told = { records, changes: newest, moreChanges, linked, inhibits, reader, next };
      const names = await naming();
      const runbooks = runbooksOf(incident, { ...names, now: clock() });
      const escalation = escalationView(incident, set);
      const view: IncidentView = {
        ...incidentView(incident, names, told),
        runbooks,
        ...escalation,
      };
      return json(200, view);
    }),
  };

  /** Returns what people have set by now, on which it depends whom an incident pages next. */
  async function setByPeople() {
    const [silences, rota] = await Promise.all([
      controls.silences(),
      currentRota({ controls }, config),
    ]);
    const now = clock();
    const { maintenanceWindows } = config;
    // A window that begins later may keep the next page back.
    const quiet = withWindowsIn(silences, maintenanceWindows, { from: now, to: now + DAY });
    return { silences: quiet, ...rota };
  }

  /**
   * A text that changes with whatever a list of open incidents is made of: incidents, the config,
   * what is asked for. It changes by itself now and then, since a mark may be missing for a save.
   */
  async function markOf(query: object): Promise<string> {
    const span = Math.floor(clock() / MARK_TRUSTED);
    return JSON.stringify([await incidents.changeMark(), configHash(config), span, query]);
  }

  /** Returns the newest matching incidents: one more than a page if there are that many. */
  async function list(
    { days, page }: Query,
    isWanted: (incident: Incident) => boolean,
  ): Promise<readonly Incident[]> {
    const after = openedAtOf(page);
    const limit = page.limit + 1;
    const open = (await incidents.open()).filter(isWanted);
    const lately = await openedLately(incidents, clock(), { days, limit, isWanted, after });
    return newestFirst([...open, ...lately], after).slice(0, limit);
  }
}

/** The filter of a list of incidents. */
interface Query {
  /** How many days back resolved ones are listed too; 0: only open ones are. */
  readonly days: number;
  readonly subject: string | undefined;
  readonly service: string | undefined;
  readonly severity: string | undefined;
  readonly person: string | undefined;
  readonly matchers: readonly Matcher[];
  readonly page: Page;
}

function readQuery({
  queryStringParameters: given = {},
  rawQueryString,
}: HttpEvent): Query | string {
  const page = readPage(INCIDENT_PAGES, given);
  if (typeof page === 'string') {
    return page;
  }
  const { status = 'open', days = '7', subject, service, severity, person } = given;
  if (!/^\d{1,2}$/.test(days) || Number(days) < 1 || Number(days) > MAX_DAYS) {
    return `"days" is "${days}"; it must be a whole number from 1 to ${MAX_DAYS}.`;
  }
  const matchers = parseMatchers(new URLSearchParams(rawQueryString).getAll('filter'));
  if (typeof matchers === 'string') {
    return matchers;
  }
  const back = status === 'all' ? Number(days) : 0;
  return { days: back, subject, service, severity, person, matchers, page };
}

function openedAtOf({ after }: Page): OpenedAt | undefined {
  return after && { openedAt: Number(after[0]), id: String(after[1]) };
}

/** Matches incidents by any name of their subjects. */
function isWantedBy(
  { subject, service, severity, person, matchers }: Query,
  naming: SubjectNaming,
): (incident: Incident) => boolean {
  const isMeant = subject === undefined ? undefined : subjectMatcher(subject, naming);
  return (one) =>
    one.service !== CANARY.id &&
    (service === undefined || one.service === service) &&
    (severity === undefined || one.severity === severity) &&
    (person === undefined || concerns(one, person)) &&
    (matchers.length === 0 || alertsOf(one).some(({ alert }) => matchAlert(matchers, alert))) &&
    (isMeant === undefined || alertsOf(one).some(({ alert }) => isMeant(alert.subject)));
}
