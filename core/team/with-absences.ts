import type { Absence } from '../oncall/absence.ts';
import type { Config } from './config.ts';

/** Returns a config whose schedules know who is away. */
export function withAbsences<Part extends Pick<Config, 'schedules'>>(
  config: Part,
  absences: readonly Absence[],
): Part {
  if (absences.length === 0) {
    return config;
  }
  const schedules = Object.entries(config.schedules).map(([id, schedule]) => [
    id,
    { ...schedule, absences },
  ]);
  return { ...config, schedules: Object.fromEntries(schedules) };
}
