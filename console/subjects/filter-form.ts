import { anyOf, Choice, Choices, type Option, SearchField } from '../frame/choice.ts';
import { Folded } from '../frame/folded.ts';
import { labelNames, labelPairs, SERVICE } from '../frame/grouping.ts';
import { html } from '../frame/html.ts';
import { teamNames } from '../frame/me.ts';
import { query, setQuery } from '../frame/router.ts';
import { words } from '../words/index.ts';
import { ALL, STATES, type Tile } from './board.ts';
import { isEmpty, readFilter } from './filter.ts';

/** So many values of labels are offered; others can be typed as words. */
const MOST_LABELS = 200;

/** The filter and the grouping: each stands in the address. */
export function FilterForm({ tiles }: { readonly tiles: readonly Tile[] }) {
  const w = words.value;
  const filter = readFilter(query.value);
  const labels = [...new Set([...filter.labels, ...labelPairs(tiles)])]
    .slice(0, MOST_LABELS)
    .map((value) => ({ id: value, name: value }));
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

function groupings(tiles: readonly Tile[]): readonly Option[] {
  const w = words.value.now;
  return [
    { value: '', text: w.any },
    { value: ALL, text: w.groupNot },
    { value: SERVICE, text: w.service },
    ...labelNames(tiles).map((name) => ({ value: name, text: name })),
  ];
}

export function clear(): void {
  setQuery({ words: '', state: '', service: '', label: '' });
}
