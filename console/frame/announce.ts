import { signal } from '@preact/signals';

/** What came of what the reader did. It stands on the page and is read out. */
interface Told {
  readonly kind: 'done' | 'refused';
  readonly text: string;
}

export const told = signal<Told | undefined>(undefined);

/** What is new. It is only read out, since the screen itself shows it. */
export const news = signal('');

export function tell(kind: Told['kind'], text: string): void {
  told.value = { kind, text };
}
