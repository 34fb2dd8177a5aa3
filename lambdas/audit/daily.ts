import { checkReport } from '#core/health/check-report.ts';
import { loggedDaily } from '#runtime/logged-daily.ts';
import { reportCheck } from '#runtime/report-check.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { auditContacts } from '#usecases/audit-contacts.ts';
import { auditMissingMetrics } from '#usecases/audit-missing-metrics.ts';
import { sweepAudit } from '#usecases/sweep-audit.ts';
import type { AuditDependencies } from '../support/audit-dependencies.ts';

/**
 * Audits what changes slowly: contacts that need attention (findings hold no number and no
 * address), and metrics of the rules that nobody sends. Each finding is logged, and an alarm
 * notifies people if there are any. It also removes what the config keeps no longer of the audit
 * trail. None of the three depends on the success of the others.
 */
export function dailyAudit(
  runtime: Runtime,
  { contacts, place }: Pick<AuditDependencies, 'contacts' | 'place'>,
): () => Promise<void> {
  const { ports, config, clock, log, measure } = runtime;
  const findContacts = auditContacts({ contacts }, config);
  const findUnsent = auditMissingMetrics(ports, config);
  const sweepTrail = sweepAudit(ports, config);
  const report = reportCheck({ ports, log });
  return async () => {
    const [unreachable, unsent, swept] = await Promise.allSettled([
      findContacts(),
      findUnsent(clock()),
      sweepTrail(clock()),
    ]);
    const findings = {
      contacts: unreachable.status === 'fulfilled' ? unreachable.value : [],
      unsent: unsent.status === 'fulfilled' ? unsent.value : [],
    };
    const told = loggedDaily(runtime, findings);
    for (const outcome of [unreachable, unsent, swept]) {
      if (outcome.status === 'rejected') {
        throw outcome.reason;
      }
    }
    if (swept.status === 'fulfilled' && swept.value > 0) {
      measure({ itemsSwept: swept.value });
    }
    const [contactFindings, unsentMetrics] = [findings.contacts.length, findings.unsent.length];
    measure({ contactFindings, unsentMetrics, dailyFindings: contactFindings + unsentMetrics });
    const found = { findings: told, contactFindings };
    await report(checkReport({ check: 'daily', place, at: clock(), ...found }));
  };
}
