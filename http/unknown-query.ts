import { own } from '#core/collections/own.ts';
import { didYouMean } from '#core/text/closest.ts';
import type { HttpEvent } from './http.ts';
import type { RouteOf } from './routes.ts';

const BY = ['by'];

/** The parameters of every list, beside its filters. */
const PAGED = ['limit', 'cursor'];

/** The former name of `cursor`. */
const ONCE_CALLED = 'after';

/** The routes of our own API except health. */
type Ours = Exclude<
  Extract<RouteOf<'answer' | 'respond' | 'reports' | 'contacts'>, `${string} /v1/${string}`>,
  'GET /v1/health' | 'GET /v1/openapi.json'
>;

/**
 * The query parameters of our own routes. The routes of other protocols are left out, whose clients
 * may send any, and so is health, which monitors call with any.
 */
export const ASKED: Readonly<Record<Ours, readonly string[]>> = {
  'GET /v1/version': [],
  'GET /v1/me': [],
  'GET /v1/checks': [],
  'GET /v1/config': ['proof'],
  'GET /v1/incidents': [
    ...['status', 'days', 'subject', 'service', 'severity', 'person', 'filter'],
    ...PAGED,
  ],
  'GET /v1/incidents/{id}': ['zone'],
  'POST /v1/incidents/{id}/{action}': [],
  'GET /v1/pages': [
    ...['person', 'service', 'incident', 'channel', 'status', 'reason', 'from', 'to', 'format'],
    ...PAGED,
  ],
  'GET /v1/reports/burden': ['from', 'to', 'cursor'],
  'GET /v1/reports/response': ['from', 'to', 'cursor', 'service'],
  'GET /v1/reports/on-call': ['from', 'to', 'cursor'],
  'GET /v1/reports/slos': ['month', ...PAGED],
  'GET /v1/reports/calendar.ics': ['token'],
  'GET /v1/oncall': ['schedule', 'person', 'at', ...PAGED],
  'GET /v1/oncall/services': ['service', 'at', ...PAGED],
  'GET /v1/turns': ['schedule', 'person', 'from', 'to', 'layers', ...PAGED],
  'GET /v1/heartbeats': ['service', 'status', ...PAGED],
  'DELETE /v1/heartbeats/{id}': BY,
  'GET /v1/slos': ['service', 'slo', ...PAGED],
  'GET /v1/slos/{slo}': ['subject', 'window'],
  'GET /v1/silences': ['status', 'kind', 'covers', ...PAGED],
  'GET /v1/silences/preview': [
    ...['filter', 'cron', 'rrule', 'startsAt', 'endsAt', 'minutes', 'zone'],
  ],
  'POST /v1/silences': [],
  'DELETE /v1/silences/{id}': BY,
  'GET /v1/overrides': ['schedule', 'person', ...PAGED],
  'GET /v1/overrides/preview': ['schedule', 'person', 'from', 'to', 'without'],
  'POST /v1/overrides': [],
  'DELETE /v1/overrides/{id}': BY,
  'GET /v1/absences': ['person', ...PAGED],
  'POST /v1/absences': [],
  'POST /v1/absences/end': [],
  'GET /v1/exchanges': ['person', 'schedule', 'status', ...PAGED],
  'POST /v1/oncall/note': [],
  'POST /v1/exchanges': [],
  'POST /v1/exchanges/accept': [],
  'POST /v1/exchanges/decline': [],
  'POST /v1/exchanges/withdraw': [],
  'GET /v1/calendars': ['person', 'schedule', ...PAGED],
  'POST /v1/calendars': [],
  'POST /v1/calendars/revoke': [],
  'GET /v1/limits': PAGED,
  'POST /v1/limits': [],
  'POST /v1/limits/end': [],
  'PUT /v1/subjects/{subject}/occupancy': [],
  'GET /v1/keys': ['status', 'scope', ...PAGED],
  'POST /v1/keys': [],
  'DELETE /v1/keys/{id}': BY,
  'GET /v1/audit': ['person', 'subject', 'action', 'from', 'to', 'format', ...PAGED],
  'GET /v1/subjects': ['service', 'state', 'times', ...PAGED],
  'GET /v1/subjects/{subject}': [],
  'GET /v1/subjects/{subject}/trends': ['metric', 'unit', 'labels', 'from', 'to'],
  'POST /v1/subjects/{subject}/retire': BY,
  'POST /v1/pseudonyms': [],
  'GET /v1/unread': ['metric', ...PAGED],
  'GET /v1/contacts': ['person', ...PAGED],
  'POST /v1/contacts': [],
  'POST /v1/contacts/confirm': [],
  'POST /v1/contacts/test': [],
  'GET /v1/contacts/{id}/removal': [],
  'DELETE /v1/contacts/{id}': BY,
};

/**
 * Returns what is wrong with a query, in words. An unknown parameter would have no effect, and a
 * client that asks for `?severity=critical` would take everything for critical.
 */
export function unknownQueryParameter({
  routeKey,
  queryStringParameters = {},
}: HttpEvent): string | undefined {
  const asked = own<readonly string[]>(ASKED, routeKey);
  const isStray = (name: string) =>
    !asked?.includes(name) && !(name === ONCE_CALLED && asked?.includes('cursor'));
  const stray = Object.keys(queryStringParameters).find(isStray);
  if (asked === undefined || stray === undefined) {
    return undefined;
  }
  const given = `"${stray}" is "${queryStringParameters[stray]}", and not known here`;
  if (asked.length > 0) {
    const meant = didYouMean(stray, asked);
    return `${given}.${meant} Allowed parameters are: ${asked.join(', ')}.`;
  }
  const instead = routeKey.startsWith('POST ') ? ': what is asked for stands in the body.' : '.';
  return `${given}; this address takes no parameters${instead}`;
}
