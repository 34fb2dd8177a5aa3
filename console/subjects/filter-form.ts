import { anyOf, Choice, Choices, SearchField } from '../frame/choice.ts';
import { Folded } from '../frame/folded.ts';
import { groupings, labelOptions } from '../frame/grouping-options.ts';
import { html } from '../frame/html.ts';
import { teamNames } from '../frame/me.ts';
import { query, setQuery } from '../frame/router.ts';
import { words } from '../words/index.ts';
import { STATES, type Tile } from './board.ts';
import { isEmpty, readFilter } from './filter.ts';

/** The filter and the grouping: each stands in the address. */
export function FilterForm({ tiles }: { readonly tiles: readonly Tile[] }) {
  const w = words.value;
  const filter = readFilter(query.value);
  const labels = labelOptions(filter.labels, tiles);
  const choice = (name: string, called: string, all: Parameters<typeof anyOf>[1]) =>
    html`<${Choice} name=${name} called=${called} options=${anyOf(w.now.any, all)} />`;
  return html`<${Folded} called=${w.now.filter} isUsed=${!isEmpty(filter)}>
    <form class="fields" role="search" onSubmit=${(event: Event) => event.preventDefault()}>
      <${SearchField} called=${w.now.words} hint=${w.subjects.wordsHint} />
      ${choice('service', w.now.service, teamNames.value.services)}
      ${choice('label', w.now.label, labels)}
      <${Choices}
        name="state"
        options=${STATES.map((value) => ({ value, text: w.subjects.state[value] }))}
      />
      <${Choice} name="group" called=${w.now.groupBy} options=${groupings(tiles)} />
      ${!isEmpty(filter) && html`<button type="button" onClick=${clear}>${w.now.clear}</button>`}
      <p class="small">${w.now.saved}</p>
    </form>
  <//>`;
}

export function clear(): void {
  setQuery({ words: '', state: '', service: '', label: '' });
}
