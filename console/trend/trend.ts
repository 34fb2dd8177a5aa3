import { type Signal, useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type { IncidentAlert, Subject, Trend } from '#api/client/index.ts';
import { api, hasEnded, isPassing, textOf } from '../frame/api.ts';
import { EVERY } from '../frame/every.ts';
import { type Content, html } from '../frame/html.ts';
import { lazyChart } from '../frame/lazy-chart.ts';
import { useLive, useLoaded } from '../frame/live.ts';
import { pairsOf } from '../frame/matching.ts';
import { hasTrends } from '../frame/me.ts';
import { metricName, Theirs } from '../frame/text.ts';
import { duration } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { askTrend, untilNow } from './ask.ts';
import { InWords, Table } from './in-words.ts';
import { type AlertSeries, partsOf, readsSeveral, seriesName, seriesOf } from './series.ts';

const MINUTE = 60_000;
const AROUND = 30 * MINUTE;

type Span = 'hour' | 'kept';

/** The values of an incident's alerts, a series at a time; nothing where the config keeps none. */
export function Trends({ alerts }: { readonly alerts: readonly IncidentAlert[] }) {
  // Who asks looks at a subject, which the audit trail tells: it is not done in vain.
  if (!hasTrends.value) {
    return undefined;
  }
  return alerts.some(readsSeveral)
    ? html`<${WithParts} alerts=${alerts} />`
    : html`<${Chosen} all=${seriesOf(alerts, [])} />`;
}

/** So many subjects of an incident are asked which series their rules on several read. */
const MOST_SUBJECTS = 5;

/** The same where an alert is on several series: its subject tells which. */
function WithParts({ alerts }: { readonly alerts: readonly IncidentAlert[] }) {
  const several = alerts.filter(readsSeveral);
  const ids = [...new Set(several.map(({ subject }) => subject))].sort().slice(0, MOST_SUBJECTS);
  const { value, error } = useLoaded(`parts ${JSON.stringify(ids)}`, () => askedOf(ids));
  if (value.value === undefined && error.value === undefined) {
    return undefined;
  }
  const w = words.value.trend;
  const subjects: readonly Subject[] = value.value ?? [];
  const unknown = several.filter((one) => partsOf(one, subjects).length === 0);
  const why = (subject: string) => (ids.includes(subject) ? w.noParts : w.notAsked(MOST_SUBJECTS));
  return html`<${Chosen} all=${seriesOf(alerts, subjects)} />
    ${unknown.map(
      ({ fingerprint, title, subject }) =>
        html`<p key=${fingerprint}><${Theirs} text=${title} />: ${why(subject)}</p>`,
    )}`;
}

/**
 * Asks for subjects, and returns those that were answered: one that is refused keeps no chart of
 * another away. Where none is answered, or nobody is signed in, it throws why.
 */
async function askedOf(ids: readonly string[]): Promise<readonly Subject[]> {
  const asked = ids.map((subject) => api.getSubject({ path: { subject } }));
  const settled = await Promise.allSettled(asked);
  const failed = settled.filter((one) => one.status === 'rejected').map(({ reason }) => reason);
  const answered = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const ended = failed.find(hasEnded);
  if (ended !== undefined || answered.length === 0) {
    throw ended ?? failed.find(isPassing) ?? failed[0];
  }
  return answered;
}

/** One of the series, the first unless another is chosen. */
function Chosen({ all }: { readonly all: readonly AlertSeries[] }) {
  const w = words.value.trend;
  const chosen = useSignal('');
  const series = all.find((one) => seriesName(one) === chosen.value) ?? all[0];
  if (series === undefined) {
    return undefined;
  }
  const choose = (event: Event) => {
    chosen.value = (event.currentTarget as HTMLSelectElement).value;
  };
  const choice =
    all.length > 1 &&
    html`<label
      >${w.series}
      <select value=${seriesName(series)} onChange=${choose}>
        ${all.map((one) => html`<option value=${seriesName(one)}>${labelOf(one)}</option>`)}
      </select>
    </label>`;
  return html`<${OneTrend} key=${seriesName(series)} series=${series} choice=${choice} />`;
}

function labelOf({ subject, metric, labels }: AlertSeries): string {
  return [subject, metricName(metric), ...pairsOf(labels)].join(', ');
}

function OneTrend({ series, choice }: { readonly series: AlertSeries; readonly choice: Content }) {
  const w = words.value;
  const id = useId();
  const span = useSignal<Span>('hour');
  // What was shown stays until the next is there, so that no button goes away under a finger.
  const last = useRef<Trend | undefined>(undefined);
  const load = () => askFor(series, span.peek(), last.current);
  const { value, error } = useLive(`${span.value} ${seriesName(series)}`, load, EVERY.trend);
  last.current = value.value ?? last.current;
  const { current: trend } = last;
  if (trend?.keptSeconds === undefined) {
    return error.value !== undefined && html`<p>${textOf(error.value)}</p>`;
  }
  const kept = w.trend.kept(duration(trend.keptSeconds * 1_000));
  return html`<section aria-labelledby=${id}>
    <h2 id=${id}>${w.trend.title}</h2>
    ${choice}
    ${series.alerts.some(readsSeveral) && html`<p>${w.trend.parts}</p>`}
    <p role="group" aria-labelledby=${id}>
      <${SpanButton} span=${span} name="hour" text=${w.trend.hour} />${' '}
      <${SpanButton} span=${span} name="kept" text=${kept} />
    </p>
    <figure>
      <${LazyChart} trend=${trend} alerts=${series.alerts} />
      <figcaption><${InWords} trend=${trend} /></figcaption>
    </figure>
    <${Table} trend=${trend} />
  </section>`;
}

function SpanButton({
  span,
  name,
  text,
}: {
  readonly span: Signal<Span>;
  readonly name: Span;
  readonly text: string;
}) {
  const choose = () => {
    span.value = name;
  };
  return html`<button aria-pressed=${span.value === name} onClick=${choose}>${text}</button>`;
}

/**
 * Asks for the values of a span, by moments that stay the same for a while: what has not changed is
 * answered 304.
 */
async function askFor(series: AlertSeries, span: Span, last: Trend | undefined): Promise<Trend> {
  const began = Math.min(...series.alerts.map(({ startsAt }) => Date.parse(startsAt)));
  const kept = (last?.keptSeconds ?? 0) * 1_000;
  const end = span === 'hour' ? began + AROUND : untilNow();
  return askTrend(series, span === 'hour' ? began - AROUND : end - kept, end);
}

/** The chart of a series, and of the alerts on it. */
export const LazyChart = lazyChart(async () => (await import('./chart.ts')).Chart);
