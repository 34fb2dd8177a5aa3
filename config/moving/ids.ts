import { RESERVED_PREFIX } from '#core/alert/reserved-prefix.ts';
import { oneLine } from '#core/text/one-line.ts';
import { slugOf } from '../schema/names.ts';

/** The longest name that stands in a config for people to read, and the longest id. */
const LONGEST_LABEL = 60;
const LONGEST_ID = 48;

/** Gives ids to what has names: each once, in the order in which they are asked for. */
export class Ids {
  readonly #taken = new Set<string>();
  readonly #usual: string;

  /** @param usual what is called so that no id can be made of its name */
  constructor(usual: string) {
    this.#usual = usual;
  }

  idFor(name: string): string {
    const slug = slugOf(oneLine(name).slice(0, LONGEST_ID)) ?? this.#usual;
    const base = slug.startsWith(RESERVED_PREFIX) ? `our-${slug}` : slug;
    for (let n = 1; ; n++) {
      const tail = n === 1 ? '' : `-${n}`;
      const id = `${base.slice(0, LONGEST_ID - tail.length).replace(/[-_]+$/u, '')}${tail}`;
      if (!this.#taken.has(id)) {
        this.#taken.add(id);
        return id;
      }
    }
  }
}

/** Returns a name as a config takes it: one line, cut where it is long; `usual` if it is empty. */
export function labelOf(name: string, usual: string): string {
  const line = oneLine(name).trim() || usual;
  return line.length > LONGEST_LABEL ? `${line.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : line;
}
