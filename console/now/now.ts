import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { IncidentSummary } from '#api/client/index.ts';
import { news } from '../frame/announce.ts';
import { textOf } from '../frame/api.ts';
import { Cut } from '../frame/cut.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { may, me } from '../frame/me.ts';
import { preferences } from '../frame/preferences.ts';
import { query } from '../frame/router.ts';
import { allowSound, isSoundBlocked, ring } from '../frame/sound.ts';
import { useTitle } from '../frame/title.ts';
import { words } from '../words/index.ts';
import { MOST_AT_ONCE } from './acknowledge.ts';
import { arrange, needsAnswer } from './arrange.ts';
import { isEmpty, matchesFilter, readFilter } from './filter.ts';
import { clear, FilterForm } from './filter-form.ts';
import { useListKeys } from './list-keys.ts';
import { nameOf } from './names.ts';
import { openIncidents } from './open-incidents.ts';
import { Section } from './sections.ts';
import { select, selected } from './selection.ts';
import { Several } from './several.ts';
import { Wall } from './wall.ts';

/** So many new ones are named; of more only the number is told. */
const NAMED_NEW = 3;

/** What is open now: mine first, then what needs an answer, then the rest. */
export default function Now() {
  const w = words.value.now;
  const { value, error, refresh } = useLive('open', openIncidents);
  const asked = useSignal<readonly IncidentSummary[] | undefined>(undefined);
  const list = value.value;
  const all = list?.items;
  const filter = readFilter(query.value);
  const matches = matchesFilter(filter);
  const shown = all?.filter(matches) ?? [];
  useTitle(shown.length === 0 ? w.title : `(${shown.length}) ${w.title}`);
  useNew(all, matches);
  useListKeys(shown, refresh);
  if (list === undefined || all === undefined) {
    return html`<h1>${w.title}</h1>
      <p>${error.value === undefined ? words.value.loading : textOf(error.value)}</p>`;
  }
  const { mine, waiting, rest } = arrange(shown, me.value?.person);
  const parts = {
    onChange: refresh,
    onSeveral: (incidents: readonly IncidentSummary[]) => {
      asked.value = incidents;
    },
  };
  const close = () => {
    asked.value = undefined;
    void refresh();
  };
  return html`<h1>${w.title}: ${w.open(shown.length)}</h1>
    <${Muted} />
    <${Cut} list=${list} />
    <${FilterForm} incidents=${all} />
    ${shown.length === 0 && html`<${Nothing} isFiltered=${!isEmpty(filter)} />`}
    ${
      query.value.get('view') === 'wall'
        ? html`<${Wall} incidents=${shown} />`
        : html`<${Section} title=${w.mine} incidents=${mine} ...${parts} />
            <${Section} title=${w.waiting} incidents=${waiting} ...${parts} />
            <${Section} title=${w.rest} incidents=${rest} ...${parts} />`
    }
    <${Selection} incidents=${all} onSeveral=${parts.onSeveral} />
    ${asked.value && html`<${Several} incidents=${asked.value} onClose=${close} />`}`;
}

/** Says that new ones are not heard although that is wanted, and lets them be. */
function Muted() {
  const w = words.value.now;
  return (
    isSoundBlocked.value &&
    html`<div class="state triggered" role="alert">
      <p>${w.muted}</p>
      <button class="main" onClick=${allowSound}>${w.unmute}</button>
    </div>`
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const w = words.value.now;
  return isFiltered
    ? html`<p>${w.nothingMatches}</p>
        <button onClick=${clear}>${w.clear}</button>`
    : html`<p>${w.nothing}</p>`;
}

/** What is selected, at the thumb: it leads to the question, and does nothing itself. */
function Selection({
  incidents,
  onSeveral,
}: {
  readonly incidents: readonly IncidentSummary[];
  readonly onSeveral: (incidents: readonly IncidentSummary[]) => void;
}) {
  const w = words.value.now;
  const these = incidents
    .filter((one) => selected.value.has(one.id) && needsAnswer(one))
    .slice(0, MOST_AT_ONCE);
  if (these.length === 0 || !may('respond')) {
    return undefined;
  }
  const drop = () => {
    for (const id of selected.value) {
      select(id, false);
    }
  };
  return html`<div class="selection">
    <p>${w.selected(these.length)}</p>
    <button class="main" onClick=${() => onSeveral(these)}>${w.acknowledgeThese(these.length)}</button>
    <button onClick=${drop}>${w.selectNone}</button>
  </div>`;
}

/**
 * Announces incidents that were not there before and match the filter: they are read out, and on
 * request heard. What only another filter brings is not new.
 */
function useNew(
  all: readonly IncidentSummary[] | undefined,
  matches: (incident: IncidentSummary) => boolean,
): void {
  const known = useRef<ReadonlySet<string> | undefined>(undefined);
  useEffect(() => {
    if (all === undefined) {
      return;
    }
    const before = known.current;
    known.current = new Set([...(before ?? []), ...all.map(({ id }) => id)]);
    const fresh = all.filter((one) => before !== undefined && !before.has(one.id) && matches(one));
    if (fresh.length === 0) {
      return;
    }
    const w = words.value;
    const named = fresh
      .slice(0, NAMED_NEW)
      .map((one) => `${w.severity[one.severity]}: ${nameOf(one)}`);
    news.value = w.now.new_(fresh.length) + named.join('; ');
    if (preferences.peek().sound) {
      ring();
    }
  }, [all]);
}
