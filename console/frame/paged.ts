import { useSignal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { html } from './html.ts';

/** What shows one page of a list. The last calls `onMore` with where the next begins. */
export interface PageProps {
  /** Empty: the first. */
  readonly cursor: string;
  readonly onMore: ((next: string) => void) | undefined;
}

/** A long list, page by page: the next is asked for when the reader wants it. */
export function Paged({ page }: { readonly page: FunctionComponent<PageProps> }) {
  const cursors = useSignal<readonly string[]>(['']);
  const more = (next: string) => {
    cursors.value = [...cursors.value, next];
  };
  return html`${cursors.value.map((cursor, index) => {
    const isLast = index === cursors.value.length - 1;
    return html`<${page} key=${cursor} cursor=${cursor} onMore=${isLast ? more : undefined} />`;
  })}`;
}
