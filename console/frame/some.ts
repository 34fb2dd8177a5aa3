import { useSignal } from '@preact/signals';
import { words } from '../words/index.ts';
import { type Content, html } from './html.ts';

interface SomeProps<Item> {
  readonly items: readonly Item[];
  /** An `li`, with a key where the items change. */
  readonly row: (item: Item) => Content;
  /** @default 50 */
  readonly step?: number;
  /** The class of the list. */
  readonly list?: 'listed' | 'rows';
}

/** The first of many, and more of them by a button: thousands of rows make a phone stand still. */
export function Some<Item>({ items, row, step = 50, list = 'listed' }: SomeProps<Item>) {
  const shown = useSignal(step);
  const more = items.length - shown.value;
  const showMore = () => {
    shown.value += step;
  };
  return html`<ul class=${list}>
      ${items.slice(0, shown.value).map((item) => row(item))}
    </ul>
    ${
      more > 0 &&
      html`<button onClick=${showMore}>${words.value.now.showMore(Math.min(step, more))}</button>`
    }`;
}
