import type { Instant } from '#core/time/instant.ts';
import { withoutZeros } from '#runtime/measure.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { ingestAccesses } from '#usecases/ingest-accesses.ts';
import { logPendingTransitions } from '../log-pending-transitions.ts';
import { accessesIn, type FhirRequest, isRefused } from './request.ts';

/** Judges what a request tells of accesses to patients' records, once for all of its entries. */
export function followAccesses(runtime: Runtime) {
  const { ports, config, measure } = runtime;
  const ingest = ingestAccesses(ports, config);
  return async (sent: FhirRequest, now: Instant): Promise<void> => {
    logPendingTransitions(runtime, { handedOver: await ingest(accessesIn(sent), now) });
    measure(withoutZeros(countsOf(sent)));
  };
}

function countsOf(sent: FhirRequest) {
  const events = isRefused(sent) ? [] : sent.entries.filter(({ kind }) => kind === 'audit_event');
  const ignored = events.filter((one) => 'ignored' in one).length;
  return { auditEventsTaken: events.length - ignored, auditEventsIgnored: ignored };
}
