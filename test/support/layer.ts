import type { Layer } from '#core/oncall/schedule.ts';

/** A layer of whole days from 07:00 on, unless it is to be another. */
export function layer(people: Layer['people'], more: Partial<Layer> = {}): Layer {
  return {
    name: 'days',
    people,
    shift: { days: 1 },
    start: '2026-10-01T07:00',
    restrictions: [],
    ...more,
  };
}
