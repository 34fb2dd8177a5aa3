import { AUDIT_KINDS, isAuditAction } from '#core/audit/actions.ts';
import { auditPlace } from '#core/audit/audit-entry.ts';
import { AUDIT_COLUMNS, auditView } from '#core/audit/audit-view.ts';
import { omit } from '#core/collections/omit.ts';
import { suggest } from '#core/text/closest.ts';
import { DAY } from '#core/time/instant.ts';
import type { AuditDetails } from '#http/audit-recorder.ts';
import { exported } from '#http/exported.ts';
import { formatValue } from '#http/format-value.ts';
import { type Page, readPage, shownOf } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import { type QuerySpan, querySpan } from '#http/query-span.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { type AuditSearch, listAudit } from '#usecases/list-audit.ts';
import { AUDIT_PAGES } from './audit.requests.ts';

type Query = Readonly<Record<string, string | undefined>>;

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
      const span = querySpan(query, { now: clock(), timeZone: config.timeZone }, BACK);
      if (typeof span === 'string') {
        return problem('invalid', span);
      }
      const search = readSearch(query, page, span);
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
      return exported(event, {
        name: AUDIT_PAGES.list,
        views,
        columns: AUDIT_COLUMNS,
        next: place && page.cursorBehind([place]),
        body: { entries: views },
      });
    }),
  };
}

function readSearch(query: Query, page: Page, span: QuerySpan): AuditSearch | string {
  const { person, subject, action } = query;
  if (action !== undefined && !isAuditAction(action) && !AUDIT_KINDS.includes(action)) {
    return `"action" is ${formatValue(action)}; ${suggest(action, AUDIT_KINDS, 'there are, each also with what stands behind its dot')}.`;
  }
  const after = page.after === undefined ? undefined : String(page.after[0]);
  if (after !== undefined && Number.isNaN(Date.parse(after.slice(0, 24)))) {
    return '"cursor" must be the "next" of the page before.';
  }
  const { limit } = page;
  return { person, subject, action, ...span, limit, ...(after !== undefined && { after }) };
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
