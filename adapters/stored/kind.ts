import type { ShapeOf } from './shape.ts';

/**
 * Converts a document of one version to the next. It also gets documents of the next version that
 * an older writer has changed since: unknown keys were kept, while known ones may contradict them
 * by now. What the older writer could change takes precedence.
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
  /** Its name at the beginning of a sentence. */
  readonly name: string;
  /** The version of the shape that this code writes: there is one upcaster for each. */
  readonly version: number;
  /** The oldest version whose code can read what this code writes. */
  readonly oldestReader: number;
  readonly shape: ShapeOf<Stored>;
  readonly upcasters: readonly Upcaster[];
  /**
   * How a label is matched with the contents beside it: by the document's own version, by its
   * contents if it has none, or not at all if it is written only once.
   */
  readonly labelledBy: 'version' | 'contents' | 'nothing';
  /** Whether most of what is read of it has not changed since it was read before. */
  readonly isRereadUnchanged?: true;
  readonly toStored?: (state: State) => Stored;
  readonly fromStored?: (stored: Stored) => State;
  /** The id that distinguishes it from others of its kind. */
  readonly idOf: (document: State | Stored) => string;
  /** The id for logs, if the id itself may name a patient. */
  readonly idInWords?: (id: string) => string;
}

/** An upcaster for versions that only add optional keys. */
export const unchanged: Upcaster = (document) => document;
