import { Chosen, chosenOf } from '../frame/chosen.ts';
import { saveText } from '../frame/download.ts';
import { FigureTable, number, part } from '../frame/figures.ts';
import { html } from '../frame/html.ts';
import { lazyChart } from '../frame/lazy-chart.ts';
import { useLoaded } from '../frame/live.ts';
import { may } from '../frame/me.ts';
import { shown } from '../frame/shown.ts';
import { duration } from '../frame/time.ts';
import { useTitle } from '../frame/title.ts';
import { words } from '../words/index.ts';
import {
  BURDEN_COLUMNS,
  burdenRows,
  csvHead,
  csvLines,
  type Judged,
  type Ranked,
  TARGETS,
  type WholeBurden,
} from './figures.ts';
import { Judge } from './judge.ts';
import { loadBurden } from './load-burden.ts';

/** The spans that can be chosen, in days; a month comes first. */
const SPANS = ['31', '7', '90'] as const;

/** What the alarms of some time have asked of people. */
export default function BurdenScreen() {
  const w = words.value.burden;
  const days = Number(chosenOf('days', SPANS));
  const live = useLoaded(`burden ${days}`, () => loadBurden(days));
  useTitle(w.title);
  return html`<h1>${w.title}</h1>
    <${Chosen}
      parameter="days"
      called=${w.span}
      names=${SPANS}
      nameOf=${(days: string) => w.lastDays(Number(days))}
    />
    ${shown(live, (whole) => html`<${Report} whole=${whole} />`)}
    ${may('respond') && html`<${Judge} onJudged=${live.refresh} />`}`;
}

function Report({ whole }: { readonly whole: WholeBurden }) {
  const w = words.value;
  const { figures, tally } = whole;
  const save = () => {
    const lines = csvLines(BURDEN_COLUMNS, burdenRows(tally));
    saveText(csvHead(BURDEN_COLUMNS) + lines, 'text/csv', 'burden.csv');
  };
  return html`<${Facts} whole=${whole} />
    <h2>${w.burden.byDay}</h2>
    <figure>
      <${LazyDays} burden=${whole} />
      <figcaption class="small">${w.burden.chartHint}</figcaption>
    </figure>
    <${Days} whole=${whole} />
    <${Top} title=${w.burden.rules} ranked=${figures.rules} all=${figures.topRulesShare} />
    <${Top} title=${w.burden.subjects} ranked=${figures.subjects} all=${figures.topSubjectsShare} />
    <${Targets} targets=${figures.targets} />
    <button onClick=${save}>${w.downloadAs('CSV')}</button>`;
}

function Facts({ whole: { figures } }: { readonly whole: WholeBurden }) {
  const w = words.value.burden;
  const facts = [
    [w.alarms, number(figures.alarms)],
    [w.pages, number(figures.pages)],
    [
      w.perSubjectDay,
      w.each(number(figures.alarmsPerSubjectDay), number(figures.pagesPerSubjectDay)),
    ],
    [w.atNight, w.each(number(figures.nightAlarms), number(figures.nightPages))],
    [w.lasted, figures.lasted === 0 ? number(0) : duration(figures.lasted)],
    ...figures.brief.map(({ seconds, share }) => [w.brief(seconds), part(share)]),
    [w.answered, part(figures.answered)],
    [w.noise, part(figures.noise)],
    [w.unanswered, part(figures.unanswered)],
  ];
  return html`<dl class="facts">
    ${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
  </dl>`;
}

const LazyDays = lazyChart(async () => (await import('./days-chart.ts')).DaysChart);

function Days({ whole: { tally } }: { readonly whole: WholeBurden }) {
  const w = words.value;
  const days = Object.entries(tally.days).sort(([a], [b]) => (a < b ? 1 : -1));
  return html`<details>
    <summary>${w.trend.table}</summary>
    <${FigureTable}
      heads=${[w.burden.day, w.burden.alarms, w.burden.pages, w.burden.nightAlarms, w.burden.nightPages]}
      rows=${days.map(([day, of]) => [day, of.alarms, of.pages, of.nightAlarms, of.nightPages])}
    />
  </details>`;
}

function Top({
  title,
  ranked,
  all,
}: {
  readonly title: string;
  readonly ranked: readonly Ranked[];
  readonly all: number;
}) {
  const w = words.value.burden;
  return (
    ranked.length > 0 &&
    html`<h2>${title}</h2>
      <${FigureTable}
        heads=${[w.name, w.alarms, w.share, w.pages, w.noise]}
        rows=${ranked.map((one) => [one.name, one.alarms, part(one.share), one.pages, one.noise])}
      />
      <p class="small">${w.together(part(all))}</p>`
  );
}

function Targets({ targets }: { readonly targets: readonly Judged[] }) {
  const w = words.value.burden;
  const shownAs = ({ name }: Judged, value: number) =>
    IN_SHARES.includes(name) ? part(value) : number(value);
  return html`<h2>${w.targets}</h2>
    <${FigureTable}
      heads=${[w.name, w.value, w.good, w.atMost, w.verdict]}
      rows=${targets.map((one) => [
        w.target[one.name],
        shownAs(one, one.value),
        shownAs(one, TARGETS[one.name].target),
        shownAs(one, TARGETS[one.name].limit),
        w.verdicts[one.verdict],
      ])}
    />
    <p class="small">${w.targetsHint}</p>`;
}

const IN_SHARES: readonly Judged['name'][] = ['inFlood', 'topRules', 'worstSeverities'];
