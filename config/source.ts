import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { type Position, positionLocator } from './position-locator.ts';
import type { Path, Problem } from './problem.ts';
import { yamlError } from './yaml-error.ts';

/** A YAML file parsed into plain data, with the position of each piece. */
export interface Source {
  readonly data: unknown;
  /** Syntax errors, duplicate keys, and what else YAML itself finds wrong. */
  readonly problems: readonly Problem[];
  /** Whether the data is reliable enough to look for further mistakes in it. */
  readonly sound: boolean;
  /**
   * Makes a problem at the value, or at the key, that the path leads to; at its parent if it does
   * not exist.
   */
  problemAt(path: Path, part: 'key' | 'value', message: string, hint?: string): Problem;
  /** Returns the scalar that the path leads to as it is written; empty if there is none. */
  writtenAt(path: Path): string;
}

const STUMBLES_TOLD = 3;

/** Reads the text of a file. Never throws. */
export function readSource(text: string, file: string): Source {
  // The library compares each key with every other of its mapping; here it is done in one pass.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const placeOf = positionLocator(text);
  const at = (offset: number, path: Path, message: string, hint?: string): Problem => {
    const place = { file, ...placeOf(offset), path };
    return { ...place, message, ...(hint !== undefined && { hint }) };
  };
  const complaints = worthTelling([...document.errors, ...document.warnings], placeOf);
  const problems = complaints.map((error) => {
    const { message, hint } = yamlError(error, text);
    return at(error.pos[0], [], message, hint);
  });
  const readable = complaints.length === 0;
  const { impossible, repeated } = readable ? readKeys(document) : NO_KEYS;
  for (const { offset, key } of impossible) {
    problems.push(at(offset, [], `${key ?? 'this'} cannot be a key`, key ? undefined : BRACES));
  }
  for (const { offset, key } of repeated) {
    problems.push(at(offset, [], `the key "${key}" is given twice`, REMEDY));
  }
  const wellFormed = readable && impossible.length === 0;
  const { data, reason } = wellFormed ? toData(document) : { data: undefined };
  if (reason !== undefined) {
    problems.push(at(firstAlias(document), [], reason, ALIAS));
  }
  const nodeAt = nodesOf(document);
  const offsetOf = (path: Path, part: 'key' | 'value') => {
    const { key, value } = nodeAt(path);
    const shown = value && !isEmpty(value) ? value : key;
    return (part === 'key' ? key : shown)?.range?.[0] ?? 0;
  };
  return {
    data,
    problems,
    sound: wellFormed && reason === undefined,
    problemAt: (path, part, message, hint) => at(offsetOf(path, part), path, message, hint),
    writtenAt: (path) => {
      const { value } = nodeAt(path);
      return isScalar(value) ? (value.source ?? '') : '';
    },
  };
}

const ALIAS = 'a text that begins with * needs quotes; otherwise * repeats what & has named before';

const BRACES =
  'nothing is put in place of {{ … }}: write the value itself, in quotes if it begins with {';

const REMEDY = 'only one can count: join or remove them';

/** One slip makes the parser stumble several times on its line, and often over all that follows. */
function worthTelling(
  errors: readonly YAMLError[],
  placeOf: (offset: number) => Position,
): readonly YAMLError[] {
  const firsts = new Map<number, YAMLError>();
  for (const error of errors) {
    const { line } = placeOf(error.pos[0]);
    if (!firsts.has(line)) {
      firsts.set(line, error);
    }
  }
  const stumbles = [...firsts.values()];
  const last = stumbles.findIndex(({ code }) => UNSETTLING.has(code));
  return stumbles.slice(0, last < 0 ? STUMBLES_TOLD : Math.min(last + 1, STUMBLES_TOLD));
}

/** After these the parser does not know any more where it is. */
const UNSETTLING: ReadonlySet<string> = new Set([
  'BAD_INDENT',
  'BLOCK_AS_IMPLICIT_KEY',
  'MISSING_CHAR',
  'UNEXPECTED_TOKEN',
]);

interface Keys {
  /** Keys that can be none: JavaScript would take `__proto__` for something else and lose it. */
  readonly impossible: readonly (Pick<WrittenKey, 'offset'> & Partial<WrittenKey>)[];
  /** Those that stand in their mapping before. */
  readonly repeated: readonly WrittenKey[];
}

interface WrittenKey {
  readonly offset: number;
  readonly key: string;
}

const NO_KEYS: Keys = { impossible: [], repeated: [] };

/** Makes every key a text, as written: `7: Bed 7` has the key "7", and `007: …` the key "007". */
function readKeys(document: Document): Keys {
  const impossible: (Pick<WrittenKey, 'offset'> & Partial<WrittenKey>)[] = [];
  const repeated: WrittenKey[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (isScalar(key) && typeof key.value !== 'string') {
          key.value = key.source ?? '';
        }
        const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
        const text = isScalar(key) ? String(key.value) : undefined;
        if (text === undefined || text === '__proto__') {
          impossible.push({ offset, ...(text !== undefined && { key: text }) });
        } else if (seen.has(text)) {
          repeated.push({ offset, key: text });
        } else {
          seen.add(text);
        }
      }
    },
  });
  return { impossible, repeated };
}

/**
 * Aliases are resolved here, which is where an unknown one, or one that unfolds to far too much,
 * comes to light.
 */
function toData(document: Document): { data: unknown; reason?: string } {
  try {
    return { data: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    return { data: undefined, reason: `not valid YAML: ${String(error).replace(/^\w+: /u, '')}` };
  }
}

/** Where the unknown alias stands, or else the first of those that unfold to too much. */
function firstAlias(document: Document): number {
  const offsets: { unknown: boolean; offset: number }[] = [];
  visit(document, {
    Alias: (_, alias) => {
      const unknown = alias.resolve(document) === undefined;
      offsets.push({ unknown, offset: alias.range?.[0] ?? 0 });
    },
  });
  return (offsets.find(({ unknown }) => unknown) ?? offsets[0])?.offset ?? 0;
}

interface Found {
  readonly key: Node | undefined;
  readonly value: Node | null | undefined;
}

/** What a path leads to, or what encloses it where there is no such thing. */
function nodesOf(document: Document): (path: Path) => Found {
  const known = new WeakMap<YAMLMap, ReadonlyMap<unknown, MapItem>>();
  const pairAt = (map: YAMLMap<Node, Node | null>, name: unknown) => {
    let pairs = known.get(map);
    if (pairs === undefined) {
      const named = map.items.filter(({ key }) => isScalar(key));
      // Of a key given twice the last counts.
      pairs = new Map(named.map((pair) => [isScalar(pair.key) && pair.key.value, pair]));
      known.set(map, pairs);
    }
    return pairs.get(name);
  };
  return (path) => {
    let node: Node | null | undefined = document.contents;
    let key: Node | undefined;
    for (const segment of path) {
      if (isAlias(node)) {
        node = node.resolve(document);
      }
      if (isMap<Node, Node>(node)) {
        const pair = pairAt(node, segment);
        if (pair === undefined) {
          break;
        }
        key = pair.key;
        node = pair.value;
      } else if (isSeq<Node>(node)) {
        const item: Node | undefined = node.items[Number(segment)];
        if (item === undefined) {
          break;
        }
        key = item;
        node = item;
      } else {
        break;
      }
    }
    return { key, value: node };
  };
}

type MapItem = Pair<Node, Node | null>;

/** `wait:` with nothing after it has a value, but no place of its own. */
function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && !node.source;
}
