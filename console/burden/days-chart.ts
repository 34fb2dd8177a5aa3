import { useEffect, useRef } from 'preact/hooks';
import uPlot, { type AlignedData, type Options } from 'uplot';
import { html } from '../frame/html.ts';
import { words } from '../words/index.ts';
import type { WholeBurden } from './figures.ts';

export interface DaysProps {
  readonly days: WholeBurden['tally']['days'];
}

const HEIGHT = 220;

/** Alarms as bars, and pages as a line, of each day. It is an image: a table tells the same. */
export function DaysChart({ days }: DaysProps) {
  const place = useRef<HTMLDivElement>(null);
  const w = words.value;
  useEffect(() => {
    const { current } = place;
    if (current === null) {
      return undefined;
    }
    const draw = () => new uPlot(optionsOf(current), columnsOf(days), current);
    let chart = draw();
    const again = () => {
      chart.destroy();
      chart = draw();
    };
    const resized = new ResizeObserver(() =>
      chart.setSize({ width: current.clientWidth, height: HEIGHT }),
    );
    resized.observe(current);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', again);
    return () => {
      scheme.removeEventListener('change', again);
      resized.disconnect();
      chart.destroy();
    };
  }, [days, w.language]);
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

function optionsOf(place: HTMLElement): Options {
  const { language } = words.value;
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  // A day is a date of the platform's zone; here it is drawn as one of UTC.
  const day = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const axis = {
    stroke: colour('--text'),
    grid: { stroke: colour('--field'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
    font: `14px ${style.fontFamily}`,
  };
  return {
    width: place.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { range: (_, from, to) => [from - DAY / 2, to + DAY / 2] } },
    axes: [
      { ...axis, space: 64, values: (_, at) => at.map((second) => day.format(second * 1_000)) },
      { ...axis, size: 56, values: (_, at) => at.map((value) => value.toLocaleString(language)) },
    ],
    series: [
      {},
      { fill: colour('--line'), stroke: colour('--line'), paths: bars(), points: { show: false } },
      { stroke: colour('--alarm'), width: 2, points: { show: true, size: 4 } },
    ],
  };
}

function bars(): NonNullable<uPlot.Series['paths']> {
  const { bars: of } = uPlot.paths;
  if (of === undefined) {
    throw new Error('uPlot draws no bars: its build is another.');
  }
  return of({ size: [0.6, 40] });
}
