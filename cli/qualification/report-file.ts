import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { CliFailure } from '../failure.ts';
import { type Qualification, reportText } from './report.ts';

/** The files of a report: for people, and the same as JSON beside it. */
export interface ReportFiles {
  readonly path: string;
  write(qualification: Qualification): void;
}

/** Refuses a report that is there already: it is the evidence of another run. */
export function reportFiles(path: string): ReportFiles {
  const json = `${path.replace(/\.md$/u, '')}.json`;
  const there = [path, json].find(existsSync);
  if (there !== undefined) {
    throw new CliFailure(
      'refused',
      `${there} is there already, and a report is not overwritten. Name another with --report, or move it away.`,
    );
  }
  return {
    path,
    write: (qualification) => {
      replace(path, reportText(qualification));
      replace(json, `${JSON.stringify(qualification, null, 2)}\n`);
    },
  };
}

/**
 * Whoever reads the file finds the whole text of before or of now, even if the process ends here.
 */
function replace(path: string, text: string): void {
  const next = `${path}.part`;
  try {
    writeFileSync(next, text);
    renameSync(next, path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliFailure(
      'failed',
      `The report ${path} cannot be written: ${reason}. A run without its record is none: it ends here.`,
      { cause: error },
    );
  }
}
