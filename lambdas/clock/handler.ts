import { type Duration, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { TICK_EVERY } from '#core/time/look-ahead.ts';
import { loggedFailure } from '#runtime/logged-failure.ts';
import { loggedJudging } from '#runtime/logged-judging.ts';
import { loggedSweep } from '#runtime/logged-sweep.ts';
import { loggedTick } from '#runtime/logged-tick.ts';
import { orLogged } from '#runtime/or-logged.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { isMinute, tickMessageOf } from '#runtime/tick-message.ts';
import { applyConfigChange } from '#usecases/apply-config-change.ts';
import type { DueShard } from '#usecases/ports.ts';
import { sweepByTheClock } from '#usecases/sweep.ts';
import { sumReports, takeShards } from '#usecases/take-shards.ts';
import { tellOfTurns } from '#usecases/tell-of-turns.ts';
import { look, type TickReport } from '#usecases/tick.ts';
import { tickWithClockCheck } from '#usecases/tick-with-clock-check.ts';
import type { ClockDependencies } from '../support/clock-dependencies.ts';

/** A function that is called for every tick; its event may come from any trigger. */
export type ClockHandler = (event: unknown) => Promise<TickReport>;

/** The further ticks of a minute, after its beginning. */
const LATER_TICKS = [TICK_EVERY, 2 * TICK_EVERY];

/**
 * How long a call works on a shard that was handed to it: it must end before its time-out of 50 s.
 */
const SHARE_TIME: Duration = 35 * SECOND;

/**
 * How long it does if nobody else handles shards: the next tick must not wait, and begins with the
 * oldest again.
 */
const OWN_TIME: Duration = SECOND;

/** How long a call that others need not wait for goes on judging objectives. */
const JUDGING_TIME: Duration = 10 * SECOND;

/** How often a clock without a queue, which ticks each second, records that it did. */
const NOTE_OWN: Duration = 10 * SECOND;

/**
 * Finds due items and passes them on, and applies a new config to open incidents; at the beginning
 * of a minute it also sends the minute's later ticks. If more is due than one tick handles, it
 * hands shards to parallel calls, and for what becomes due before the next tick it asks for looks.
 * Failures are reported to the caller.
 */
export function createClockHandler(
  { ports, config, clock, log, measure }: Runtime,
  { ticks, standby = 0, own }: Partial<ClockDependencies> = {},
): ClockHandler {
  // On one machine a record costs little, and only its owner keeps the clock right.
  const noteEvery = ticks === undefined ? NOTE_OWN : MINUTE;
  const handle = tickWithClockCheck(ports, config, { standby, noteEvery });
  const lookNow = look(ports, config);
  const takeAll = takeShards(ports, config, { standby, clock, ticks });
  const follow = applyConfigChange(ports, config, own);
  const tell = orLogged(log, 'notices of turns wait', tellOfTurns(ports, config, own?.place));
  const sweepNow = loggedSweep({ log, measure }, sweepByTheClock(ports, config));
  const fail = (message: string) => (error: unknown) => {
    throw loggedFailure(log, message, error);
  };
  const foresees = ticks && { foreseen: orLogged(log, 'looks could not be asked for', ticks.look) };
  const note = loggedTick(log);

  async function handOn(shares: readonly DueShard[], until: Instant): Promise<void> {
    if (ticks !== undefined) {
      return ticks.share(shares);
    }
    const all = await Promise.all(shares.map((share) => takeAll(share, until)));
    note.failures(sumReports(all).failures.length);
  }

  return async (event) => {
    const until = clock() + OWN_TIME;
    const crowded = (shares: readonly DueShard[]) => handOn(shares, until);
    const asked = tickMessageOf(event, ports.formats.tick);
    const part =
      (asked.share && takeAll(asked.share, clock() + SHARE_TIME).catch(fail('a share failed'))) ??
      (asked.look && lookNow(asked.look, clock(), { crowded }).catch(fail('a look failed')));
    if (part !== undefined) {
      const report = await part;
      note.failures(report.failures.length);
      return report;
    }
    // Each is done whatever happens to the other. Only the call of the minute sends ticks; a tick
    // sends none.
    const [ticked, followed, sent] = await Promise.allSettled([
      handle(clock(), { crowded, ...foresees }).catch(fail('a tick failed')),
      follow(clock()).catch(fail('a new config could not be acted on')),
      isMinute(event) && ticks?.sendAfter(LATER_TICKS).catch(fail('ticks could not be sent')),
      standby === 0 && sweepNow(clock()),
    ]);
    if (ticked.status === 'rejected') {
      throw ticked.reason;
    }
    note.clock(ticked.value.wentBack);
    const { judged, ...report } = ticked.value;
    note.failures(report.failures.length);
    await loggedJudging(log, judged, ticks === undefined ? OWN_TIME : JUDGING_TIME);
    if (standby === 0) {
      await tell(clock());
    }
    if (followed.status === 'rejected') {
      throw followed.reason;
    }
    if (followed.value > 0) {
      log({ level: 'info', message: 'a new config is acted on', incidents: followed.value });
    }
    if (sent.status === 'rejected') {
      throw sent.reason;
    }
    return report;
  };
}
