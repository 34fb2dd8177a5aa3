import { formatValue } from '#http/format-value.ts';
import { loggedFailure } from '#runtime/logged-failure.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { AuditDependencies } from '../support/audit-dependencies.ts';
import { dailyAudit } from './daily.ts';
import { platformAudit } from './platform.ts';

/**
 * A function that is told what to audit: `{ "audit": "platform" }` or `{ "audit": "daily" }`.
 */
export type AuditHandler = (event: unknown) => Promise<void>;

/**
 * Checks whether the platform, and the way to its people, are in order. An audit that fails is an
 * error of its function, and no sign of health.
 */
export function createAuditHandler(runtime: Runtime, parts: AuditDependencies): AuditHandler {
  const daily = dailyAudit(runtime, parts);
  const audits = new Map<unknown, () => Promise<void>>([
    ['platform', platformAudit(runtime, parts)],
    ['daily', daily],
    // So a stack calls it that was deployed before there was more than this to look at each day.
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
