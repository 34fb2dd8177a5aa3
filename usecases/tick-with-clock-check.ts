import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import { createClockMonitor } from './clock-monitor.ts';
import type { DueShard, Ports } from './ports.ts';
import { rebaseControls } from './rebase-controls.ts';
import { type TickPorts, type TickReport, tick } from './tick.ts';

/**
 * What a tick found, and how far the clock had gone back since the one before; 0 where it had not.
 */
export interface CheckedTickReport extends TickReport {
  readonly wentBack: Duration;
}

/**
 * A tick of a clock that may have gone back. What waits is found by when it is due, and would not
 * be found before the clock has come there again: after it went back, one tick looks at everything
 * that waits, which moves with the clock. A crash in between repeats that.
 */
export function tickWithClockCheck(
  ports: TickPorts & Pick<Ports, 'controls'>,
  config: Config,
  { standby = 0, noteEvery = MINUTE }: { standby?: Duration; noteEvery?: Duration } = {},
) {
  const look = tick(ports, config, standby);
  const clock = createClockMonitor(ports, noteEvery);
  return async (
    now: Instant,
    crowded?: (shares: readonly DueShard[]) => Promise<void>,
  ): Promise<CheckedTickReport> => {
    const wentBack = await clock.wentBack(now);
    const step = wentBack === 0 ? undefined : { by: wentBack, at: now };
    if (step !== undefined) {
      await rebaseControls(ports.controls, step, now);
    }
    const report = await look(now, crowded, step);
    await clock.ticked(now);
    return { ...report, wentBack };
  };
}
