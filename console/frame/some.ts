import { useSignal } from '@preact/signals';
import { words } from '../words/index.ts';
import { type Content, html } from './html.ts';

const STEP = 50;

/** The first of many, and more of them by a button: thousands of rows make a phone stand still. */
export function Some<Item>({
  items,
  row,
}: {
  readonly items: readonly Item[];
  readonly row: (item: Item) => Content;
}) {
  const shown = useSignal(STEP);
  const more = items.length - shown.value;
  const showMore = () => {
    shown.value += STEP;
  };
  return html`<ul class="listed">
      ${items.slice(0, shown.value).map((item) => html`<li>${row(item)}</li>`)}
    </ul>
    ${
      more > 0 &&
      html`<button onClick=${showMore}>${words.value.now.showMore(Math.min(STEP, more))}</button>`
    }`;
}
