import { SECOND } from '#core/time/instant.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { auditPlatform } from '#usecases/audit-platform.ts';
import type { AuditDependencies } from '../support/audit-dependencies.ts';

/**
 * Audits the platform: every finding is logged, and the outside monitor gets its heartbeat only if
 * there is none.
 */
export function platformAudit(
  { ports, config, clock, log, measure }: Runtime,
  { deadLetters, beat }: Pick<AuditDependencies, 'deadLetters' | 'beat'>,
): () => Promise<void> {
  const audit = auditPlatform({ ...ports, deadLetters }, config);
  return async () => {
    const { findings, oldestDue, unacknowledged } = await audit(clock());
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
  };
}
