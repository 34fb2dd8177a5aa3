import { anyOf, Choice } from '../frame/choice.ts';
import { Folded } from '../frame/folded.ts';
import { html } from '../frame/html.ts';
import { teamNames } from '../frame/me.ts';
import { query, setQuery } from '../frame/router.ts';
import { Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';
import { DAYS, FILTERS, isFiltered } from './filter.ts';

/** The filter of the log: each part of it stands in the address. */
export function FilterForm() {
  const w = words.value;
  const { people, services } = teamNames.value;
  const { pageStatus, reason } = w.incident;
  const { planned: _, handed_over: __, ...statuses } = pageStatus;
  const incident = query.value.get('incident');
  const named = (all: Readonly<Record<string, string>>) =>
    Object.entries(all).map(([id, name]) => ({ id, name }));
  const channels = Object.entries(w.channels).map(([id, { name }]) => ({ id, name }));
  const choice = (name: string, called: string, all: Parameters<typeof anyOf>[1]) =>
    html`<${Choice} name=${name} called=${called} options=${anyOf(w.now.any, all)} />`;
  return html`<${Folded} called=${w.now.filter} isUsed=${isFiltered(query.value)}>
    <form class="fields" role="search" onSubmit=${(event: Event) => event.preventDefault()}>
      ${choice('person', w.now.person, people)} ${choice('service', w.now.service, services)}
      ${choice('channel', w.pages.by, channels)}
      ${choice('status', w.pages.status, named(statuses))}
      ${choice('reason', w.pages.reason, named(reason))}
      ${DAYS.map((name) => html`<${Day} name=${name} />`)}
      ${
        incident !== null &&
        html`<p>${w.pages.only} <${Theirs} text=${w.pages.incident(incident)} /></p>`
      }
      ${
        isFiltered(query.value) &&
        html`<button type="button" onClick=${clear}>${w.now.clear}</button>`
      }
      <p class="small">${w.pages.span} ${w.now.saved}</p>
    </form>
  <//>`;
}

function Day({ name }: { readonly name: (typeof DAYS)[number] }) {
  const choose = (event: Event) =>
    setQuery({ [name]: (event.currentTarget as HTMLInputElement).value });
  return html`<label
    >${words.value.pages[name]}
    <input type="date" value=${query.value.get(name) ?? ''} onChange=${choose} />
  </label>`;
}

function clear(): void {
  setQuery(Object.fromEntries([...FILTERS, ...DAYS].map((name) => [name, ''])));
}
