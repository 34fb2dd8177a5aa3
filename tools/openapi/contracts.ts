import { CONTACTS } from '#api/contacts/contacts.contract.ts';
import { HEARTBEATS } from '#api/heartbeats/heartbeats.contract.ts';
import { INCIDENTS } from '#api/incidents/incidents.contract.ts';
import { KEYS } from '#api/keys/keys.contract.ts';
import { LINKS } from '#api/link-pages/link-pages.contract.ts';
import { ONCALL } from '#api/oncall/oncall.contract.ts';
import { PLATFORM } from '#api/platform/platform.contract.ts';
import { SILENCES } from '#api/silences/silences.contract.ts';
import { SUBJECTS } from '#api/subjects/subjects.contract.ts';
import type { Operation } from '#http/contract.ts';
import type { RouteOf } from '#http/routes.ts';
import { ALERTMANAGER } from '#protocols/alertmanager/alertmanager.contract.ts';
import { FHIR } from '#protocols/fhir/fhir.contract.ts';
import { HEALTHCHECKS } from '#protocols/healthchecks/healthchecks.contract.ts';
import { OTLP } from '#protocols/otlp/otlp.contract.ts';
import { PAGERDUTY } from '#protocols/pagerduty/pagerduty.contract.ts';
import { REMOTE_WRITE } from '#protocols/remote-write/remote-write.contract.ts';
import { SAMPLES } from '#protocols/samples/samples.contract.ts';

type RouteName = RouteOf<'ingest' | 'respond' | 'contacts'>;

/** What every route promises: one that is not here, or is none, does not compile. */
const CONTRACTS: Readonly<Record<RouteName, Operation | readonly Operation[]>> = {
  ...INCIDENTS,
  ...SILENCES,
  ...ONCALL,
  ...HEARTBEATS,
  ...SUBJECTS,
  ...KEYS,
  ...CONTACTS,
  ...PLATFORM,
  ...SAMPLES,
  ...REMOTE_WRITE,
  ...ALERTMANAGER,
  ...PAGERDUTY,
  ...OTLP,
  ...FHIR,
  ...HEALTHCHECKS,
  ...LINKS,
};

/** An operation of the document, and the route that answers it. */
export interface Described {
  readonly route: string;
  readonly method: string;
  /** As it stands in the document. */
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
