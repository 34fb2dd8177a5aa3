import { isMap, isScalar, parseDocument, stringify, type YAMLMap } from 'yaml';

/** What dates are called. */
type Days = Readonly<Record<string, string>>;

/** A file with more holidays, how many dates were added; or why they cannot be added to it. */
type WithHolidays =
  | { readonly text: string; readonly added: number }
  | { readonly refused: string };

/** Returns the section that a list makes in a `wardbell.yaml`. */
export function holidaysSection(list: string, days: Days): string {
  return stringify({ holidays: { [list]: days } }, { lineWidth: 0 });
}

/**
 * Adds the days to a list of a file, behind those that it has; dates that are there stay as they
 * are. All else of the text stays as it is written.
 */
export function addHolidays(text: string, list: string, days: Days): WithHolidays {
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) {
    return { refused: `it is no YAML: ${fault.message}` };
  }
  const section: unknown = document.get('holidays');
  if (section === undefined) {
    const begun = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    const added = Object.keys(days).length;
    return { text: `${begun}\n${holidaysSection(list, days)}`, added };
  }
  const known = isMap(section) ? section.get(list) : undefined;
  if (!isBlock(section) || (known !== undefined && !isBlock(known))) {
    return { refused: 'its holidays are not written one a line' };
  }
  const has = isMap(known) ? new Set(known.items.map(({ key }) => keyText(key))) : new Set();
  const fresh = Object.fromEntries(Object.entries(days).filter(([date]) => !has.has(date)));
  const lines = isBlock(known)
    ? indented(fresh, columnOf(text, known))
    : indented({ [list]: fresh }, columnOf(text, section));
  const added = Object.keys(fresh).length;
  const at = endOf(text, isBlock(known) ? known : section);
  return { text: added === 0 ? text : text.slice(0, at) + lines + text.slice(at), added };
}

function isBlock(node: unknown): node is YAMLMap {
  return isMap(node) && node.flow !== true && node.items.length > 0;
}

function keyText(key: unknown): string {
  return isScalar(key) && typeof key.source === 'string' ? key.source : String(key);
}

/** Returns how far the entries of a mapping are indented. */
function columnOf(text: string, map: YAMLMap): number {
  const start = map.range?.[0] ?? 0;
  return start - (text.lastIndexOf('\n', start - 1) + 1);
}

/** Returns where the line after the last entry of a mapping begins. */
function endOf(text: string, map: YAMLMap): number {
  const end = map.range?.[1] ?? text.length;
  const next = text.indexOf('\n', Math.max(0, end - 1));
  return next === -1 ? text.length : next + 1;
}

function indented(entries: Readonly<Record<string, unknown>>, columns: number): string {
  return stringify(entries, { lineWidth: 0 }).replace(/^(?=.)/gmu, ' '.repeat(columns));
}
