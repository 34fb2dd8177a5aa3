import { checkReport } from '#core/health/check-report.ts';
import { SECOND } from '#core/time/instant.ts';
import { reportCheck } from '#runtime/report-check.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { auditPlatform } from '#usecases/audit-platform.ts';
import type { AuditDependencies } from '../support/audit-dependencies.ts';

/**
 * Audits the platform: every finding is logged, and the outside monitor gets its heartbeat only if
 * there is none.
 */
export function platformAudit(
  { ports, config, clock, log, measure }: Runtime,
  { deadLetters, beat, place }: Omit<AuditDependencies, 'contacts'>,
): () => Promise<void> {
  const audit = auditPlatform({ ...ports, deadLetters }, config);
  const report = reportCheck({ ports, log });
  return async () => {
    const at = clock();
    const { findings, oldestDue, unacknowledged, deadLetters: letters } = await audit(at);
    for (const finding of findings) {
      log({ level: 'error', message: 'something is wrong with the platform', ...finding });
    }
    measure({
      oldestDue: oldestDue / SECOND,
      unacknowledgedIncidents: unacknowledged,
      platformFindings: findings.length,
    });
    if (findings.length === 0) {
      await beat();
    }
    const found = { place, at, findings, oldestDue, deadLetters: letters };
    await report(checkReport({ check: 'platform', ...found }));
  };
}
