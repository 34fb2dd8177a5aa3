import { globSync } from 'node:fs';
import { AUDIT } from '#api/audit/audit.contract.ts';
import { CALENDARS } from '#api/calendars/calendars.contract.ts';
import { CONTACTS } from '#api/contacts/contacts.contract.ts';
import { HEARTBEATS } from '#api/heartbeats/heartbeats.contract.ts';
import { INCIDENTS } from '#api/incidents/incidents.contract.ts';
import { KEYS } from '#api/keys/keys.contract.ts';
import { LIMITS } from '#api/limits/limits.contract.ts';
import { LINKS } from '#api/link-pages/link-pages.contract.ts';
import { ABSENCES } from '#api/oncall/absences.contract.ts';
import { EXCHANGES } from '#api/oncall/exchanges.contract.ts';
import { ONCALL } from '#api/oncall/oncall.contract.ts';
import { PAGES } from '#api/pages/pages.contract.ts';
import { CHECK_ROUTES } from '#api/platform/checks.contract.ts';
import { CONFIG } from '#api/platform/config.contract.ts';
import { PLATFORM } from '#api/platform/platform.contract.ts';
import { PSEUDONYMS } from '#api/pseudonyms/pseudonyms.contract.ts';
import { BURDEN } from '#api/reports/burden.contract.ts';
import { ON_CALL_REPORT } from '#api/reports/on-call.contract.ts';
import { RESPONSE } from '#api/reports/response.contract.ts';
import { SILENCES } from '#api/silences/silences.contract.ts';
import { SLOS } from '#api/slos/slos.contract.ts';
import { SUBJECTS } from '#api/subjects/subjects.contract.ts';
import { TREND } from '#api/subjects/trend.contract.ts';
import type { Operation } from '#http/contract.ts';
import type { RouteOf } from '#http/routes.ts';
import type * as PROTOCOLS from '#protocols/routes.ts';

type Contracts<Name extends string> = Readonly<Record<Name, Operation | readonly Operation[]>>;

type Declared = (typeof PROTOCOLS)[keyof typeof PROTOCOLS][number];

/** The pages of the console are for browsers, and no part of the API. */
type OwnRoute = Exclude<
  RouteOf<'ingest' | 'answer' | 'respond' | 'reports' | 'contacts'>,
  | `${string} /console/${string}`
  | (Declared extends infer One extends Declared ? `${One['method']} ${One['path']}` : never)
>;

/** What every route of our own promises: one that is not here, or is none, does not compile. */
const OWN: Contracts<OwnRoute> = {
  ...INCIDENTS,
  ...PAGES,
  ...BURDEN,
  ...RESPONSE,
  ...ON_CALL_REPORT,
  ...SILENCES,
  ...ONCALL,
  ...ABSENCES,
  ...EXCHANGES,
  ...CALENDARS,
  ...HEARTBEATS,
  ...SLOS,
  ...SUBJECTS,
  ...LIMITS,
  ...PSEUDONYMS,
  ...TREND,
  ...KEYS,
  ...AUDIT,
  ...CONTACTS,
  ...CHECK_ROUTES,
  ...CONFIG,
  ...PLATFORM,
  ...LINKS,
};

const ROOT = new URL('../../', import.meta.url);

/** What the routes of the protocols promise: each says so in its folder. */
const OF_PROTOCOLS = await Promise.all(
  globSync('protocols/*/*.contract.ts', { cwd: ROOT })
    .sort()
    .map(
      (file): Promise<{ readonly CONTRACT: Contracts<string> }> => import(new URL(file, ROOT).href),
    ),
);

const CONTRACTS: Contracts<string> = Object.assign(
  {},
  OWN,
  ...OF_PROTOCOLS.map(({ CONTRACT }) => CONTRACT),
);

/** An operation of the document, and the route that answers it. */
export interface Described {
  readonly route: string;
  readonly method: string;
  /** As written in the document. */
  readonly path: string;
  readonly operation: Operation;
}

export const OPERATIONS: readonly Described[] = Object.entries(CONTRACTS).flatMap(
  ([route, told]) => {
    const [method = '', path = ''] = route.split(' ');
    const operations: readonly Operation[] = 'operationId' in told ? [told] : told;
    return operations.map((operation) => {
      return { route, method, path: operation.at ?? path, operation };
    });
  },
);
