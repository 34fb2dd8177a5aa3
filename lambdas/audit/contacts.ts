import { auditContacts } from '#usecases/audit-contacts.ts';
import type { AuditParts } from '../support/audit-parts.ts';
import type { Runtime } from '../support/runtime.ts';

/**
 * Audits the contacts: whose phone or mailbox needs somebody is logged, never a number or an
 * address.
 */
export function contactAudit(
  { config, log, measure }: Pick<Runtime, 'config' | 'log' | 'measure'>,
  { contacts }: Pick<AuditParts, 'contacts'>,
): () => Promise<void> {
  const audit = auditContacts({ contacts }, config);
  return async () => {
    const findings = await audit();
    for (const finding of findings)
      log({ level: 'error', message: 'a contact needs somebody', ...finding });
    measure({ contactFindings: findings.length });
  };
}
