import uPlot, { type AlignedData } from 'uplot';
import { html } from '../frame/html.ts';
import { type Look, type Plot, usePlot, valueAxis } from '../frame/plot.ts';
import { words } from '../words/index.ts';
import type { WholeBurden } from './figures.ts';

export interface DaysProps {
  readonly days: WholeBurden['tally']['days'];
}

/** Alarms as bars, and pages as a line, of each day. It is an image: a table tells the same. */
export function DaysChart({ days }: DaysProps) {
  const w = words.value;
  const place = usePlot((look) => plotOf(days, look), [days, w.language]);
  return html`<div class="chart" role="img" aria-label=${w.burden.chart} ref=${place}></div>`;
}

/** A day without anything is no gap: it had none. */
function columnsOf(days: DaysProps['days']): AlignedData {
  const moments = Object.keys(days).map((day) => Date.parse(day) / 1_000);
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  const all: number[] = [];
  for (let at = first; at <= last; at += DAY) {
    all.push(at);
  }
  const of = (what: 'alarms' | 'pages') =>
    all.map((at) => days[new Date(at * 1_000).toISOString().slice(0, 10)]?.[what] ?? 0);
  return [all, of('alarms'), of('pages')];
}

const DAY = 86_400;

function plotOf(days: DaysProps['days'], look: Look): Plot {
  const { language } = words.value;
  const { axis, colour } = look;
  // A day is a date of the platform's zone; here it is drawn as one of UTC.
  const day = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const options: Plot['options'] = {
    scales: { x: { range: (_, from, to) => [from - DAY / 2, to + DAY / 2] } },
    axes: [
      { ...axis, space: 64, values: (_, at) => at.map((second) => day.format(second * 1_000)) },
      valueAxis(look, language),
    ],
    series: [
      {},
      { fill: colour('--line'), stroke: colour('--line'), paths: bars(), points: { show: false } },
      { stroke: colour('--alarm'), width: 2, points: { show: true, size: 4 } },
    ],
  };
  return { options, columns: columnsOf(days) };
}

function bars(): NonNullable<uPlot.Series['paths']> {
  const { bars: of } = uPlot.paths;
  if (of === undefined) {
    throw new Error('uPlot draws no bars: its build is another.');
  }
  return of({ size: [0.6, 40] });
}
