import { pluralize } from './pluralize.ts';

/** Where something stands in a document: keys, and the numbers of list items counted from 0. */
export type Path = readonly (string | number)[];

/** Something wrong in a file that a team wrote, told to the person who can mend it. */
export interface Problem {
  readonly file: string;
  /** Counted from 1, like the column. */
  readonly line: number;
  readonly column: number;
  readonly path: Path;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/**
 * So many are shown of a file: whoever mends these sees whether the others are of the same kind.
 */
const MAX_SHOWN = 200;

/** Problems as compilers write them, with the lines of the text they stand in. */
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

/** The problem as compilers write it, with the line it stands on where the file's are given. */
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

/** What is shown of a line, and of it most in front of the column. */
const WIDTH = 160;
const BEFORE = 100;

/** A line, or what stands around a column of a long one, and where the column is in that. */
function around(line: string, column: number): [shown: string, column: number] {
  if (line.length <= WIDTH) {
    return [line, column];
  }
  const from = Math.max(0, column - BEFORE);
  const [before, after] = [from > 0 ? '…' : '', from + WIDTH < line.length ? '…' : ''];
  return [before + line.slice(from, from + WIDTH) + after, column - from + before.length];
}

/** Keeps tabs, so that the caret stands under its character whatever their width. */
function indentLike(line: string, column: number): string {
  return line.slice(0, column - 1).replace(/[^\t]/gu, ' ');
}

/** Something that is allowed but is seldom meant. */
export interface LintWarning {
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
}
