import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** Where a bundle expects its tables of Unicode. */
export const TABLES_FILE = 'unicode-tables.json';

/** RE2's library without its tables, and the tables. */
interface Parted {
  /** The module that takes the library's place in a bundle. */
  readonly file: string;
  readonly tables: readonly string[];
}

const RANGES = /new UnicodeRangeTable\(decodeRanges\(("[\w+-]*"), (true|false)\)\)/gu;
const ORBIT = /(?<=decodeOrbit\()"[\w+-]*"/gu;

/** What is put behind the library's last line, where it moves none of the others. */
const READING = `import { unicodeTable } from STAND_IN;
const ranges = (table, isStride1) => new UnicodeRangeTable(decodeRanges(unicodeTable(table), isStride1));`;

/** The library has some 220; far fewer mean that it writes them in another way. */
const FEWEST = 200;

/**
 * Takes the tables of Unicode out of RE2's library: they are two fifths of it, few expressions need
 * any, and as a file beside a bundle they cost nothing until then. What is left is written below
 * `node_modules/.cache`, at the same place within the package wherever that lies: its name is part
 * of the source map.
 */
export function withoutTables(root: string, library = libraryFile()): Parted {
  const tables: string[] = [];
  const put = (table: string) => tables.push(JSON.parse(table)) - 1;
  const text = readFileSync(library, 'utf8')
    .replace(RANGES, (_, table, isStride1) => `ranges(${put(table)}, ${isStride1})`)
    .replace(ORBIT, (table) => `unicodeTable(${put(table)})`);
  if (tables.length < FEWEST) {
    throw new Error(
      `${library} has ${tables.length} tables of Unicode in the form that is known here, and should have ${FEWEST} at least. A new version of re2js writes them in another way: mend lib/unicode-tables.ts.`,
    );
  }
  const file = join(root, 'node_modules/.cache/wardbell/re2js.js');
  const standIn = relative(dirname(file), join(root, 'deployment/stand-ins/unicode-table.ts'));
  const map = mapByLine(relative(dirname(file), library), text);
  writeWhole(file, `${text}\n${READING.replace('STAND_IN', JSON.stringify(standIn))}\n${map}\n`);
  // As the library says of itself: without it every bundle would have it, used or not.
  writeWhole(join(dirname(file), 'package.json'), JSON.stringify({ sideEffects: false }));
  return { file, tables };
}

function libraryFile(): string {
  return createRequire(import.meta.url)
    .resolve('re2js')
    .replace(/\.cjs$/u, '.js');
}

/** A source map, so that a bundle's names the library itself, line by line. */
function mapByLine(source: string, text: string): string {
  const mappings = text.split('\n').map((_, line) => (line === 0 ? 'AAAA' : 'AACA'));
  const map = { version: 3, sources: [source], names: [], mappings: mappings.join(';') };
  const data = Buffer.from(JSON.stringify(map)).toString('base64');
  return `//# sourceMappingURL=data:application/json;base64,${data}`;
}

/** Others may be bundling at the same time: they find the file as a whole. */
function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const written = `${file}.${process.pid}`;
  writeFileSync(written, text);
  renameSync(written, file);
}
