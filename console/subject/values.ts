import { useSignal } from '@preact/signals';
import type { SubjectSeries, Trend } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import { now } from '../frame/clock.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { pairsOf } from '../frame/matching.ts';
import { metricName, Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { figure, InWords, Table } from '../trend/in-words.ts';
import { seriesName } from '../trend/series.ts';
import { LazyChart } from '../trend/trend.ts';
import { words } from '../words/index.ts';

const HOUR = 3_600_000;

/** How often the hour moves on, so that an answer holds for a while. */
const STEP = 300_000;

/** So many series are asked about; each is a question. */
const MOST = 6;

/** The last value of each series that a rule knows, and its last hour; nothing if none is kept. */
export function Values({
  subject,
  series,
}: {
  readonly subject: string;
  readonly series: readonly SubjectSeries[];
}) {
  const w = words.value.subject;
  const all = measured(subject, series);
  const names = all.map(seriesName).join();
  const { value } = useLive(
    `values ${names}`,
    () => Promise.all(all.slice(0, MOST).map(lastHour)),
    EVERY.values,
  );
  const kept = value.value?.filter(({ keptSeconds }) => keptSeconds !== undefined) ?? [];
  return (
    kept.length > 0 &&
    html`<section>
      <h2>${w.values} (${all.length})</h2>
      <ul class="listed">
        ${kept.map((trend) => html`<${Value} key=${seriesName(trend)} trend=${trend} />`)}
      </ul>
      ${all.length > MOST && html`<p>${words.value.now.more(all.length - MOST)}</p>`}
    </section>`
  );
}

type Series = Parameters<typeof seriesName>[0];

/** Its series, each once: several rules may know one, and one rule may know several. */
function measured(subject: string, series: readonly SubjectSeries[]): readonly Series[] {
  const all = series
    .flatMap((one) => one.parts ?? [one])
    .filter(({ metric }) => metric !== '')
    .map(({ metric, unit, labels }) => ({
      ...{ subject, metric, labels },
      ...(unit !== undefined && { unit }),
    }));
  return [...new Map(all.map((one) => [seriesName(one), one])).values()];
}

function lastHour({ subject, metric, unit, labels }: Series): Promise<Trend> {
  const end = Math.ceil(now.peek() / STEP) * STEP;
  return api.getTrend({
    path: { subject },
    query: {
      metric,
      ...(unit !== undefined && { unit }),
      labels: JSON.stringify(labels),
      from: new Date(end - HOUR).toISOString(),
      to: new Date(end).toISOString(),
    },
  });
}

function Value({ trend }: { readonly trend: Trend }) {
  const w = words.value.subject;
  const isOpen = useSignal(false);
  const { metric, unit, labels, points } = trend;
  const last = points.at(-1);
  const pairs = pairsOf(labels);
  const turn = (event: Event) => {
    isOpen.value = (event.currentTarget as HTMLDetailsElement).open;
  };
  return html`<li>
    <p>
      <${Theirs} text=${metricName(metric)} />:${' '}
      ${
        last === undefined
          ? w.noValue
          : html`<strong><${Theirs} text=${figure(last.value, unit)} /></strong>, <${Since} at=${last.at} />`
      }
    </p>
    ${pairs.length > 0 && html`<p class="small"><${Theirs} text=${pairs.join(', ')} /></p>`}
    <details open=${isOpen} onToggle=${turn}>
      <summary>${w.lastHour}<span class="hidden"> ${metricName(metric)}</span></summary>
      ${
        isOpen.value &&
        html`<figure>
            <${LazyChart} trend=${trend} alerts=${[]} />
            <figcaption><${InWords} trend=${trend} /></figcaption>
          </figure>
          <${Table} trend=${trend} />`
      }
    </details>
  </li>`;
}
