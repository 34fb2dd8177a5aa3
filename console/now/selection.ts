import { signal } from '@preact/signals';

/** The incidents that the reader has selected, by id. */
export const selected = signal<ReadonlySet<string>>(new Set());

export function isSelected(id: string): boolean {
  return selected.value.has(id);
}

export function select(id: string, isWanted: boolean): void {
  const next = new Set(selected.value);
  next[isWanted ? 'add' : 'delete'](id);
  selected.value = next;
}
