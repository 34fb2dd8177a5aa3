import { type Keys, useKeys } from './keys.ts';

/**
 * What is moved through by keys: each has `data-row`, and a link of the class `title` or, where it
 * leads nowhere, `tabindex="-1"` of its own.
 */
export const ROW = '[data-row]';

/** The keys of every list: from one to the next, and to the filter. */
export function useRowKeys(more: Keys = {}): void {
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    '/': () => {
      const filter = document.querySelector('[role=search]');
      filter?.closest('details')?.setAttribute('open', '');
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
  const place = row?.querySelector<HTMLElement>('a.title') ?? row;
  place?.focus();
  place?.scrollIntoView({ block: 'nearest' });
}
