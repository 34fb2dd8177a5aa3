import { Temporal } from 'temporal-polyfill';
import type { Layer, Override, Schedule } from '#core/oncall/schedule.ts';
import type { Instant } from '#core/time/instant.ts';

/** Returns a schedule of these layers; Stockholm where nothing else is said. */
export function aSchedule(
  layers: readonly Partial<Layer>[],
  timeZone = 'Europe/Stockholm',
): Schedule {
  return { id: 'icu', timeZone, layers: layers.map(aLayer) };
}

/** Returns a layer of Ann, Bo and Cy, a day each from 07:00 on Monday 5 January 2026. */
function aLayer(layer: Partial<Layer>, index: number): Layer {
  return {
    name: `layer ${index + 1}`,
    people: ['ann', 'bo', 'cy'],
    shift: { days: 1 },
    start: '2026-01-05T07:00',
    restrictions: [],
    ...layer,
  };
}

export function anOverride(override: Partial<Override>): Override {
  return {
    id: 'o1',
    schedule: 'icu',
    person: 'dag',
    from: 0,
    to: 0,
    createdBy: 'dag',
    createdAt: 0,
    ...override,
  };
}

/** Returns a moment, written with its offset or `Z`. */
export function moment(text: string): Instant {
  return Temporal.Instant.from(text).epochMilliseconds;
}

/**
 * Returns a moment as the clocks of a zone show it, with the offset: `2026-03-29T07:00:00+02:00`.
 */
export function local(at: Instant, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never' });
}
