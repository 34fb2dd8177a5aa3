import { REPORT_PROGRESS, reportDayId } from '#core/evaluation/report-day/day.ts';
import { turnsKept } from '#core/report/kept-duty.ts';
import {
  progressed,
  type ReportProgress,
  type ReportStep,
  reportProgress,
} from '#core/report/kept-progress.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, type Duration, HOUR, type Instant, MINUTE, startOfDay } from '#core/time/instant.ts';
import { currentRota, heldBetween } from './current-rota.ts';
import {
  type ChangeReportDay,
  changesOfReportDays,
  type KeepPorts,
  keepReportDay,
  sentOn,
  settleReportDay,
  takeBackReportDays,
} from './keep-report-day.ts';
import type { Ports } from './ports.ts';
import { loadDays } from './report-days.ts';
import { TURNS_KNOWN } from './sweep-controls.ts';

type AllPorts = KeepPorts & Pick<Ports, 'controls'>;

/** How often it is asked what is to be kept. */
const EVERY: Duration = 10 * MINUTE;

/** A day is kept so long after its end, when whatever began on it can be found. */
const KEPT_AFTER: Duration = HOUR;

/** For so long a day waits for what becomes of its pages, which is known within minutes. */
const WAITS: Duration = DAY;

/**
 * Keeps what reports are made of: turns each hour, by the schedules as they are then, and once a
 * day the incidents and pages of the day that is over. Call the returned function with each tick.
 * It does nothing until ten minutes of the clock have begun since it was made, nor twice in them.
 *
 * All of it may be repeated, stopped anywhere, and done by several clocks at once: a day is made of
 * the record and saved where none is yet, what is pending leaves it in the write in which its row
 * comes, and how far days are kept is noted last. Returns the reason of a failure: what is left to
 * do is tried again ten minutes later.
 */
export function keepReports(ports: AllPorts, config: Config) {
  const keep = keepNow(ports, config);
  let last: number | undefined;
  return async (now: Instant): Promise<readonly unknown[]> => {
    const slot = Math.floor(now / EVERY);
    last ??= slot;
    if (slot === last) {
      return [];
    }
    last = slot;
    return keep(now).then(
      () => [],
      (reason: unknown) => [reason],
    );
  };
}

function keepNow(ports: AllPorts, config: Config) {
  const change = changesOfReportDays(ports, config);
  const keepTurns = turnsKeeping(ports, config, change);
  const keepDay = dayKeeping(ports, change);
  const takeBack = takeBackReportDays(ports, change);
  return async (now: Instant): Promise<void> => {
    const stored = (await loadDays(ports, [REPORT_PROGRESS])).get(REPORT_PROGRESS);
    const progress = reportProgress(stored, now);
    if (progress.until > now) {
      const today = startOfDay(now);
      await takeBack(today, progress.until, now);
      await change(REPORT_PROGRESS, (known) => known && { ...known, to: today }, now);
      return;
    }
    // Each is kept whatever becomes of the other: an item that cannot be read stays so.
    const [hours, days] = await Promise.allSettled([
      keepTurns(progress, now),
      keepDay(progress, now),
    ]);
    const [turns, day] = [doneOf(hours), doneOf(days)];
    if (stored === undefined || turns !== undefined || day !== undefined) {
      const done = { ...(turns !== undefined && { turns }), ...day };
      await change(REPORT_PROGRESS, (known) => progressed(known, done, now), now);
    }
    for (const one of [hours, days]) {
      if (one.status === 'rejected') {
        throw one.reason;
      }
    }
  };
}

function doneOf<Value>(settled: PromiseSettledResult<Value>): Value | undefined {
  return settled.status === 'fulfilled' ? settled.value : undefined;
}

/** Keeps turns until the last full hour; returns that, unless it was there already. */
function turnsKeeping(ports: AllPorts, config: Config, change: ChangeReportDay) {
  return async ({ turns }: ReportProgress, now: Instant): Promise<Instant | undefined> => {
    const to = Math.floor(now / HOUR) * HOUR;
    if (to <= turns) {
      return undefined;
    }
    const rota = await currentRota(ports, config);
    const from = Math.max(turns, now - TURNS_KNOWN);
    for (let day = startOfDay(from); day < to; day += DAY) {
      const window = { from: Math.max(from, day), to: Math.min(to, day + DAY) };
      const held = heldBetween(rota, window);
      await change(reportDayId('turns', day), (known) => turnsKept(known, window, held), now);
    }
    return to;
  };
}

/** Keeps the next day that is over, and what has settled of others; returns what it did. */
function dayKeeping(ports: KeepPorts, change: ChangeReportDay) {
  const keep = keepReportDay(ports, change);
  const settle = settleReportDay(ports, change);
  return async (
    { until: day, unsettled }: ReportProgress,
    now: Instant,
  ): Promise<ReportStep | undefined> => {
    const until = day + DAY;
    if (now < until + KEPT_AFTER) {
      return undefined;
    }
    const { sent, isKnown } = await sentOn(ports, day);
    if (!isKnown && now < until + KEPT_AFTER + WAITS) {
      return undefined;
    }
    const mayChange = await keep(day, sent, now);
    const settled: Instant[] = [];
    for (const one of unsettled) {
      if (await settle(one, now)) {
        settled.push(one);
      }
    }
    return { until, settled, unsettled: mayChange ? [day] : [] };
  };
}
