import { useSignal } from '@preact/signals';
import type { IncidentSummary } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { html } from '../frame/html.ts';
import { useLoaded } from '../frame/live.ts';
import { hrefOf } from '../frame/router.ts';
import { shown } from '../frame/shown.ts';
import { Badge, Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { nameOf } from '../now/names.ts';
import { words } from '../words/index.ts';

/** So many can be looked at; others come when these are judged. */
const MOST = 50;

/** What is over and was not judged: several are marked as noise at once. */
export function Judge({ onJudged }: { readonly onJudged: () => Promise<void> }) {
  const live = useLoaded('unjudged', unjudged);
  const judged = async () => {
    await Promise.all([live.refresh(), onJudged()]);
  };
  return html`<section>
    <h2>${words.value.burden.judge}</h2>
    ${shown(live, (incidents) => html`<${Choose} incidents=${incidents} onJudged=${judged} />`)}
  </section>`;
}

async function unjudged(): Promise<readonly IncidentSummary[]> {
  const { incidents } = await api.listIncidents({ query: { status: 'all', days: 7 } });
  return incidents
    .filter(({ status, noise }) => status === 'resolved' && noise === undefined)
    .slice(0, MOST);
}

function Choose({
  incidents,
  onJudged,
}: {
  readonly incidents: readonly IncidentSummary[];
  readonly onJudged: () => Promise<void>;
}) {
  const w = words.value.burden;
  const chosen = useSignal<ReadonlySet<string>>(new Set());
  if (incidents.length === 0) {
    return html`<p>${w.judgeNone}</p>`;
  }
  const these = incidents.filter(({ id }) => chosen.value.has(id));
  const turn = (id: string) => () => {
    const next = new Set(chosen.value);
    chosen.value = next.delete(id) ? next : next.add(id);
  };
  const all = () => {
    chosen.value = new Set(these.length === incidents.length ? [] : incidents.map(({ id }) => id));
  };
  const mark = async () => {
    if (await perform('judge', () => markEach(these), w.marked(these.length))) {
      chosen.value = new Set();
    }
    await onJudged();
  };
  return html`<p>${w.judgeHint}</p>
    <ul class="listed">
      ${incidents.map(
        (one) => html`<li key=${one.id}>
          <label
            ><input type="checkbox" checked=${chosen.value.has(one.id)} onChange=${turn(one.id)} />
            <${Badge} severity=${one.severity} />${' '}<${Theirs} text=${nameOf(one)} />
          </label>
          <p class="small">
            <a href=${hrefOf('incidents', one.id)}>${words.value.incident.title}</a>,${' '}
            <${Since} at=${one.openedAt} />
          </p>
        </li>`,
      )}
    </ul>
    <p class="actions">
      <button onClick=${all}>${w.chooseAll}</button>
      <button disabled=${these.length === 0} aria-busy=${isUnderWay('judge')} onClick=${mark}>
        ${w.mark(these.length)}
      </button>
    </p>`;
}

/** One after the other: nobody waits for it, and the rate of a person must not refuse them. */
async function markEach(incidents: readonly IncidentSummary[]): Promise<void> {
  for (const { id } of incidents) {
    await api.markNoise({ path: { id }, body: {} });
  }
}
