import { pluralize } from './pluralize.ts';

/** A place in a document: keys, and 0-based indexes of list items. */
export type Path = readonly (string | number)[];

/** A problem in a file that a team wrote, for the person who can fix it. */
export interface Problem {
  readonly file: string;
  /** 1-based, like the column. */
  readonly line: number;
  readonly column: number;
  readonly path: Path;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/**
 * How many problems of a file are shown: after fixing these, the person sees whether the others are
 * of the same kind.
 */
const MAX_SHOWN = 200;

/** Formats problems as compilers do, with the lines of the text. */
export function formatProblems(
  problems: readonly Problem[],
  kind: 'error' | 'warning',
  text: string,
): readonly string[] {
  const lines = text.split('\n');
  const shown = problems.slice(0, MAX_SHOWN).map((problem) => formatProblem(problem, kind, lines));
  const more = problems.length - shown.length;
  return more > 0 ? [...shown, `and ${pluralize(more, `more ${kind}`)}`] : shown;
}

/** Formats a problem as compilers do, with its line if the lines of the file are given. */
export function formatProblem(
  problem: Problem,
  kind: 'error' | 'warning' = 'error',
  source: readonly string[] = [],
): string {
  const { file, line, column, message, hint } = problem;
  const lines = [`${file}:${line}:${column}: ${kind}: ${message}`];
  const written = source[line - 1]?.trimEnd();
  if (written) {
    const gutter = ' '.repeat(String(line).length);
    const [shown, at] = around(written, column);
    lines.push(` ${line} | ${shown}`, ` ${gutter} | ${indentLike(shown, at)}^`);
  }
  if (hint !== undefined) {
    lines.push(`  hint: ${hint}`);
  }
  return lines.join('\n');
}

/** How much of a line is shown, and how much of that before the column. */
const WIDTH = 160;
const BEFORE = 100;

/** Returns a line, or the part of a long one around a column, and the column within that. */
function around(line: string, column: number): [shown: string, column: number] {
  if (line.length <= WIDTH) {
    return [line, column];
  }
  const from = Math.max(0, column - BEFORE);
  const [before, after] = [from > 0 ? '…' : '', from + WIDTH < line.length ? '…' : ''];
  return [before + line.slice(from, from + WIDTH) + after, column - from + before.length];
}

/** Keeps tabs, so that the caret is under its character whatever their width. */
function indentLike(line: string, column: number): string {
  return line.slice(0, column - 1).replace(/[^\t]/gu, ' ');
}

/** A lint warning: something that is allowed but seldom meant. */
export interface LintWarning {
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
}
