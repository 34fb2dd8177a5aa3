import { byteLength } from './bytes.ts';

/** What a byte of JSON takes that no compression sees through, in letters, digits and signs. */
export const NEW_BYTE = 0.85;

/** What a text takes that stands in the item already, in bytes. */
export const REPEATED = 1.5;

/** The texts of one item, to estimate its size: what stands there twice takes next to nothing. */
export class ItemSizeEstimate {
  readonly #seen = new Set<string>();

  /** What they take where the others stand already, in bytes as compressed. */
  add(texts: readonly string[]): number {
    let weight = 0;
    for (const text of texts) {
      if (text === '') {
        continue;
      }
      weight += REPEATED;
      if (this.#seen.has(text)) {
        continue;
      }
      this.#seen.add(text);
      weight += NEW_BYTE * byteLength(text);
    }
    return weight;
  }
}
