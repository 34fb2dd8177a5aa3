import type { Instant } from '../time/instant.ts';
import { zonedTime } from '../time/zoned-time.ts';
import { type Named, personName } from './person-name.ts';

/** What words for a reader rest on: what people are called, and how moments are written. */
export interface Reader {
  readonly nameOf: (person: string) => string;
  readonly timeOf: (at: Instant) => string;
}

/** Calls people by their ids. */
export const BY_ID: Pick<Reader, 'nameOf'> = { nameOf: (person) => person };

/** Somebody who reads in `timeZone`, or else in the config's. */
export function readerOf(
  config: Named & { readonly timeZone: string },
  timeZone = config.timeZone,
): Reader {
  return {
    nameOf: (person) => personName(config, person),
    timeOf: (at) => zonedTime(at, timeZone),
  };
}
