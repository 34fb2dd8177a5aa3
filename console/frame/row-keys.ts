import { type Keys, useKeys } from './keys.ts';

/** What is moved through by keys: each has `data-row` and a link of the class `title`. */
export const ROW = '[data-row]';

/** The keys of every list: from one to the next, and to the filter. */
export function useRowKeys(more: Keys = {}): void {
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    '/': () => {
      const filter = document.querySelector('details.filter');
      filter?.setAttribute('open', '');
      filter?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    },
    ...more,
  });
}

function move(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(ROW)];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? (by === 1 ? 0 : rows.length - 1) : at + by;
  focusRow(rows[Math.min(Math.max(next, 0), rows.length - 1)] ?? null);
}

export function focusRow(row: HTMLElement | null): void {
  const link = row?.querySelector<HTMLElement>('a.title');
  link?.focus();
  link?.scrollIntoView({ block: 'nearest' });
}
