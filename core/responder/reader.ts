import { own } from '../collections/own.ts';
import type { Instant } from '../time/instant.ts';
import { zonedTime } from '../time/zoned-time.ts';
import type { Person } from './person.ts';

/** What words for a reader rest on: what people are called, and how moments are written. */
export interface Reader {
  readonly nameOf: (person: string) => string;
  readonly timeOf: (at: Instant) => string;
}

/** Calls people by their ids. */
export const BY_ID: Pick<Reader, 'nameOf'> = { nameOf: (person) => person };

/** Somebody who reads in `timeZone`, or else in the config's. */
export function readerOf(
  {
    people,
    timeZone: usual,
  }: {
    readonly people: Readonly<Record<string, Pick<Person, 'name'>>>;
    readonly timeZone: string;
  },
  timeZone = usual,
): Reader {
  return {
    nameOf: (person) => own(people, person)?.name ?? person,
    timeOf: (at) => zonedTime(at, timeZone),
  };
}
