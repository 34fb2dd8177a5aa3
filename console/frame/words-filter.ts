import { words } from '../words/index.ts';
import { SearchField } from './choice.ts';
import { Folded } from './folded.ts';
import { html } from './html.ts';
import { wordsIn } from './matching.ts';
import { query, setQuery } from './router.ts';

/** A filter by words alone, which stand in the address. */
export function WordsFilter({ hint }: { readonly hint: string }) {
  const w = words.value.now;
  const isUsed = query.value.has('words');
  return html`<${Folded} called=${w.filter} isUsed=${isUsed}>
    <form class="fields" role="search" onSubmit=${(event: Event) => event.preventDefault()}>
      <${SearchField} called=${w.words} hint=${hint} />
      ${
        isUsed &&
        html`<button type="button" onClick=${() => setQuery({ words: '' })}>${w.clear}</button>`
      }
    </form>
  <//>`;
}

/** Those of which some text holds each of the words that stand in the address. */
export function withWords<Item>(
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
): readonly Item[] {
  const wanted = wordsIn(query.value.get('words') ?? '');
  return items.filter((item) => {
    const text = textsOf(item).join('\n').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** How many of a list the words find, unless they find all. */
export function Found({
  of: { length: all },
  shown: { length: found },
}: {
  readonly of: readonly unknown[];
  readonly shown: readonly unknown[];
}) {
  return found < all && html`<p class="small" role="status">${words.value.foundOf(found, all)}</p>`;
}
