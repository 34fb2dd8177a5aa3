import { words } from '../words/index.ts';
import { textOf } from './api.ts';
import { type Content, html } from './html.ts';
import type { Live } from './live.ts';
import { Theirs } from './text.ts';

/** What was answered, once it was; until then that it is loading, or why it was refused. */
export function shown<T>({ value, error }: Live<T>, view: (value: T) => Content): Content {
  if (value.value !== undefined) {
    return view(value.value);
  }
  return error.value === undefined
    ? html`<p role="status">${words.value.loading}</p>`
    : html`<p role="alert"><${Theirs} text=${textOf(error.value)} /></p>`;
}
