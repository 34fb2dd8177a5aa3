import { AUDIT_KINDS, isAuditAction } from '#core/audit/actions.ts';
import { auditPlace } from '#core/audit/audit-entry.ts';
import {
  AUDIT_CSV_HEAD,
  type AuditView,
  auditCsv,
  auditJsonLines,
  auditView,
} from '#core/audit/audit-view.ts';
import { omit } from '#core/collections/omit.ts';
import { suggest } from '#core/text/closest.ts';
import { FIRST_DAY } from '#core/time/first-day.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import { parseTypedTime, resolveTypedTime } from '#core/time/typed-time.ts';
import { acceptedTypes } from '#http/accept.ts';
import type { AuditDetails } from '#http/audit-recorder.ts';
import { formatValue } from '#http/format-value.ts';
import { type HttpEvent, type HttpResponse, json } from '#http/http.ts';
import { type Page, readPage, shownOf } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { type AuditSearch, listAudit } from '#usecases/list-audit.ts';
import { AUDIT_PAGES } from './audit.requests.ts';

type Query = Readonly<Record<string, string | undefined>>;

interface Clocks {
  readonly now: Instant;
  readonly timeZone: string;
}

/** How far back is searched unless it is said. */
const BACK = 31 * DAY;

/** The route that lists, searches and exports the audit trail. */
export function auditRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/audit'> {
  const list = listAudit(ports);
  return {
    'GET /v1/audit': gate.withRight('admin', async (event, _, note) => {
      const { queryStringParameters: query = {} } = event;
      const page = readPage(AUDIT_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const search = readSearch(query, page, { now: clock(), timeZone: config.timeZone });
      if (typeof search === 'string') {
        return problem('invalid', search);
      }
      note(searched(query));
      const { entries, next } = await list(search);
      const items = entries.map((entry) => ({ place: [entry.id], view: auditView(entry) }));
      const { views } = shownOf(items, false, page);
      const last = entries[views.length - 1];
      const isCut = views.length < entries.length && last !== undefined;
      const place = isCut ? auditPlace({ ...last, outcome: 'begun' }) : next;
      return rendered(event, views, place && page.cursorBehind([place]));
    }),
  };
}

function readSearch(query: Query, page: Page, clocks: Clocks): AuditSearch | string {
  const { person, subject, action } = query;
  if (action !== undefined && !isAuditAction(action) && !AUDIT_KINDS.includes(action)) {
    return `"action" is ${formatValue(action)}; ${suggest(action, AUDIT_KINDS, 'there are, each also with what stands behind its dot')}.`;
  }
  const to = readTime(query, 'to', clocks);
  const from = readTime(query, 'from', clocks);
  const wrong = [to, from].find((one) => typeof one === 'string');
  if (typeof to === 'string' || typeof from === 'string') {
    return String(wrong);
  }
  const until = Math.min(to ?? clocks.now, clocks.now + DAY);
  const since = Math.max(from ?? until - BACK, FIRST_DAY);
  if (since > until) {
    return '"from" is after "to", or what lies between them was before there was Wardbell.';
  }
  const after = page.after === undefined ? undefined : String(page.after[0]);
  if (after !== undefined && Number.isNaN(Date.parse(after.slice(0, 24)))) {
    return '"cursor" must be the "next" of the page before.';
  }
  const { limit } = page;
  return {
    person,
    subject,
    action,
    from: since,
    to: until,
    limit,
    ...(after !== undefined && { after }),
  };
}

/** What was searched for: the pages of one search are one look. */
function searched(query: Query): AuditDetails {
  const filters = Object.entries(omit(query, 'cursor', 'after', 'limit'));
  const words = filters.map(([name, value]) => `${name}=${value}`).join('&');
  const { subject } = query;
  return {
    ...(words !== '' && { object: { kind: 'audit', id: words.slice(0, LONGEST_SEARCH) } }),
    ...(subject !== undefined && { subjects: [subject] }),
  };
}

const LONGEST_SEARCH = 300;

/** A time of day without a date is the last that has been. */
function readTime(
  query: Query,
  name: 'from' | 'to',
  { now, timeZone }: Clocks,
): Instant | string | undefined {
  const given = query[name];
  if (given === undefined) {
    return undefined;
  }
  const parsed = parseTypedTime(given);
  return parsed.ok
    ? resolveTypedTime(parsed.typed, { timeZone, after: now - DAY }).at
    : `"${name}": ${parsed.reason}`;
}

/** In the form that is asked for by `format`, or by the header `Accept`. */
function rendered(
  event: HttpEvent,
  views: readonly AuditView[],
  next: string | undefined,
): HttpResponse {
  const { queryStringParameters: query = {} } = event;
  const format = query['format'] ?? acceptedFormat(event);
  if (format === 'json') {
    return json(200, { entries: views, ...(next !== undefined && { next }) });
  }
  const isFirst = (query['cursor'] ?? query['after'] ?? '') === '';
  const head = format === 'csv' && isFirst ? AUDIT_CSV_HEAD : '';
  const lines = format === 'csv' ? auditCsv(views) : auditJsonLines(views);
  const headers = {
    'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl',
    'content-disposition': `attachment; filename="audit.${format}"`,
    'cache-control': 'no-store',
    vary: 'accept',
    ...(next !== undefined && { link: nextLink(event, next) }),
  };
  return { statusCode: 200, headers, body: head + lines };
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['application/json', 'json'],
  ['application/jsonl', 'jsonl'],
  ['application/x-ndjson', 'jsonl'],
  ['text/csv', 'csv'],
]);

function acceptedFormat({ headers }: HttpEvent): string {
  const [first] = acceptedTypes(headers['accept']).flatMap(({ type }) => TYPES.get(type) ?? []);
  return first ?? 'json';
}

/** Where an export goes on (RFC 8288). */
function nextLink({ rawPath, rawQueryString }: HttpEvent, next: string): string {
  const query = new URLSearchParams(rawQueryString);
  query.delete('after');
  query.set('cursor', next);
  return `<${rawPath}?${query}>; rel="next"`;
}
