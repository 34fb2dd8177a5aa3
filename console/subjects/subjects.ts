import { useMemo } from 'preact/hooks';
import { textOf } from '../frame/api.ts';
import { Cut } from '../frame/cut.ts';
import { EVERY } from '../frame/every.ts';
import { usualGrouping } from '../frame/grouping.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { hrefOf, query } from '../frame/router.ts';
import { useRowKeys } from '../frame/row-keys.ts';
import { Theirs } from '../frame/text.ts';
import { duration, Since } from '../frame/time.ts';
import { useTitle } from '../frame/title.ts';
import { openIncidents } from '../now/open-incidents.ts';
import { words } from '../words/index.ts';
import { boardOf, tileGroups } from './board.ts';
import { type Filter, isEmpty, matchesFilter, readFilter } from './filter.ts';
import { clear, FilterForm } from './filter-form.ts';
import { Counts, Groups } from './groups.ts';
import { type ListedSubjects, listedFor, listedSubjects } from './listed-subjects.ts';

/** A board of beds, devices and services: how each stands, the worst first. */
export default function Subjects() {
  const w = words.value.subjects;
  const list = useLive('subjects', listedSubjects, listedFor);
  const incidents = useLive('open', openIncidents, EVERY.boardIncidents);
  useTitle(w.title);
  useRowKeys();
  const [listed, open] = [list.value.value, incidents.value.value];
  const tiles = useMemo(
    () => (listed === undefined ? [] : boardOf(listed, open?.items ?? [])),
    [listed, open],
  );
  if (listed === undefined) {
    const { value: error } = list.error;
    return html`<h1>${w.title}</h1>
      <p>${error === undefined ? words.value.loading : textOf(error)}</p>`;
  }
  const filter = readFilter(query.value);
  const shown = tiles.filter(matchesFilter(filter));
  const by = query.value.get('group') ?? usualGrouping(tiles);
  return html`<h1>${w.title} (${shown.length})</h1>
    <${Counts} tiles=${shown} />
    <${FilterForm} tiles=${tiles} />
    ${shown.length === 0 && html`<${Nothing} filter=${filter} />`}
    <${Groups} groups=${tileGroups(shown, by)} by=${by} />
    <${About} listed=${listed} onAgain=${list.refresh} />`;
}

/** Words that match nothing may be the name of a subject that is well, of which nothing is kept. */
function Nothing({ filter }: { readonly filter: Filter }) {
  const w = words.value.subjects;
  const name = filter.words.trim();
  return html`<p>${isEmpty(filter) ? w.none : w.nothingMatches}</p>
    ${
      name !== '' &&
      html`<p>
        <a href=${hrefOf('subjects', name)}>${w.lookAt} <${Theirs} text=${name} /></a>
      </p>`
    }
    ${!isEmpty(filter) && html`<button onClick=${clear}>${words.value.now.clear}</button>`}`;
}

/** How old the list is, and which subjects are not in it. */
function About({
  listed,
  onAgain,
}: {
  readonly listed: ListedSubjects;
  readonly onAgain: () => Promise<void>;
}) {
  const w = words.value.subjects;
  return html`<section class="apart small">
    <${Cut} list=${listed} />
    <p>
      ${w.listedAt} <${Since} at=${new Date(listed.at).toISOString()} />.${' '}
      ${w.listedEvery(duration(listedFor(listed)))}
    </p>
    <p>${w.who}</p>
    <button onClick=${onAgain}>${w.again}</button>
  </section>`;
}
