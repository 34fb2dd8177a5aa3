import { words } from '../words/index.ts';
import { html } from './html.ts';

/** Says that a list ends before what there is does; nothing where it is whole. */
export function Cut({ list: { isCut } }: { readonly list: { readonly isCut: boolean } }) {
  return isCut && html`<p role="status"><strong>${words.value.listCut}</strong></p>`;
}
