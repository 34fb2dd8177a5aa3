import { isRecord } from './shape.ts';

/** The key of a document under which its label stands. No shape has a key of that name. */
export const LABEL = 'shape';

/** What a document says of its own shape. */
export interface ShapeLabel {
  /** The version of the shape that its writer has written. */
  readonly version: number;
  /** The oldest version whose code can read it. */
  readonly oldestReader: number;
  /**
   * Names the contents that the label was written with. Code of before there were labels copies one
   * along with what it does not know, and writes other contents beside it.
   */
  readonly of?: number;
  /** The latest version of which the writer has kept keys that it does not know itself. */
  readonly keeps?: number;
}

/** Documents of before there were labels, as 0.1.0 writes them. */
export const UNLABELLED: ShapeLabel = { version: 0, oldestReader: 0 };

/** The label that stands in a document; undefined if none does. */
export function labelIn(value: unknown): ShapeLabel | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  const { version, oldestReader, of, keeps } = value;
  if (typeof version !== 'number' || typeof oldestReader !== 'number') {
    return undefined;
  }
  return {
    version,
    oldestReader,
    ...(typeof of === 'number' && { of }),
    ...(typeof keeps === 'number' && { keeps }),
  };
}
