import type { SeriesState } from './subject.ts';

/**
 * What an item holds, in characters of labels and a flat share for each entry: chosen so that even labels that do not compress, remembered
 * once and waiting once in the outbox, stay below DynamoDB's 400 KB. The last third is kept for what fires.
 */
const ROOM = 120_000;
const ROOM_FOR_QUIET = 80_000;
const ENTRY = 100;

/** How much of the room an entry takes. */
export function weightOf(entry: SeriesState): number {
  let weight = ENTRY;
  for (const name in entry.labels) weight += name.length + (entry.labels[name]?.length ?? 0);
  return weight;
}

/** Whether one more entry may be remembered beside others of a weight. */
export function hasRoom(weight: number, entry: SeriesState): boolean {
  return weight + weightOf(entry) <= (entry.phase === 'firing' ? ROOM : ROOM_FOR_QUIET);
}
