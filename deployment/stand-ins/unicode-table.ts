import { readFileSync } from 'node:fs';

let tables: readonly string[] | undefined;

/**
 * Returns a table of Unicode of RE2's library. In bundles they lie in a file beside the code, which
 * is read when the first expression asks for one: `(?i)`, `\p{...}` or `[[:^...:]]`.
 */
export function unicodeTable(index: number): string {
  tables ??= readTables();
  const table = tables[index];
  if (table === undefined) {
    throw new Error(`unicode-tables.json has no table ${index}: it is of another bundle.`);
  }
  return table;
}

function readTables(): readonly string[] {
  return JSON.parse(readFileSync(new URL('unicode-tables.json', import.meta.url), 'utf8'));
}
