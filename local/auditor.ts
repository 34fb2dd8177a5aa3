import { type Instant, MINUTE } from '#core/time/instant.ts';
import { platformAudit } from '#lambdas/audit/platform.ts';
import { orLogged } from '#runtime/or-logged.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { DeadLetters } from '#usecases/ports.ts';

/**
 * Looks each minute whether anything is stuck, as the auditor of a deployed platform does. The
 * first look comes a minute after the start, since much may be due then. Nobody outside waits for
 * its heartbeat: a monitor asks for health instead.
 */
export function localAuditor(
  runtime: Runtime,
  deadLetters: DeadLetters,
): (now: Instant) => Promise<void> {
  const parts = { deadLetters, place: 'here', beat: async () => undefined };
  const audit = orLogged(runtime.log, 'an audit failed', platformAudit(runtime, parts));
  let next = runtime.clock() + MINUTE;
  return async (now) => {
    // A clock that went back does not keep it waiting.
    if (now >= next || now < next - MINUTE) {
      next = now + MINUTE;
      await audit();
    }
  };
}
