import type uPlot from 'uplot';
import type { AlignedData } from 'uplot';
import type { IncidentAlert, Trend } from '#api/client/index.ts';
import { now } from '../frame/clock.ts';
import { html } from '../frame/html.ts';
import { type Look, type Plot, timeAxis, usePlot, valueAxis } from '../frame/plot.ts';
import { metricName } from '../frame/text.ts';
import { locale, words } from '../words/index.ts';
import { columnsOf } from './columns.ts';

interface ChartProps {
  readonly trend: Trend;
  /** The alerts on the series: when they fired is shaded. */
  readonly alerts: readonly IncidentAlert[];
}

const DAY = 86_400;

/** A line of values with the limits in it. It is an image: words and a table tell the same. */
export function Chart({ trend, alerts }: ChartProps) {
  const w = words.value;
  const place = usePlot((look) => plotOf({ trend, alerts }, look), [trend, locale.value]);
  return html`<div class="chart" role="img" aria-label=${w.trend.chart(metricName(trend.metric))} ref=${place}></div>`;
}

function plotOf({ trend, alerts }: ChartProps, look: Look): Plot {
  const language = locale.value;
  const { axis, colour } = look;
  const columns = columnsOf(trend);
  const limits = columns.length - 2;
  const [from, to] = [Date.parse(trend.from) / 1_000, Date.parse(trend.to) / 1_000];
  const isLong = to - from > DAY;
  const time = new Intl.DateTimeFormat(
    language,
    isLong
      ? { weekday: 'short', day: 'numeric' }
      : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  );
  const options: Plot['options'] = {
    scales: { x: { range: [from, to] }, y: { range: { min: SOFT, max: SOFT } } },
    axes: [
      {
        ...timeAxis(look, time),
        label: zoneName(to * 1_000),
        labelSize: 20,
        labelFont: axis.font,
      },
      valueAxis(look, language),
    ],
    series: [
      {},
      { stroke: colour('--text'), width: 2, points: { show: true, size: 4 } },
      ...Array.from({ length: limits }, () => ({
        stroke: colour('--alarm'),
        width: 2,
        dash: [8, 4],
        spanGaps: true,
        points: { show: false },
      })),
    ],
    hooks: { drawClear: [(chart: uPlot) => shadeFiring(chart, alerts, colour('--field'))] },
  };
  return { options, columns: columns as AlignedData };
}

/** What the zone of the times on the axis is called. */
function zoneName(moment: number): string {
  const parts = new Intl.DateTimeFormat(locale.value, { timeZoneName: 'short' });
  return parts.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** Some room above the highest and below the lowest. */
const SOFT = { pad: 0.1, mode: 0 } as const;

/** Shades the times in which the alerts fired. */
function shadeFiring(chart: uPlot, alerts: readonly IncidentAlert[], colour: string): void {
  const { ctx, bbox } = chart;
  const x = (at: number) =>
    Math.min(Math.max(chart.valToPos(at / 1_000, 'x', true), bbox.left), bbox.left + bbox.width);
  ctx.save();
  ctx.fillStyle = colour;
  for (const { startsAt, resolvedAt } of alerts) {
    const [from, to] = [
      x(Date.parse(startsAt)),
      x(resolvedAt === undefined ? now.peek() : Date.parse(resolvedAt)),
    ];
    ctx.fillRect(from, bbox.top, to - from, bbox.height);
  }
  ctx.restore();
}
