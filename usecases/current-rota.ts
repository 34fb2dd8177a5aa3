import { turnsBetween } from '#core/escalation/turns-between.ts';
import { overridesOf } from '#core/oncall/exchange.ts';
import type { Override } from '#core/oncall/schedule.ts';
import type { HeldTurns } from '#core/report/kept-duty.ts';
import type { Config } from '#core/team/config.ts';
import type { Rota } from '#core/team/rota-effect.ts';
import { withAbsences } from '#core/team/with-absences.ts';
import type { Interval } from '#core/time/interval.ts';
import type { Ports } from './ports.ts';

/** Reads what people have changed of the schedules. */
export async function currentRota(
  { controls }: Pick<Ports, 'controls'>,
  config: Config,
): Promise<Rota> {
  const [overrides, absences] = await Promise.all([
    standingOverrides(controls),
    controls.absences(),
  ]);
  return { config: withAbsences(config, absences), overrides };
}

/** Reads all overrides that count: those that people set, and those of exchanges. */
export async function standingOverrides(
  controls: Pick<Ports['controls'], 'overrides' | 'exchanges'>,
): Promise<readonly Override[]> {
  const [overrides, exchanges] = await Promise.all([controls.overrides(), controls.exchanges()]);
  return [...overrides, ...exchanges.flatMap(overridesOf)];
}

/** Returns the turns of each schedule within a window. */
export function heldBetween({ config, overrides }: Rota, window: Interval): readonly HeldTurns[] {
  return Object.values(config.schedules).map((schedule) => [
    schedule.id,
    turnsBetween(schedule, overrides, config, window),
  ]);
}
