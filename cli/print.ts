import { tableText } from './table.ts';

/**
 * Prints rows under headings, cut to the terminal's width, and in full if the output is not a
 * terminal.
 */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  console.log(tableText(head, rows, process.stdout.columns));
}

/** Prints JSON; terminal control characters, which JSON allows, are escaped. */
export function printJson(value: unknown): void {
  const json = JSON.stringify(value, null, 2);
  console.log(
    json.replace(/[\u007f-\u009f\u2028\u2029\p{Cf}]/gu, (char) =>
      char.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ),
  );
}

/** Prints a new key, which cannot be shown again. */
export function printNewKey(token: string, id: string, scopes: readonly string[]): void {
  console.log(
    `${token}\n\nKeep it now: it is not shown again. Id ${id}, ${scopes.length === 1 ? 'scope' : 'scopes'} ${scopes.join(' ')}.`,
  );
}
