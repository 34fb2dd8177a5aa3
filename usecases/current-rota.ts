import type { Override } from '#core/oncall/schedule.ts';
import type { Config } from '#core/team/config.ts';
import { withAbsences } from '#core/team/with-absences.ts';
import type { Ports } from './ports.ts';

/** The schedules as people have changed them by now. */
export interface Rota {
  /** The config, whose schedules know who is away. */
  readonly config: Config;
  readonly overrides: readonly Override[];
}

/** Reads what people have changed of the schedules. */
export async function currentRota(
  { controls }: Pick<Ports, 'controls'>,
  config: Config,
): Promise<Rota> {
  const [overrides, absences] = await Promise.all([controls.overrides(), controls.absences()]);
  return { config: withAbsences(config, absences), overrides };
}
