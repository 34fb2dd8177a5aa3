import { type StoredKind, unchanged } from './kind.ts';
import { number, object, text } from './shape.ts';

/** How many turns of a step have been taken, by whatever incidents. */
export interface Turns {
  /** Names the step. */
  readonly of: string;
  readonly taken: number;
  readonly version: number;
}

/** The turns of a step. */
export const TURNS: StoredKind<Turns> = {
  name: 'Turns of a step',
  version: 1,
  oldestReader: 0,
  labelledBy: 'version',
  idOf: ({ of }) => of,
  upcasters: [unchanged],
  shape: object<Turns>({ of: text, taken: number, version: number }),
};
