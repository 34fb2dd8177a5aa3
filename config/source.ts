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
} from 'yaml';
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
  const document = parseDocument(text, { prettyErrors: false });
  const at = (offset: number, path: Path, message: string, hint?: string): Problem => {
    const place = { file, ...placeOf(text, offset), path };
    return { ...place, message, ...(hint === undefined ? {} : { hint }) };
  };
  const complaints = worthTelling([...document.errors, ...document.warnings], text);
  const problems = complaints.map((error) => {
    const [message, hint] = inWords(error, text);
    return at(error.pos[0], [], message, hint);
  });
  const readable = complaints.every(isRepeatedKey);
  const badKeys = readable ? readKeys(document) : [];
  for (const { offset, message } of badKeys) problems.push(at(offset, [], message));
  const wellFormed = readable && badKeys.length === 0;
  const { data, reason } = wellFormed ? toData(document) : { data: undefined };
  if (reason !== undefined) problems.push(at(firstAlias(document), [], reason));
  return {
    data,
    problems,
    sound: wellFormed && reason === undefined,
    problemAt: (path, part, message, hint) =>
      at(offsetOf(document, path, part), path, message, hint),
  };
}

/** Counted here, since the line counter of `yaml` loses lines after some syntax errors. */
function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** One slip makes the parser stumble several times on its line, and often over all that follows. */
function worthTelling(errors: readonly YAMLError[], text: string): readonly YAMLError[] {
  const stumbles = errors.filter((error) => !isRepeatedKey(error));
  const lines = stumbles.map((error) => placeOf(text, error.pos[0]).line);
  const firsts = stumbles.filter((_, i) => lines.indexOf(lines[i] ?? 0) === i);
  return [...errors.filter(isRepeatedKey), ...firsts.slice(0, STUMBLES_TOLD)];
}

function isRepeatedKey(error: YAMLError): boolean {
  return error.code === 'DUPLICATE_KEY';
}

/**
 * Makes every key a text, as written: `7: Bed 7` has the key "7", and `007: …` the key "007".
 * Returns the keys that can be none: JavaScript would take `__proto__` for something else and lose
 * it.
 */
function readKeys(document: Document): readonly { offset: number; message: string }[] {
  const impossible: { offset: number; message: string }[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && typeof key.value !== 'string') key.value = key.source ?? '';
      if (isScalar(key) && key.value !== '__proto__') return;
      const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
      impossible.push({ offset, message: `${isScalar(key) ? key.value : 'this'} cannot be a key` });
    },
  });
  return impossible;
}

function inWords(error: YAMLError, text: string): [string, string?] {
  const words = error.message.replace(/\s+/gu, ' ');
  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const key = /^[^:\n]*/u.exec(text.slice(error.pos[0]))?.[0] ?? '';
      return [`the key "${key.trim()}" is given twice`, 'only one can count: join or remove them'];
    }
    case 'TAB_AS_INDENT':
      return ['a tab is used to indent', 'YAML is indented with spaces only'];
    case 'MULTIPLE_DOCS':
      return ['the file holds more than one document', 'remove the line ---, or split the file'];
    default:
      return [`not valid YAML: ${words}`];
  }
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

function offsetOf(document: Document, path: Path, part: 'key' | 'value'): number {
  let node: Node | null | undefined = document.contents;
  let key: Node | undefined;
  for (const segment of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap<Node, Node>(node)) {
      const pair: Pair<Node, Node | null> | undefined = node.items.findLast(
        (item) => isScalar(item.key) && item.key.value === segment,
      );
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
}

/** `wait:` with nothing after it has a value, but no place of its own. */
function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && !node.source;
}
