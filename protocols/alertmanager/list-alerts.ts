import { compareSeverity } from '#core/alert/severity.ts';
import { CANARY } from '#core/canary/canary.ts';
import { firingAlerts } from '#core/incident/alerts.ts';
import type { Incident, IncidentAlert } from '#core/incident/incident.ts';
import type { Labels } from '#core/sample/sample.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { withWindows } from '#core/suppression/windows.ts';
import type { Instant } from '#core/time/instant.ts';
import { howManyFit } from '#http/how-many-fit.ts';
import { type HttpAnswer, type HttpEvent, json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import { inForm, type RouteDependencies, type Routes } from '#http/routes.ts';
import type { PreviewSilence, SilencePreview } from '#usecases/silence-preview.ts';
import { warningHeader } from '#usecases/silence-terms.ts';
import { type AlertQuery, matchesAlertQuery, parseAlertQuery } from './alert-query.ts';
import { alertView } from './alert-view.ts';
import type { AlertView, GroupView } from './alertmanager.contract.ts';
import { AS_JSON_STRINGS } from './json-string.ts';

/**
 * The size limit of the alerts in an answer, in bytes: Lambda carries 6 MB. The least severe and
 * the newest are left out, and counted.
 */
const MAX_BYTES = 5_000_000;

interface Shown {
  readonly incident: Incident;
  readonly alert: IncidentAlert['alert'];
  readonly view: AlertView;
}

/**
 * Lists the firing alerts of the open incidents, external ones and those of our rules, for
 * Alertmanager's clients.
 */
export function alertmanagerAlertRoutes(
  { runtime: { ports, config, clock }, gate }: RouteDependencies,
  cover: PreviewSilence,
): Routes<'GET /api/v2/alerts' | 'GET /api/v2/alerts/groups'> {
  const { incidents, controls } = ports;
  const answer = async (
    { rawQueryString }: HttpEvent,
    as: (shown: readonly Shown[]) => readonly (AlertView | GroupView)[],
  ): Promise<HttpAnswer> => {
    const query = parseAlertQuery(rawQueryString);
    if (typeof query === 'string') {
      return problem('invalid', query);
    }
    const now = clock();
    const [open, set] = await Promise.all([incidents.open(), controls.silences()]);
    const silences = withWindows(set, config.maintenanceWindows, now);
    const { warnings } = query.matchers.length > 0 ? await cover(query.matchers, now, open) : NONE;
    const { shown, more } = askedFor(open, silences, query, now);
    const told = more > 0 ? [`${leftOut(more)}.`, ...warnings] : warnings;
    return json(200, as(shown), warningHeader(told));
  };
  return inForm(AS_JSON_STRINGS, {
    'GET /api/v2/alerts': gate.withKey('read', (event) =>
      answer(event, (shown) => shown.map(({ view }) => view)),
    ),
    'GET /api/v2/alerts/groups': gate.withKey('read', (event) => answer(event, grouped)),
  });
}

function askedFor(
  open: readonly Incident[],
  silences: readonly Silence[],
  query: AlertQuery,
  now: Instant,
): { readonly shown: readonly Shown[]; readonly more: number } {
  const found = open
    .filter(({ service }) => service !== CANARY.id)
    .flatMap((incident) =>
      firingAlerts(incident).map((one) => {
        return { incident, alert: one.alert, view: alertView(one, incident, silences, now) };
      }),
    )
    .filter(({ alert, view }) => matchesAlertQuery(query, alert, view))
    .sort(
      ({ alert: a }, { alert: b }) =>
        compareSeverity(a.severity, b.severity) || a.startsAt - b.startsAt,
    );
  const views = found.map(({ view }) => view);
  const shown = found.slice(0, howManyFit(views, MAX_BYTES));
  return { shown, more: found.length - shown.length };
}

/** The API has no field for it, and its clients expect a list: so it is in a header. */
function leftOut(more: number): string {
  return `${more} alerts are left out, the least severe and the newest: ask for fewer with filter=`;
}

const NONE: Pick<SilencePreview, 'warnings'> = { warnings: [] };

/** Returns one group for each incident. */
function grouped(shown: readonly Shown[]): readonly GroupView[] {
  const groups = Map.groupBy(shown, ({ incident }) => incident);
  return [...groups].map(([{ groupKey, service }, members]) => ({
    labels: groupLabels(groupKey),
    receiver: { name: service },
    alerts: members.map(({ view }) => view),
  }));
}

/** Returns the labels that the alerts of a group have in common; see `groupKey`. */
function groupLabels(groupKey: string): Labels {
  const [, ...pairs] = JSON.parse(groupKey) as [string, ...(readonly [string, string])[]];
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}
