import type { Silence } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { Cut } from '../frame/cut.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { may, personName } from '../frame/me.ts';
import { useRowKeys } from '../frame/row-keys.ts';
import { shown } from '../frame/shown.ts';
import { Some } from '../frame/some.ts';
import { Theirs } from '../frame/text.ts';
import { Since, Until } from '../frame/time.ts';
import { useTitle } from '../frame/title.ts';
import type { Whole } from '../frame/whole-list.ts';
import { Found, WordsFilter, withWords } from '../frame/words-filter.ts';
import { words } from '../words/index.ts';
import { allSilences } from './all-silences.ts';
import { Cover } from './cover.ts';
import { silenceHref } from './href.ts';
import { NextTimes, OftenText } from './next-times.ts';
import { SilenceForm } from './silence-form.ts';

/** Silences and maintenance windows: running, coming and ended, and those that match nothing. */
export default function Silences() {
  const w = words.value.silences;
  const live = useLive('silences', allSilences, EVERY.silences);
  useTitle(w.title);
  useRowKeys();
  return html`<h1>${w.title}</h1>
    ${may('lead') && html`<${SilenceForm} onChange=${live.refresh} />`}
    <${WordsFilter} hint=${w.wordsHint} />
    ${shown(live, (list) => html`<${Parts} list=${list} onChange=${live.refresh} />`)}`;
}

function Parts({
  list,
  onChange,
}: {
  readonly list: Whole<Silence>;
  readonly onChange: () => Promise<void>;
}) {
  const w = words.value.silences;
  const all = withWords(list.items, textsOf);
  const { active = [], pending = [], expired = [] } = Object.groupBy(all, ({ status }) => status);
  const isIdle = ({ covers }: Silence) => covers?.alerts === 0;
  const part = (title: string, silences: readonly Silence[]) =>
    html`<${Part} title=${title} silences=${silences} onChange=${onChange} />`;
  return html`<${Cut} list=${list} />
    ${list.items.length === 0 && html`<p>${w.none}</p>`}
    <${Found} of=${list.items} shown=${all} />
    ${part(
      w.running,
      active.filter((one) => !isIdle(one)),
    )}
    ${part(w.idle, active.filter(isIdle))} ${part(w.coming, pending)} ${part(w.ended, expired)}`;
}

function textsOf({ id, matchers, comment, createdBy }: Silence): readonly string[] {
  return [id, ...matchers, comment, personName(createdBy)];
}

function Part({
  title,
  silences,
  onChange,
}: {
  readonly title: string;
  readonly silences: readonly Silence[];
  readonly onChange: () => Promise<void>;
}) {
  const row = (one: Silence) => html`<${Row} key=${one.id} silence=${one} onChange=${onChange} />`;
  return (
    silences.length > 0 &&
    html`<section>
      <h2>${title} (${silences.length})</h2>
      <${Some} items=${silences} row=${row} />
    </section>`
  );
}

function Row({
  silence,
  onChange,
}: {
  readonly silence: Silence;
  readonly onChange: () => Promise<void>;
}) {
  const w = words.value.silences;
  const { id, kind, status, matchers, startsAt, endsAt, comment, createdBy, covers } = silence;
  const { recurs } = silence;
  const endOf = (which: string) => () =>
    perform(which, () => api.endSilence({ path: { id: which } }), w.endedNow).then(onChange);
  return html`<li data-row=${id} tabindex="-1">
    <p>
      <strong><${Theirs} text=${matchers.join(', ')} /></strong>
      ${kind === 'maintenance' && html` <span class="tag">${w.maintenance}</span>`}
    </p>
    ${comment !== '' && html`<p><${Theirs} text=${comment} /></p>`}
    ${
      recurs !== undefined &&
      html`<${OftenText} recurs=${recurs} />
        ${recurs.occurrences.length > 0 && html`<${NextTimes} times=${recurs.occurrences} />`}`
    }
    ${
      covers !== undefined &&
      html`<p class="small"><${Cover} cover=${covers} isToCome=${status === 'pending'} /></p>`
    }
    <p class="small">
      <${Theirs} text=${w.by(personName(createdBy))} />,${' '}
      ${
        status === 'pending'
          ? html`${w.from} <${Until} at=${startsAt} />`
          : html`${w.since} <${Since} at=${startsAt} />`
      },${' '}
      ${
        status === 'expired'
          ? html`${w.endedAt} <${Since} at=${endsAt} />`
          : html`${words.value.now.until} <${Until} at=${endsAt} />`
      }
    </p>
    ${
      may('lead') &&
      (status === 'expired'
        ? html`<a class="button" href=${silenceHref(matchers, comment)}
            >${w.again}<span class="hidden"> ${matchers.join(', ')}</span></a
          >`
        : html`${
            recurs?.current !== undefined &&
            html`<button
                aria-busy=${isUnderWay(recurs.current)}
                onClick=${endOf(recurs.current)}
              >
                ${w.endOne}<span class="hidden"> ${matchers.join(', ')}</span></button
              >${' '}`
          }<button aria-busy=${isUnderWay(id)} onClick=${endOf(id)}>
              ${recurs === undefined ? w.end : w.endAll}<span class="hidden">
                ${matchers.join(', ')}</span
              >
            </button>`)
    }
  </li>`;
}
