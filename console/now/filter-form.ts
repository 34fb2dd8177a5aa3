import type { IncidentSummary } from '#api/client/index.ts';
import { anyOf, Choice, Choices, SearchField } from '../frame/choice.ts';
import { Folded } from '../frame/folded.ts';
import { groupings, labelOptions } from '../frame/grouping-options.ts';
import { html } from '../frame/html.ts';
import { teamNames } from '../frame/me.ts';
import { prefer, preferences } from '../frame/preferences.ts';
import { query, setQuery } from '../frame/router.ts';
import { words } from '../words/index.ts';
import { SEVERITIES } from './arrange.ts';
import { isEmpty, readFilter } from './filter.ts';

/** The filter, the grouping and the view: each stands in the address. */
export function FilterForm({ incidents }: { readonly incidents: readonly IncidentSummary[] }) {
  const w = words.value;
  const filter = readFilter(query.value);
  const isWall = query.value.get('view') === 'wall';
  const { people, services } = teamNames.value;
  const labels = labelOptions(filter.labels, incidents);
  const choice = (name: string, called: string, all: Parameters<typeof anyOf>[1]) =>
    html`<${Choice} name=${name} called=${called} options=${anyOf(w.now.any, all)} />`;
  return html`<${Folded} called=${w.now.filter} isUsed=${!isEmpty(filter)}>
    <form class="fields" role="search" onSubmit=${(event: Event) => event.preventDefault()}>
      <${SearchField} called=${w.now.words} hint=${w.now.wordsHint} />
      ${choice('service', w.now.service, services)} ${choice('person', w.now.person, people)}
      ${choice('label', w.now.label, labels)}
      <${Choices}
        name="severity"
        options=${SEVERITIES.map((value) => ({ value, text: w.severity[value] }))}
      />
      <${Choice} name="group" called=${w.now.groupBy} options=${groupings(incidents)} />
      <label class="check"
        ><input
          type="checkbox"
          checked=${preferences.value.sound}
          onChange=${() => prefer({ sound: !preferences.value.sound })}
        />
        ${w.now.sound}</label
      >
      <button type="button" onClick=${() => setQuery({ view: isWall ? '' : 'wall' })}>
        ${isWall ? w.now.list : w.now.wall}
      </button>
      ${!isEmpty(filter) && html`<button type="button" onClick=${clear}>${w.now.clear}</button>`}
      <p class="small">${w.now.saved}</p>
    </form>
  <//>`;
}

export function clear(): void {
  setQuery({ words: '', service: '', person: '', label: '', severity: '' });
}
