import type { Silence } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { may, personName } from '../frame/me.ts';
import { shown } from '../frame/shown.ts';
import { Some } from '../frame/some.ts';
import { joined, Theirs } from '../frame/text.ts';
import { Since, Until } from '../frame/time.ts';
import { useTitle } from '../frame/title.ts';
import { words } from '../words/index.ts';
import { allSilences } from './all-silences.ts';
import { SilenceForm } from './silence-form.ts';

/** Silences and maintenance windows: running, coming and ended, and those that match nothing. */
export default function Silences() {
  const w = words.value.silences;
  const live = useLive('silences', allSilences, EVERY.silences);
  useTitle(w.title);
  return html`<h1>${w.title}</h1>
    ${may('lead') && html`<${SilenceForm} onChange=${live.refresh} />`}
    ${shown(live, (all) => html`<${Parts} all=${all} onChange=${live.refresh} />`)}`;
}

function Parts({
  all,
  onChange,
}: {
  readonly all: readonly Silence[];
  readonly onChange: () => Promise<void>;
}) {
  const w = words.value.silences;
  const { active = [], pending = [], expired = [] } = Object.groupBy(all, ({ status }) => status);
  const isIdle = ({ covers }: Silence) => covers?.alerts === 0;
  const part = (title: string, silences: readonly Silence[]) =>
    html`<${Part} title=${title} silences=${silences} onChange=${onChange} />`;
  return html`${all.length === 0 && html`<p>${w.none}</p>`}
    ${part(
      w.running,
      active.filter((one) => !isIdle(one)),
    )}
    ${part(w.idle, active.filter(isIdle))} ${part(w.coming, pending)} ${part(w.ended, expired)}`;
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
  const { id, kind, status, matchers, startsAt, endsAt, comment, createdBy } = silence;
  const end = () => perform(id, () => api.endSilence({ path: { id } }), w.endedNow).then(onChange);
  return html`<li>
    <p>
      <strong><${Theirs} text=${matchers.join(', ')} /></strong>
      ${kind === 'maintenance' && html` <span class="tag">${w.maintenance}</span>`}
    </p>
    ${comment !== '' && html`<p><${Theirs} text=${comment} /></p>`}
    <p class="small"><${Covers} silence=${silence} /></p>
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
      status !== 'expired' &&
      may('lead') &&
      html`<button aria-busy=${isUnderWay(id)} onClick=${end}>
        ${w.end}<span class="hidden"> ${matchers.join(', ')}</span>
      </button>`
    }
  </li>`;
}

/** What it keeps quiet now; one that keeps nothing quiet may be forgotten, or misspelt. */
function Covers({ silence: { covers } }: { readonly silence: Silence }) {
  const w = words.value;
  if (covers === undefined) {
    return undefined;
  }
  if (covers.alerts === 0) {
    return html`${w.silences.coversNothing}`;
  }
  const { alerts, incidents, subjects, moreSubjects = 0 } = covers;
  const more = moreSubjects > 0 ? ` ${w.now.more(moreSubjects)}` : '';
  return html`${w.silences.covers(alerts, incidents)}: <${Theirs} text=${joined(subjects) + more} />`;
}
