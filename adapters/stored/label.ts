import type { Mutable } from './mutable.ts';
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

/** The JSON of a document without its label, which may then be beside it. */
interface Unlabelled {
  readonly json: string;
  readonly beside?: ShapeLabel;
}

const BEFORE_LABEL = `,"${LABEL}":`;

/** A label as `JSON.stringify` writes it, with the end of its document. */
const LAST = /^\{"version":(\d+),"oldestReader":(\d+)(?:,"of":(\d+))?(?:,"keeps":(\d+))?\}\}$/;

/**
 * Takes the label off the end of a document's JSON, where this code writes it, since that costs
 * less than to parse it and to delete it from an object. Elsewhere, or in other words, it is left
 * where it is. A quote within a text has a backslash before it: what is found is a key.
 */
export function withoutLastLabel(json: string): Unlabelled {
  const start = json.lastIndexOf(BEFORE_LABEL);
  const [found, version, oldestReader, of, keeps] =
    (start > 0 && LAST.exec(json.slice(start + BEFORE_LABEL.length))) || NOT_LAST;
  if (found === undefined) {
    return { json };
  }
  const beside: Mutable<ShapeLabel> = {
    version: Number(version),
    oldestReader: Number(oldestReader),
  };
  if (of !== undefined) {
    beside.of = Number(of);
  }
  if (keeps !== undefined) {
    beside.keeps = Number(keeps);
  }
  return { json: `${json.slice(0, start)}}`, beside };
}

const NOT_LAST: readonly undefined[] = [];
