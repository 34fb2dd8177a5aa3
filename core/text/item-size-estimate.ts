import { byteLength } from './bytes.ts';

/** The compressed size of a byte of incompressible JSON, of letters, digits and punctuation. */
export const NEW_BYTE = 0.85;

/** The compressed size of a text that the item contains already, in bytes. */
export const REPEATED = 1.5;

/** The texts of one item, to estimate its size: repeated texts take next to nothing. */
export class ItemSizeEstimate {
  readonly #seen = new Set<string>();

  /** Returns their size in addition to the others, in bytes as compressed. */
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
