import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import { createClockMonitor } from './clock-monitor.ts';
import { judgeObjectives } from './judge-objectives.ts';
import { keepReports } from './keep-reports.ts';
import type { Ports } from './ports.ts';
import { rebaseControls } from './rebase-controls.ts';
import { type HandOn, type TickPorts, type TickReport, tick } from './tick.ts';

/**
 * The report of a tick, and how far the clock had gone back since the one before; 0 if it had not.
 */
export interface CheckedTickReport extends TickReport {
  readonly wentBack: Duration;
  /**
   * It begins when the tick has done its own work, and the next tick need not wait for it: what it
   * reads has no bound, and no page is to be late for it.
   */
  readonly judged: Promise<Judged>;
}

/** What could not be done beside a tick: the reasons why. */
interface Judged {
  /** Objectives could not be judged. */
  readonly unjudged: readonly unknown[];
  /** What reports are made of could not be kept. */
  readonly unkept: readonly unknown[];
}

/**
 * Ticks with a clock that may have gone back. Waiting items are found by their due time, and would
 * not be found until the clock has caught up. After the clock went back, one tick therefore
 * reconciles everything that waits and rebases it. A crash in between repeats that. Objectives are
 * judged after that, and what reports are made of is kept.
 */
export function tickWithClockCheck(
  ports: TickPorts & Pick<Ports, 'controls' | 'tallies'>,
  config: Config,
  { standby = 0, noteEvery = MINUTE }: { standby?: Duration; noteEvery?: Duration } = {},
) {
  const look = tick(ports, config, standby);
  const judge = judgeObjectives(ports, config, standby);
  const keep = keepReports(ports, config);
  const clock = createClockMonitor(ports, noteEvery);
  return async (now: Instant, handOn?: HandOn): Promise<CheckedTickReport> => {
    const wentBack = await clock.wentBack(now);
    const step = wentBack === 0 ? undefined : { by: wentBack, at: now };
    if (step !== undefined) {
      await rebaseControls(ports.controls, step, now);
    }
    const report = await look(now, handOn, step);
    await clock.ticked(now);
    // A standby keeps what the clock that acts has left.
    const kept = keep(now - standby);
    const judged = judge(now).then(async (unjudged) => ({ unjudged, unkept: await kept }));
    return { ...report, wentBack, judged };
  };
}
