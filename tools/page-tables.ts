/**
 * Returns the page with its tables put between `<!-- table: name -->` and `<!-- end -->`. Throws if
 * a table has no place or a place has no table.
 */
export function withTables(page: string, tables: Readonly<Record<string, string>>): string {
  const places = [...page.matchAll(/<!-- table: (\w+) -->/g)].map(([, name]) => name);
  const names = Object.keys(tables);
  if ([...places].sort().join() !== [...names].sort().join()) {
    throw new Error(
      `The page has places for ${places.join(', ')}; the tables are ${names.join(', ')}.`,
    );
  }
  return page.replace(
    /(<!-- table: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) => `${begin}\n${tables[name]}\n\n${end}`,
  );
}

/** Returns a table of Markdown; all columns but the first are numbers. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = heads.map((_, i) => (i === 0 ? '---' : '---:'));
  return [heads, rule, ...rows].map(line).join('\n');
}
