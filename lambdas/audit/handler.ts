import { formatValue } from '#http/format-value.ts';
import { loggedFailure } from '#runtime/logged-failure.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { AuditDependencies } from '../support/audit-dependencies.ts';
import { dailyAudit } from './daily.ts';
import { platformAudit } from './platform.ts';

/** A function whose event names the audit: `{ "audit": "platform" }` or `{ "audit": "daily" }`. */
export type AuditHandler = (event: unknown) => Promise<void>;

/**
 * Audits the platform and its contacts. An audit that fails is an error of its function, and no
 * sign of health.
 */
export function createAuditHandler(runtime: Runtime, parts: AuditDependencies): AuditHandler {
  const daily = dailyAudit(runtime, parts);
  const audits = new Map<unknown, () => Promise<void>>([
    ['platform', platformAudit(runtime, parts)],
    ['daily', daily],
    // A stack that was deployed before the daily audit grew calls it by this name.
    ['contacts', daily],
  ]);
  return async (event) => {
    const name = (event as { readonly audit?: unknown } | null)?.audit;
    const audit = audits.get(name);
    if (audit === undefined) {
      throw new Error(`"audit" is ${formatValue(name)}; it must be "platform" or "daily".`);
    }
    try {
      await audit();
    } catch (error) {
      throw loggedFailure(runtime.log, 'an audit failed', error, { audit: name });
    }
  };
}
