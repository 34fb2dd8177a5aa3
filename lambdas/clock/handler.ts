import { SECOND } from '#core/time/instant.ts';
import { type TickReport, tick } from '#usecases/tick.ts';
import type { ClockParts } from '../support/clock-parts.ts';
import { loggedFailure } from '../support/logged-failure.ts';
import type { Runtime } from '../support/runtime.ts';

/** A function that is called for every tick, whatever calls it. */
export type ClockHandler = (event: unknown) => Promise<TickReport>;

/** When the clock ticks again within a minute, after its beginning. */
const LATER_TICKS = [10, 20, 30, 40, 50].map((seconds) => seconds * SECOND);

/** Finds what is due and hands it on; at a minute's beginning it also sends the minute's later ticks. What failed is reported to the caller. */
export function createClockHandler(
  { ports, config, clock, log }: Runtime,
  { ticks, standby }: Partial<ClockParts> = {},
): ClockHandler {
  const handle = tick(ports, config, standby);
  const fail = (message: string) => (error: unknown) => {
    throw loggedFailure(log, message, error);
  };
  return async (event) => {
    // Each is done whatever becomes of the other. A tick sends no ticks: only the minute does.
    const [ticked, sent] = await Promise.allSettled([
      handle(clock()).catch(fail('a tick failed')),
      isMinute(event) && ticks?.sendAfter(LATER_TICKS).catch(fail('ticks could not be sent')),
    ]);
    if (ticked.status === 'rejected') throw ticked.reason;
    // The reasons may name subjects, so only their number is logged.
    const failures = ticked.value.failures.length;
    if (failures > 0) log({ level: 'error', message: 'due items could not be handled', failures });
    if (sent.status === 'rejected') throw sent.reason;
    return ticked.value;
  };
}

function isMinute(event: unknown): boolean {
  return (event as { readonly source?: unknown } | null)?.source === 'aws.events';
}
