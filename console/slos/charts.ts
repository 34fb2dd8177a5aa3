import type { SloDetails } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { type Look, type Plot, timeAxis, usePlot, valueAxis } from '../frame/plot.ts';
import { locale, words } from '../words/index.ts';
import { share } from './parts.ts';

interface ChartProps {
  readonly slo: SloDetails;
}

/** What was left of a budget over its window. It is an image: a table tells the same. */
export function BudgetChart({ slo }: ChartProps) {
  const place = usePlot((look) => budgetPlot(slo, look), [slo, locale.value]);
  const called = words.value.slos.overTimeChart(share(slo.left));
  return html`<div class="chart" role="img" aria-label=${called} ref=${place}></div>`;
}

/** Both burn rates of a pair, with the rate from which on it alerts. */
export function BurnChart({ slo }: ChartProps) {
  const place = usePlot((look) => burnPlot(slo, look), [slo, locale.value]);
  return html`<div class="chart" role="img" aria-label=${words.value.slos.burnChart} ref=${place}></div>`;
}

function budgetPlot({ series, from, to }: SloDetails, look: Look): Plot {
  const at = series.map((point) => Date.parse(point.at) / SECOND);
  const day = new Intl.DateTimeFormat(locale.value, { day: 'numeric', month: 'short' });
  const left = series.map((point) => point.left);
  return {
    options: {
      scales: {
        x: { range: [Date.parse(from) / SECOND, Date.parse(to) / SECOND] },
        y: { range: [Math.min(0, ...left), 1] },
      },
      axes: [timeAxis(look, day), valueAxis(look, locale.value, { style: 'percent' })],
      series: [{}, { stroke: look.colour('--text'), width: 2, points: { show: true, size: 4 } }],
    },
    columns: [at, left],
  };
}

function burnPlot({ burn }: SloDetails, look: Look): Plot {
  const { long = [], short = [], alertsAbove = 0, stepSeconds = 0, from = '' } = burn ?? {};
  const first = Date.parse(from) / SECOND;
  const at = long.map((_, i) => first + i * stepSeconds);
  const most = Math.max(alertsAbove * 1.2, ...long, ...short);
  const hour = new Intl.DateTimeFormat(locale.value, {
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  const line = { width: 2, points: { show: false } };
  return {
    options: {
      scales: { y: { range: [0, most] } },
      axes: [timeAxis(look, hour), valueAxis(look, locale.value)],
      series: [
        {},
        { ...line, stroke: look.colour('--text') },
        { ...line, stroke: look.colour('--text'), width: 1, dash: [2, 3] },
        { ...line, stroke: look.colour('--alarm'), dash: [8, 4] },
      ],
    },
    columns: [at, [...long], [...short], at.map(() => alertsAbove)],
  };
}

const SECOND = 1_000;
