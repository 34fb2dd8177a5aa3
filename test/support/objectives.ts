import type { Objective } from '#core/objective/objective.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import { MINUTE } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import { anObjective, at } from '../core/objective/oracle.ts';
import { hospital } from './config.ts';
import type { World } from './world.ts';

/** The small hospital without rules, and with an objective that `icu` is to keep, who is anna. */
export function withObjective(more: Partial<Objective> = {}, config: Partial<Config> = {}): Config {
  const objectives = [anObjective({ service: 'icu', ...more })];
  return hospital({ rules: [], config: { objectives, ...config } });
}

export const GOOD = 120;
export const BAD = 900;

/** A sample of the objective, of now. */
export function measured(world: Pick<World, 'now'>, value: number, subject = 'ehr'): Sample {
  return at(world.now(), value, subject);
}

/** Posts a sample at the beginning of each minute, and lets the minute pass. */
export async function minutes<P extends Ports>(
  world: Pick<World<P>, 'now' | 'post' | 'pass'>,
  count: number,
  value: number,
  ...subjects: readonly string[]
): Promise<void> {
  for (let minute = 0; minute < count; minute++) {
    const of = subjects.length === 0 ? ['ehr'] : subjects;
    await world.post(...of.map((subject) => measured(world, value, subject)));
    await world.pass(MINUTE);
  }
}
