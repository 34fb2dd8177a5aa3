import Table from 'cli-table3';
import { oneLine } from '#core/notification/gsm7.ts';

/** Prints rows under headings, without a frame, so that other tools can cut them. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const none = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '' };
  const lines = {
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
    left: '',
    'left-mid': '',
  };
  const rest = { mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' };
  const table = new Table({
    head: [...head],
    chars: { ...none, ...lines, ...rest },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => row.map(oneLine)));
  console.log(table.toString().replace(/[ \t]+$/gm, ''));
}

/** Prints JSON; characters that a terminal would obey, which JSON allows, as escapes. */
export function printJson(value: unknown): void {
  const json = JSON.stringify(value, null, 2);
  console.log(
    json.replace(/[\u007f-\u009f\u2028\u2029\p{Cf}]/gu, (char) =>
      char.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ),
  );
}

/** Shows a new key, which nobody can show again. */
export function printNewKey(token: string, id: string, scopes: readonly string[]): void {
  console.log(`${token}\n\nKeep it now: it is not shown again. Id ${id}, ${scopes}.`);
}
