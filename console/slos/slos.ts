import type { Slo } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import { Cut } from '../frame/cut.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { serviceName } from '../frame/me.ts';
import { shown } from '../frame/shown.ts';
import { Table } from '../frame/table.ts';
import { Theirs } from '../frame/text.ts';
import { useTitle } from '../frame/title.ts';
import { type Whole, wholeList } from '../frame/whole-list.ts';
import { Found, WordsFilter, withWords } from '../frame/words-filter.ts';
import { words } from '../words/index.ts';
import { hrefOfSlo } from './href.ts';
import { Gone, Left, StateText, share } from './parts.ts';
import { STATES, stateOf } from './state.ts';

const allSlos = wholeList(
  (cursor) => api.listSlos({ query: { cursor } }),
  ({ slos }) => slos,
);

/** What is left of every error budget: what concerns somebody comes first. */
export default function Slos() {
  const w = words.value.slos;
  const live = useLive('slos', allSlos, EVERY.slos);
  useTitle(w.title);
  return html`<h1>${w.title}</h1>
    <${WordsFilter} hint=${w.wordsHint} />
    ${shown(live, Listed)}`;
}

function Listed(list: Whole<Slo>) {
  const w = words.value.slos;
  const all = withWords(list.items, ({ slo, subject = '', title, service }) => [
    ...[slo, subject, title],
    serviceName(service),
  ]);
  const urgency = (slo: Slo) => STATES.indexOf(stateOf(slo));
  const rows = all.toSorted((a, b) => urgency(a) - urgency(b) || a.left - b.left);
  return html`<${Cut} list=${list} />
    ${list.items.length === 0 && html`<p>${w.none}</p>`}
    <${Found} of=${list.items} shown=${all} />
    ${
      rows.length > 0 &&
      html`<${Table}
        heads=${[w.name, w.target, w.left, w.stands, w.gone]}
        rows=${rows.map((slo) => [
          html`<${Name} slo=${slo} />`,
          share(slo.target),
          html`<${Left} slo=${slo} />`,
          html`<${StateText} slo=${slo} />`,
          html`<${Gone} slo=${slo} />`,
        ])}
      />`
    }`;
}

function Name({ slo }: { readonly slo: Slo }) {
  return html`<a href=${hrefOfSlo(slo)}><${Theirs} text=${slo.title} /></a>
    ${slo.subject !== undefined && html`, <${Theirs} text=${slo.subject} />`}
    <p class="small"><${Theirs} text=${serviceName(slo.service)} /></p>`;
}
