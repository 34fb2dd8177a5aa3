import { maintenanceWindow } from '../schema/maintenance-window.ts';
import { endlessWindow } from '../window-times.ts';
import { type Made, type Named, placed } from './draft.ts';
import { Ids } from './ids.ts';
import type { MadeServices } from './services.ts';
import { type OldWindow, refusal } from './system.ts';

/** There a time interval ends by the clock. */
const REAL_TIME =
  'it lasts in real time: where clocks go forward within it, it ends an hour later by the clock';

/** Makes windows that recur, of those that a config takes, each for alerts of one service. */
export function madeWindows(old: readonly OldWindow[], services: MadeServices): Made<Named> {
  const ids = new Ids('window');
  const made = old.map(({ name, service, where, cron, duration, timeZone }) => {
    const owner = services.idOf(service);
    const value = {
      where: [...(owner === undefined ? [] : [`service="${owner}"`]), ...where],
      cron,
      duration,
      time_zone: timeZone,
    };
    const read = maintenanceWindow.safeParse(value);
    const first = read.success ? endlessWindow(read.data, timeZone) : read.error.issues[0];
    if (owner === undefined || first !== undefined) {
      const why = first?.message ?? 'its service does not carry over';
      return { parts: [], entry: refusal('time interval', name, why) };
    }
    const id = ids.idFor(name);
    const notes = timeZone === 'UTC' ? [] : [REAL_TIME];
    const entry = placed({ kind: 'time interval', name, notes }, `maintenance_windows.${id}`);
    return { parts: [[id, { value, comments: notes }] as const], entry };
  });
  return { parts: made.flatMap(({ parts }) => parts), entries: made.map(({ entry }) => entry) };
}
