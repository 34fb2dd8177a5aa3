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
import { linePlaces, type Place } from './line-places.ts';
import type { Path, Problem } from './problem.ts';

/** A YAML file read into plain data, which still knows where each piece of it stands. */
export interface Source {
  readonly data: unknown;
  /** Syntax errors, keys given twice, and what else YAML itself finds wrong. */
  readonly problems: readonly Problem[];
  /** Whether the data is trustworthy enough to look for further mistakes in it. */
  readonly sound: boolean;
  /**
   * A problem at the value, or at the key, that the path leads to; at what encloses it where there
   * is no such thing.
   */
  problemAt(path: Path, part: 'key' | 'value', message: string, hint?: string): Problem;
}

const STUMBLES_TOLD = 3;

/** Reads the text of a file. Never throws. */
export function readSource(text: string, file: string): Source {
  // The library compares each key with every other of its mapping; here it is done in one pass.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const placeOf = linePlaces(text);
  const at = (offset: number, path: Path, message: string, hint?: string): Problem => {
    const place = { file, ...placeOf(offset), path };
    return { ...place, message, ...(hint === undefined ? {} : { hint }) };
  };
  const complaints = worthTelling([...document.errors, ...document.warnings], placeOf);
  const problems = complaints.map((error) => at(error.pos[0], [], ...inWords(error)));
  const readable = complaints.length === 0;
  const { impossible, repeated } = readable ? readKeys(document) : NO_KEYS;
  for (const { offset, key } of impossible) problems.push(at(offset, [], `${key} cannot be a key`));
  for (const { offset, key } of repeated)
    problems.push(at(offset, [], `the key "${key}" is given twice`, REMEDY));
  const wellFormed = readable && impossible.length === 0;
  const { data, reason } = wellFormed ? toData(document) : { data: undefined };
  if (reason !== undefined) problems.push(at(firstAlias(document), [], reason));
  const offsetOf = offsets(document);
  return {
    data,
    problems,
    sound: wellFormed && reason === undefined,
    problemAt: (path, part, message, hint) => at(offsetOf(path, part), path, message, hint),
  };
}

const REMEDY = 'only one can count: join or remove them';

/** One slip makes the parser stumble several times on its line, and often over all that follows. */
function worthTelling(
  errors: readonly YAMLError[],
  placeOf: (offset: number) => Place,
): readonly YAMLError[] {
  const firsts = new Map<number, YAMLError>();
  for (const error of errors) {
    const { line } = placeOf(error.pos[0]);
    if (!firsts.has(line)) firsts.set(line, error);
  }
  return [...firsts.values()].slice(0, STUMBLES_TOLD);
}

interface Keys {
  /** Keys that can be none: JavaScript would take `__proto__` for something else and lose it. */
  readonly impossible: readonly WrittenKey[];
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
  const impossible: WrittenKey[] = [];
  const repeated: WrittenKey[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (isScalar(key) && typeof key.value !== 'string') key.value = key.source ?? '';
        const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
        const text = isScalar(key) ? String(key.value) : undefined;
        if (text === undefined || text === '__proto__')
          impossible.push({ offset, key: text ?? 'this' });
        else if (seen.has(text)) repeated.push({ offset, key: text });
        else seen.add(text);
      }
    },
  });
  return { impossible, repeated };
}

function inWords(error: YAMLError): [string, string?] {
  const words = error.message.replace(/\s+/gu, ' ');
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return ['a tab is used to indent', 'YAML is indented with spaces only'];
    case 'MULTIPLE_DOCS':
      return ['the file holds more than one document', 'remove the line ---, or split the file'];
    default:
      return /call stack/u.test(words) ? TOO_DEEP : [`not valid YAML: ${words}`];
  }
}

const TOO_DEEP: [string, string] = [
  'lists or mappings stand in each other a thousandfold',
  'is it the right file? No config needs more than ten levels',
];

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

/** Where the value, or the key, stands that a path leads to. */
function offsets(document: Document): (path: Path, part: 'key' | 'value') => number {
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
  return (path, part) => {
    let node: Node | null | undefined = document.contents;
    let key: Node | undefined;
    for (const segment of path) {
      if (isAlias(node)) node = node.resolve(document);
      if (isMap<Node, Node>(node)) {
        const pair = pairAt(node, segment);
        if (pair === undefined) break;
        key = pair.key;
        node = pair.value;
      } else if (isSeq<Node>(node)) {
        const item: Node | undefined = node.items[Number(segment)];
        if (item === undefined) break;
        key = item;
        node = item;
      } else break;
    }
    const value = node && !isEmpty(node) ? node : key;
    return (part === 'key' ? key : value)?.range?.[0] ?? 0;
  };
}

type MapItem = Pair<Node, Node | null>;

/** `wait:` with nothing after it has a value, but no place of its own. */
function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && !node.source;
}
