import { anyOf, Choice } from '../frame/choice.ts';
import { saveText } from '../frame/download.ts';
import { FigureTable, number } from '../frame/figures.ts';
import { html } from '../frame/html.ts';
import { lazyChart } from '../frame/lazy-chart.ts';
import { useLoaded } from '../frame/live.ts';
import { serviceName, teamNames } from '../frame/me.ts';
import { query } from '../frame/router.ts';
import { shown } from '../frame/shown.ts';
import { duration } from '../frame/time.ts';
import { words } from '../words/index.ts';
import {
  csvHead,
  csvLines,
  RESPONSE_COLUMNS,
  RESPONSE_TIMES,
  type ResponseReport,
  type ResponseRow,
  type ResponseTime,
  responseLines,
} from './figures.ts';
import { loadResponse } from './load.ts';

const LazyWeeks = lazyChart(async () => (await import('./weeks-chart.ts')).WeeksChart);

/** How soon incidents were paged, acknowledged and resolved. */
export function ResponseView({ days }: { readonly days: number }) {
  const w = words.value;
  const service = query.value.get('service') ?? '';
  const live = useLoaded(`response ${days} ${service}`, () => loadResponse(days, service));
  return html`<form class="fields" onSubmit=${(event: Event) => event.preventDefault()}>
      <${Choice}
        name="service"
        called=${w.now.service}
        options=${anyOf(w.now.any, teamNames.value.services)}
      />
    </form>
    ${shown(live, (report) => html`<${Report} report=${report} />`)}`;
}

function Report({ report }: { readonly report: ResponseReport }) {
  const w = words.value.reports;
  const { all, weeks, services, severities, rules } = report;
  if (all.incidents === 0) {
    return html`<p>${w.none}</p>`;
  }
  const severity = (name: string) =>
    (words.value.severity as Readonly<Record<string, string>>)[name] ?? name;
  return html`<${Facts} all=${all} />
    <h2>${w.byWeek}</h2>
    ${RESPONSE_TIMES.map(
      (time) => html`<figure key=${time}>
        <${LazyWeeks} weeks=${weeks} time=${time} />
        <figcaption class="small">${w.chartHint(w.time[time])}</figcaption>
      </figure>`,
    )}
    <details>
      <summary>${words.value.trend.table}</summary>
      <${Rows} rows=${weeks} nameOf=${String} />
    </details>
    <h2>${w.byService}</h2>
    <${Rows} rows=${services} nameOf=${serviceName} />
    <h2>${w.bySeverity}</h2>
    <${Rows} rows=${severities} nameOf=${severity} />
    <h2>${w.byRule}</h2>
    <${Rows} rows=${rules} nameOf=${String} />
    <button onClick=${() => save(report)}>${words.value.downloadAs('CSV')}</button>`;
}

function save(report: ResponseReport): void {
  const lines = csvLines(RESPONSE_COLUMNS, responseLines(report));
  saveText(csvHead(RESPONSE_COLUMNS) + lines, 'text/csv', 'response.csv');
}

function Facts({ all }: { readonly all: ResponseReport['all'] }) {
  const w = words.value.reports;
  const facts = [
    [w.incidents, number(all.incidents)],
    ...RESPONSE_TIMES.map((time) => [w.time[time], timesOf(all, time)]),
    ...Object.entries(w.outcome).map(([name, called]) => [
      called,
      number(all.outcomes[name as keyof typeof all.outcomes]),
    ]),
    ...Object.entries(w.mark).map(([name, called]) => [
      called,
      number(all.marks[name as keyof typeof all.marks]),
    ]),
  ];
  return html`<dl class="facts">
    ${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
  </dl>`;
}

/** A table of names, with the median of each time, and what nine in ten were within. */
function Rows({
  rows,
  nameOf,
}: {
  readonly rows: readonly ResponseRow[];
  readonly nameOf: (name: string) => string;
}) {
  const w = words.value.reports;
  return html`<${FigureTable}
    heads=${[w.name, w.incidents, ...RESPONSE_TIMES.map((time) => w.time[time])]}
    rows=${rows.map((row) => [
      nameOf(row.name),
      row.incidents,
      ...RESPONSE_TIMES.map((time) => timesOf(row, time)),
    ])}
  />`;
}

function timesOf(row: Pick<ResponseRow, ResponseTime>, time: ResponseTime): string {
  const { median, p90 } = row[time];
  return median === undefined || p90 === undefined
    ? '–'
    : words.value.reports.medianAnd(duration(median), duration(p90));
}
