import type { ShapeOf } from './shape.ts';

/**
 * Makes of a document of one version one of the next. It also meets documents of the next version
 * that an older writer has changed since: it has kept what it did not know, and what it knows may
 * say something else by now. What the older writer could change goes first.
 */
export type Upcaster = (document: Readonly<Record<string, unknown>>) => object;

/**
 * A kind of document that is stored or sent, in the shape of today. `Stored` is what lies there
 * where that differs from `State`, with which the product works: it then has also what the version
 * before needs to read.
 *
 * What may change, and how (docs/stored-shapes.md): a new key is `optional`. A key that goes, or
 * means something else, is written for one more minor version beside what takes its place
 * (`toStored`), and left out when read (`fromStored`). Each change raises `version` and adds an
 * upcaster.
 */
export interface StoredKind<State, Stored = State> {
  /** What it is called at the beginning of a sentence. */
  readonly name: string;
  /** The version of the shape that this code writes: as many upcasters lead to it. */
  readonly version: number;
  /** The oldest version whose code can read what this code writes. */
  readonly oldestReader: number;
  readonly shape: ShapeOf<Stored>;
  readonly upcasters: readonly Upcaster[];
  /**
   * By what a label is known to be that of the contents beside it: the document's own version, its
   * contents where it has none, or nothing where it is written only once.
   */
  readonly labelledBy: 'version' | 'contents' | 'nothing';
  readonly toStored?: (state: State) => Stored;
  readonly fromStored?: (stored: Stored) => State;
  /** What tells it from others of its kind. */
  readonly idOf: (document: State | Stored) => string;
  /** The id as it may be logged, where it may name a patient as it is. */
  readonly idInWords?: (id: string) => string;
}

/** An upcaster where all that is new is optional. */
export const unchanged: Upcaster = (document) => document;
