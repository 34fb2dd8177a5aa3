import type { z } from 'zod';
import { closest } from '#core/text/closest.ts';
import { type JsonSchema, jsonSchema, schemaAt } from './json-schema.ts';
import type { Path, Problem } from './problem.ts';
import type { Names } from './schema/names.ts';
import { quoted } from './schema/text-format.ts';
import { keyAbove, keyBeside, keyMeant, keyNote } from './slips/keys.ts';
import { type Slip, slipHint } from './slips/slip.ts';
import type { Source } from './source.ts';

/** The context of an explanation beside the issue itself. */
interface ExplainContext {
  readonly source: Source;
  readonly schema: JsonSchema;
  /** The names that the file defines. */
  readonly names: Names;
}

/** Explains the schema's issues in words, each at its place. */
export function explain(
  found: readonly z.core.$ZodIssue[],
  source: Source,
  names: Names,
): readonly Problem[] {
  const schema = jsonSchema();
  const issues = found.flatMap(inFormMeant);
  const misspelt = new Set(issues.flatMap((issue) => keysMeant(issue, schema)));
  return issues
    .filter((issue) => !isMissing(issue) || !misspelt.has(issue.path.join('\n')))
    .flatMap((issue) => explainOne(issue, { source, schema, names }));
}

function explainOne(issue: z.core.$ZodIssue, surroundings: ExplainContext): readonly Problem[] {
  const { source, schema } = surroundings;
  const path = issue.path as Path;
  const node = schemaAt(schema, path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const [allowed, given] = [Object.keys(node.properties ?? {}), keysOf(issue.input)];
      return issue.keys.map((key) => {
        const hint = keyHint(key, allowed, given);
        return source.problemAt([...path, key], 'key', `unknown key ${quoted(key)}`, hint);
      });
    }
    case 'custom': {
      const isText = typeof issue.input === 'string' && node.title !== undefined;
      const slip = isText ? slipHint(slipAt(issue, node, surroundings)) : undefined;
      return [source.problemAt(path, 'value', issue.message, slip ?? hintOf(issue))];
    }
    case 'invalid_key': {
      const [inner] = issue.issues;
      const message = inner?.message ?? issue.message;
      return [source.problemAt(path, 'key', message, inner && hintOf(inner))];
    }
    default:
      return [isMissing(issue) ? missing(path, node, source) : misfit(issue, node, surroundings)];
  }
}

function keyHint(key: string, allowed: readonly string[], given: ReadonlySet<string>): string {
  const meant = keyMeant(key, allowed, given);
  const note = keyNote(key, allowed);
  const isSlip = meant !== undefined && closest(key, [meant]) !== undefined;
  const first =
    note !== undefined && !isSlip
      ? note
      : meant === undefined
        ? keyBeside(key, allowed)
        : `did you mean "${meant}"?`;
  const list = `allowed here: ${allowed.join(', ')}`;
  if (first === undefined) {
    return list;
  }
  return first.endsWith('?') ? `${first} ${list}` : `${first}; ${list}`;
}

/** If a value may have several forms, the explanation is about the one that it resembles most. */
function inFormMeant(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') {
    return [issue];
  }
  const [meant = [], ...others] = issue.errors.filter((form) =>
    form.every(
      ({ code, path }) => path.length > 0 || code === 'custom' || code === 'unrecognized_keys',
    ),
  );
  return meant.length === 0 || others.length > 0
    ? [issue]
    : meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.input === undefined;
}

/**
 * The keys that unknown ones probably stand for: they are misspelt, and not reported as missing
 * too.
 */
function keysMeant(issue: z.core.$ZodIssue, schema: JsonSchema): readonly string[] {
  if (issue.code !== 'unrecognized_keys') {
    return [];
  }
  const allowed = Object.keys(schemaAt(schema, issue.path).properties ?? {});
  const given = keysOf(issue.input);
  return issue.keys.flatMap((key) =>
    [keyMeant(key, allowed, given), keyAbove(key, allowed)].map((name) =>
      [...issue.path, name].join('\n'),
    ),
  );
}

function keysOf(input: unknown): ReadonlySet<string> {
  return new Set(Object.keys(Object(input)));
}

function missing(path: Path, { title, description }: JsonSchema, source: Source): Problem {
  const message = `${quoted(String(path.at(-1)))} is missing`;
  const hint = [description, title && `Write ${title}.`].filter(Boolean).join(' ');
  return source.problemAt(path.slice(0, -1), 'key', message, hint);
}

function misfit(issue: z.core.$ZodIssue, node: JsonSchema, surroundings: ExplainContext): Problem {
  const { source } = surroundings;
  const { input } = issue;
  const path = issue.path as Path;
  const slip = slipAt(issue, node, surroundings);
  const name = nameOf(path);
  const message =
    input === null
      ? `${name} has no value`
      : `${name}: ${shown(input, slip.written)} is not ${slip.wanted}`;
  const meant = node.enum && typeof input === 'string' ? closest(input, node.enum) : undefined;
  const hint = meant ? `did you mean "${meant}"?` : (slipHint(slip) ?? `write ${slip.wanted}`);
  return source.problemAt(path, 'value', message, hint);
}

function slipAt(
  { input, path, message }: z.core.$ZodIssue,
  { title }: JsonSchema,
  { source, names }: ExplainContext,
): Slip {
  const written = typeof input === 'string' ? input : source.writtenAt(path as Path);
  return { input, written, wanted: title ?? message, names };
}

function hintOf(issue: z.core.$ZodIssue): string | undefined {
  return issue.code === 'custom' ? issue.params?.['hint'] : undefined;
}

/** Names the key of a value, with its number in a list: `page[1]`. */
function nameOf(path: Path): string {
  const at = path.findLastIndex((segment) => typeof segment === 'string');
  const [key = 'the file', ...indices] = path.slice(Math.max(at, 0));
  return `${key}${indices.map((index) => `[${index}]`).join('')}`;
}

/** Shows a number as it is written: to its author `0701234567` is not 701234567. */
function shown(input: unknown, written: string): string {
  if (typeof input === 'string') {
    return quoted(input);
  }
  if (typeof input === 'number' && written !== '') {
    return written;
  }
  // A key that the document cannot look up gives no value, and `JSON.stringify` has no text for
  // that.
  if (input === undefined) {
    return 'nothing';
  }
  const text =
    Number.isNaN(input) || Math.abs(input as number) === Infinity
      ? String(input)
      : JSON.stringify(input);
  if (text.length <= 40) {
    return text;
  }
  return Array.isArray(input) ? 'this list' : 'this mapping';
}
