import { idFrom } from '#http/fhir-reference.ts';
import type { JsonObject } from '#http/json-object.ts';
import type { Entry } from './entry.ts';

/**
 * An Observation sent with If-None-Exist that this instance has taken before, with the same values.
 */
export interface Known {
  readonly kind: 'known';
  readonly id: string;
  /** The resource as it was sent this time. */
  readonly resource: JsonObject;
}

/** How many Observations an instance remembers: about 200 bytes each. */
const MOST = 10_000;

/**
 * Remembers what was taken with If-None-Exist, so that a repeat is answered as known. This is a
 * courtesy of the instance and no guarantee: evaluating a repeat again changes nothing. An
 * Observation with other values, or another status, is no repeat.
 */
export function createConditionalCreateCache(): {
  withoutKnown(entry: Entry): Entry | Known;
  add(entry: Entry | Known): void;
} {
  const seen = new Set<string>();
  return {
    withoutKnown: (entry) =>
      entry.kind === 'observation' && entry.onlyOnce && seen.has(keyOf(entry))
        ? { kind: 'known', id: entry.id, resource: entry.resource }
        : entry,
    add(entry) {
      if (entry.kind !== 'observation' || !entry.onlyOnce) {
        return;
      }
      seen.add(keyOf(entry));
      const [oldest] = seen;
      if (seen.size > MOST && oldest !== undefined) {
        seen.delete(oldest);
      }
    },
  };
}

function keyOf({ id, samples }: Entry & { readonly kind: 'observation' }): string {
  return `${id} ${idFrom(JSON.stringify(samples))}`;
}
