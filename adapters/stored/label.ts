import { isRecord } from './shape.ts';

/** The key of a document that holds its label. No shape has a key of that name. */
export const LABEL = 'shape';

/** The label of a document, which describes its shape. */
export interface ShapeLabel {
  /** The version of the shape that its writer has written. */
  readonly version: number;
  /** The oldest version whose code can read it. */
  readonly oldestReader: number;
  /**
   * Identifies the contents that the label was written with. Code without labels copies a label
   * along with other unknown keys, and writes other contents beside it.
   */
  readonly of?: number;
  /** The latest version whose keys the writer has kept without knowing them. */
  readonly keeps?: number;
}

/** Documents without labels, as 0.1.0 writes them. */
export const UNLABELLED: ShapeLabel = { version: 0, oldestReader: 0 };

/** Returns the label of a document; undefined if it has none. */
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
