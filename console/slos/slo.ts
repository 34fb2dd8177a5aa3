import type { SloDetails } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import { Choice } from '../frame/choice.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { lazyChart } from '../frame/lazy-chart.ts';
import { useLive } from '../frame/live.ts';
import { serviceName } from '../frame/me.ts';
import { hrefOf, query } from '../frame/router.ts';
import { shown } from '../frame/shown.ts';
import { Table } from '../frame/table.ts';
import { Badge, Theirs } from '../frame/text.ts';
import { At, duration, durationText, Since } from '../frame/time.ts';
import { useTitle } from '../frame/title.ts';
import type { ScreenProps } from '../screens.ts';
import { words } from '../words/index.ts';
import { Gone, Left, rate, StateText, share } from './parts.ts';

const SECOND = 1_000;

/** One error budget: how it stands, what was left of it, how fast it burns, and who spent it. */
export default function SloScreen({ id }: ScreenProps) {
  const asked = ['subject', 'window'].map((name) => query.value.get(name) ?? undefined);
  const [subject, window] = asked;
  const load = () => api.getSlo({ path: { slo: id }, query: { subject, window } });
  const live = useLive(`slo ${id} ${asked.join(' ')}`, load, EVERY.slo);
  useTitle(live.value.value?.title ?? words.value.slos.title);
  return html`<p><a href=${hrefOf('slos')}>${words.value.slos.title}</a></p>
    ${shown(live, (slo) => html`<${Details} slo=${slo} />`)}`;
}

interface Shown {
  readonly slo: SloDetails;
}

function Details({ slo }: Shown) {
  const w = words.value.slos;
  return html`<h1>
      <${Theirs} text=${slo.title} />${slo.subject !== undefined && html`, <${Theirs} text=${slo.subject} />`}
    </h1>
    <${AlertsNow} slo=${slo} />
    <${Facts} slo=${slo} />
    <h2>${w.overTime}</h2>
    <figure>
      <${BudgetChart} slo=${slo} />
      <figcaption class="small">${w.overTimeHint}</figcaption>
    </figure>
    <details>
      <summary>${words.value.trend.table}</summary>
      <${Table}
        heads=${[w.at, w.left]}
        rows=${slo.series.map(({ at, left }) => [html`<${At} at=${at} />`, share(left)])}
      />
    </details>
    <${Burn} slo=${slo} />
    <h2>${w.spentBy}</h2>
    <${SpentBy} slo=${slo} />`;
}

function AlertsNow({ slo: { alertsNow } }: Shown) {
  return (
    alertsNow.length > 0 &&
    html`<ul class="listed">
      ${alertsNow.map(
        ({ kind, title, severity, startsAt, incident }) => html`<li key=${kind}>
          <${Badge} severity=${severity} />${' '}
          ${
            incident === undefined
              ? html`<${Theirs} text=${title} />`
              : html`<a href=${hrefOf('incidents', incident)}><${Theirs} text=${title} /></a>`
          }, <${Since} at=${startsAt} />
        </li>`,
      )}
    </ul>`
  );
}

function Facts({ slo }: Shown) {
  const w = words.value.slos;
  const facts = [
    [w.stands, html`<${StateText} slo=${slo} />`],
    [w.left, html`<${Left} slo=${slo} />`],
    [w.gone, html`<${Gone} slo=${slo} />`],
    [w.target, share(slo.target)],
    [w.good, slo.good === undefined ? w.unknown : share(slo.good)],
    [w.measured, share(slo.measured)],
    [w.counted, w.methods[slo.method]],
    ...(slo.maintenance === 'excluded'
      ? [[w.excluded, duration(slo.excludedSeconds * SECOND)]]
      : []),
    [w.window, html`<${At} at=${slo.from} /> – <${At} at=${slo.to} />`],
    [w.service, html`<${Theirs} text=${serviceName(slo.service)} />`],
  ];
  return html`<dl class="facts">
    ${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
  </dl>`;
}

function Burn({ slo }: Shown) {
  const w = words.value.slos;
  const { burn, pairs } = slo;
  if (burn === undefined) {
    return undefined;
  }
  const named = ({ window, shortWindow }: Pick<typeof burn, 'window' | 'shortWindow'>) =>
    w.pair(durationText(window), durationText(shortWindow));
  const [long, short] = [burn.long, burn.short].map((rates) => rate(rates.at(-1) ?? 0));
  return html`<h2>${w.burn}</h2>
    <form class="actions">
      <${Choice}
        name="window"
        called=${w.windows}
        options=${[
          { value: '', text: named(burn) },
          ...pairs
            .filter(({ window }) => window !== burn.window)
            .map((pair) => ({ value: pair.window, text: named(pair) })),
        ]}
      />
    </form>
    <figure>
      <${BurnChart} slo=${slo} />
      <figcaption class="small">${w.burnHint}</figcaption>
    </figure>
    <p>${w.burnsNow(long ?? '', short ?? '', rate(burn.alertsAbove))}</p>`;
}

function SpentBy({ slo }: Shown) {
  const w = words.value.slos;
  const { spentBy, unattributedSeconds: rest, allowedSeconds, spentSeconds } = slo;
  if (spentSeconds === 0) {
    return html`<p>${w.spentNothing}</p>`;
  }
  const row = (name: unknown, seconds: number, opened: unknown) => [
    name,
    duration(seconds * SECOND),
    share(allowedSeconds === 0 ? 0 : seconds / allowedSeconds),
    opened,
  ];
  return html`<${Table}
    heads=${[w.incident, w.took, w.ofBudget, w.opened]}
    rows=${[
      ...spentBy.map(({ incident, title, openedAt, spentSeconds: took }) =>
        row(
          html`<a href=${hrefOf('incidents', incident)}><${Theirs} text=${title ?? incident} /></a>`,
          took,
          openedAt === undefined ? w.notKept : html`<${Since} at=${openedAt} />`,
        ),
      ),
      ...(rest > 0 ? [row(w.byNone, rest, '')] : []),
    ]}
  />`;
}

const BudgetChart = lazyChart(async () => (await import('./charts.ts')).BudgetChart);
const BurnChart = lazyChart(async () => (await import('./charts.ts')).BurnChart);
