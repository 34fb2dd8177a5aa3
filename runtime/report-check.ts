import type { CheckReport } from '#core/health/check-report.ts';
import { orLogged } from './or-logged.ts';
import type { Runtime } from './runtime.ts';

/**
 * Stores what a check has found, for whoever looks at the platform. It never fails: what it says
 * was logged and measured before.
 */
export function reportCheck({
  ports: { controls },
  log,
}: Pick<Runtime, 'ports' | 'log'>): (report: CheckReport) => Promise<void> {
  return orLogged(log, 'the report of a check could not be written', (report) =>
    controls.putCheckReport(report),
  );
}
