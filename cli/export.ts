import { type Command, Option } from 'commander';
import type { Client } from '#api/client/index.ts';
import { type CsvColumns, csvHead, csvLines } from '#core/text/csv.ts';
import { jsonLines } from '#core/text/json-lines.ts';
import { ask, type Connection } from './api.ts';

/** The options of a list that can be exported. */
export interface ExportOptions {
  readonly json?: boolean;
  readonly jsonl?: boolean;
  readonly csv?: boolean;
}

/** Adds them to a command that has `--json`. */
export function withExport(command: Command): Command {
  return command
    .addOption(new Option('--jsonl', 'print JSON Lines').conflicts('json'))
    .addOption(new Option('--csv', 'print CSV').conflicts(['json', 'jsonl']));
}

/**
 * Prints a list in the form that was asked for, page by page, so that six years need no memory.
 * Resolves whether any was.
 */
export async function printExport<Row extends object>(
  options: ExportOptions & Partial<Connection>,
  columns: CsvColumns<Row>,
  rowsOf: (client: Client) => AsyncIterable<readonly Row[]>,
): Promise<boolean> {
  const { csv, jsonl } = options;
  if (!csv && !jsonl) {
    return false;
  }
  const print = (text: string) => void process.stdout.write(text);
  print(csv ? csvHead(columns) : '');
  // Nothing is left to answer at the end: each page is written as it comes.
  await ask({ ...options, json: true }, async (client) => {
    for await (const rows of rowsOf(client)) {
      print(csv ? csvLines(columns, rows) : jsonLines(rows));
    }
  });
  return true;
}
