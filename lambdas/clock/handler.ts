import { formatDuration } from '#core/time/duration.ts';
import { type Duration, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { loggedFailure } from '#runtime/logged-failure.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { applyConfigChange } from '#usecases/apply-config-change.ts';
import type { DueShard, MessageFormat, TickMessage } from '#usecases/ports.ts';
import { sweepByTheClock } from '#usecases/sweep.ts';
import { sumReports, takeShards } from '#usecases/take-shards.ts';
import type { TickReport } from '#usecases/tick.ts';
import { tickWithClockCheck } from '#usecases/tick-with-clock-check.ts';
import type { ClockDependencies } from '../support/clock-dependencies.ts';

/** A function that is called for every tick; its event may come from any trigger. */
export type ClockHandler = (event: unknown) => Promise<TickReport>;

/** The further ticks of a minute, after its beginning. */
const LATER_TICKS = [10, 20, 30, 40, 50].map((seconds) => seconds * SECOND);

/**
 * How long a call works on a shard that was handed to it: it must end before its time-out of 50 s.
 */
const SHARE_TIME: Duration = 35 * SECOND;

/**
 * How long it does if nobody else handles shards: the next tick must not wait, and begins with the
 * oldest again.
 */
const OWN_TIME: Duration = 8 * SECOND;

/**
 * Finds due items and passes them on, and applies a new config to open incidents; at the beginning
 * of a minute it also sends the minute's later ticks. If more is due than one tick handles, it
 * hands shards to parallel calls. Failures are reported to the caller.
 */
export function createClockHandler(
  { ports, config, clock, log, measure }: Runtime,
  { ticks, standby = 0, own }: Partial<ClockDependencies> = {},
): ClockHandler {
  // On one machine the record of each tick costs nothing, and only its owner keeps the clock right.
  const noteEvery = ticks === undefined ? 0 : MINUTE;
  const handle = tickWithClockCheck(ports, config, { standby, noteEvery });
  const takeAll = takeShards(ports, config, { standby, clock, ticks });
  const follow = applyConfigChange(ports, config, own);
  const sweep = sweepByTheClock(ports, config);
  const fail = (message: string) => (error: unknown) => {
    throw loggedFailure(log, message, error);
  };
  const noteFailures = (failures: number) => {
    // The reasons may name subjects, so only their number is logged.
    if (failures > 0) {
      log({ level: 'error', message: 'due items could not be handled', failures });
    }
  };

  const noteClock = (wentBack: Duration) => {
    if (wentBack === 0) {
      return;
    }
    const by = formatDuration(wentBack);
    const message = 'the clock went back: what waits moves with it, and everything was looked at';
    log({ level: 'error', message, by });
  };

  /** What cannot be swept now is found again a minute later: nobody waits for it. */
  async function sweepNow(now: Instant): Promise<void> {
    try {
      const swept = await sweep(now);
      if (swept === undefined) {
        return;
      }
      const { more: _, ...removed } = swept;
      const items = Object.values(removed).reduce((sum, count) => sum + count, 0);
      if (items > 0) {
        measure({ itemsSwept: items });
        const message = 'what the config keeps no longer was removed';
        log({ level: 'info', message, ...removed });
      }
    } catch (error) {
      loggedFailure(log, 'what the config keeps no longer could not be removed', error);
    }
  }

  async function handOn(shares: readonly DueShard[], until: Instant): Promise<void> {
    if (ticks !== undefined) {
      return ticks.share(shares);
    }
    const all = await Promise.all(shares.map((share) => takeAll(share, until)));
    noteFailures(sumReports(all).failures.length);
  }

  return async (event) => {
    const share = shareOf(event, ports.formats.tick);
    if (share !== undefined) {
      const taken = await takeAll(share, clock() + SHARE_TIME).catch(fail('a share failed'));
      noteFailures(taken.failures.length);
      return taken;
    }
    const until = clock() + OWN_TIME;
    // Each is done whatever happens to the other. Only the call of the minute sends ticks; a tick
    // sends none.
    const [ticked, followed, sent] = await Promise.allSettled([
      handle(clock(), (shares) => handOn(shares, until)).catch(fail('a tick failed')),
      follow(clock()).catch(fail('a new config could not be acted on')),
      isMinute(event) && ticks?.sendAfter(LATER_TICKS).catch(fail('ticks could not be sent')),
      standby === 0 && sweepNow(clock()),
    ]);
    if (ticked.status === 'rejected') {
      throw ticked.reason;
    }
    noteClock(ticked.value.wentBack);
    noteFailures(ticked.value.failures.length);
    if (followed.status === 'rejected') {
      throw followed.reason;
    }
    if (followed.value > 0) {
      log({ level: 'info', message: 'a new config is acted on', incidents: followed.value });
    }
    if (sent.status === 'rejected') {
      throw sent.reason;
    }
    return ticked.value;
  };
}

function isMinute(event: unknown): boolean {
  return (event as { readonly source?: unknown } | null)?.source === 'aws.events';
}

/**
 * Returns the shard of a message from the clock's own queue; undefined for a tick. The queue
 * delivers one message at a time.
 */
function shareOf(event: unknown, { read }: MessageFormat<TickMessage>): DueShard | undefined {
  const { Records: [message] = [] } = (event ?? {}) as {
    readonly Records?: readonly { readonly body: string }[];
  };
  return message && read(message.body).share;
}
