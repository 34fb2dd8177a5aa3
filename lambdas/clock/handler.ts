import { type TickReport, tick } from '#usecases/tick.ts';
import { describeError } from '../support/log.ts';
import type { Runtime } from '../support/runtime.ts';

/** A function that is called for every tick, whatever calls it. */
export type ClockHandler = (event: unknown) => Promise<TickReport>;

/** Finds what is due and hands it on. A failed tick is reported to its caller; what is due stays due. */
export function createClockHandler({ ports, config, clock, log }: Runtime): ClockHandler {
  const handle = tick(ports, config);
  return async () => {
    try {
      const report = await handle(clock());
      // The reasons may name subjects, so only their number is logged.
      const failures = report.failures.length;
      if (failures > 0)
        log({ level: 'error', message: 'due items could not be handled', failures });
      return report;
    } catch (error) {
      log({ level: 'error', message: 'a tick failed', error: describeError(error) });
      throw error;
    }
  };
}
