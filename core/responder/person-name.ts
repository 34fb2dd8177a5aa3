import { own } from '../collections/own.ts';
import type { Person } from './person.ts';

/** What people are called, by their ids. */
export interface Named {
  readonly people: Readonly<Record<string, Pick<Person, 'name'>>>;
}

/** Returns the name of a person; whoever is not in the config has their id alone. */
export function personName({ people }: Named, id: string): string {
  return own(people, id)?.name ?? id;
}
