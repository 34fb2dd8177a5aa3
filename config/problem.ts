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

/** The problem as compilers write it, with the line it stands on where the file's text is given. */
export function formatProblem(
  problem: Problem,
  kind: 'error' | 'warning' = 'error',
  source?: string,
): string {
  const { file, line, column, message, hint } = problem;
  const lines = [`${file}:${line}:${column}: ${kind}: ${message}`];
  const written = source?.split('\n')[line - 1]?.trimEnd();
  if (written) {
    const gutter = ' '.repeat(String(line).length);
    lines.push(` ${line} | ${written}`, ` ${gutter} | ${indentLike(written, column)}^`);
  }
  if (hint !== undefined) lines.push(`  hint: ${hint}`);
  return lines.join('\n');
}

/** Keeps tabs, so that the caret stands under its character whatever their width. */
function indentLike(line: string, column: number): string {
  return line.slice(0, column - 1).replace(/[^\t]/gu, ' ');
}
