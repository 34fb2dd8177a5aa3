import type { z } from 'zod';
import { closest, suggest } from '#core/closest.ts';
import { type JsonSchema, jsonSchema, schemaAt } from './json-schema.ts';
import type { Path, Problem } from './problem.ts';
import { quoted } from './schema/text-format.ts';
import type { Source } from './source.ts';

/** What the schema found wrong, in words, each at its place. */
export function explain(issues: readonly z.core.$ZodIssue[], source: Source): readonly Problem[] {
  const schema = jsonSchema();
  const misspelt = new Set(issues.flatMap((issue) => keysMeant(issue, schema)));
  return issues
    .filter((issue) => !isMissing(issue) || !misspelt.has(issue.path.join('\n')))
    .flatMap((issue) => explainOne(issue, source, schema));
}

function explainOne(issue: z.core.$ZodIssue, source: Source, schema: JsonSchema) {
  const path = issue.path as Path;
  const node = schemaAt(schema, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const hint = suggest(key, Object.keys(node.properties ?? {}), 'allowed here');
        return source.problemAt([...path, key], 'key', `unknown key ${quoted(key)}`, hint);
      });
    case 'custom':
      return [source.problemAt(path, 'value', issue.message, hintOf(issue))];
    case 'invalid_key': {
      const [inner] = issue.issues;
      const message = inner?.message ?? issue.message;
      return [source.problemAt(path, 'key', message, inner && hintOf(inner))];
    }
    default:
      return [isMissing(issue) ? missing(path, node, source) : misfit(issue, node, source)];
  }
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.input === undefined;
}

/** The keys that unknown ones probably stand for: those are misspelt, and not missing besides. */
function keysMeant(issue: z.core.$ZodIssue, schema: JsonSchema): readonly string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const allowed = Object.keys(schemaAt(schema, issue.path).properties ?? {});
  return issue.keys.map((key) => [...issue.path, closest(key, allowed)].join('\n'));
}

function missing(path: Path, { title, description }: JsonSchema, source: Source): Problem {
  const message = `${quoted(String(path.at(-1)))} is missing`;
  const hint = [description, title && `Write ${title}.`].filter(Boolean).join(' ');
  return source.problemAt(path.slice(0, -1), 'key', message, hint);
}

function misfit(issue: z.core.$ZodIssue, { title, enum: allowed }: JsonSchema, source: Source) {
  const { input } = issue;
  const path = issue.path as Path;
  const wanted = title ?? issue.message;
  const name = nameOf(path);
  const message =
    input === null ? `${name} has no value` : `${name}: ${shown(input)} is not ${wanted}`;
  const meant = allowed && typeof input === 'string' ? closest(input, allowed) : undefined;
  const hint = meant ? `did you mean "${meant}"?` : hintFor(input, wanted);
  return source.problemAt(path, 'value', message, hint);
}

/** The commonest slips with YAML, by what was written and what was wanted. */
function hintFor(input: unknown, wanted: string): string | undefined {
  if (input === null) return `write ${wanted}, or remove it`;
  if (typeof input === 'string' && /number/u.test(wanted) && input !== '' && !Number.isNaN(+input))
    return 'remove the quotes';
  if (typeof input === 'number' && /text|phone|name/u.test(wanted)) return 'put it in quotes';
  if (typeof input === 'number' && /duration|turn/u.test(wanted)) return 'add the unit, such as m';
  if (typeof input !== 'object' && /^a list/u.test(wanted)) return `write a list: [${input}]`;
  return undefined;
}

function hintOf(issue: z.core.$ZodIssue): string | undefined {
  return issue.code === 'custom' ? issue.params?.['hint'] : undefined;
}

/** The key that a value stands at, with its number in a list: `page[1]`. */
function nameOf(path: Path): string {
  const at = path.findLastIndex((segment) => typeof segment === 'string');
  const [key = 'the file', ...indices] = path.slice(Math.max(at, 0));
  return `${key}${indices.map((index) => `[${index}]`).join('')}`;
}

function shown(input: unknown): string {
  if (typeof input === 'string') return quoted(input);
  // A key that the document cannot look up gives no value, which `JSON.stringify` has no text for.
  if (input === undefined) return 'nothing';
  const text =
    Number.isNaN(input) || Math.abs(input as number) === Infinity
      ? String(input)
      : JSON.stringify(input);
  if (text.length <= 40) return text;
  return Array.isArray(input) ? 'this list' : 'this mapping';
}
