import type { AlignedData } from 'uplot';
import { barsAndLine } from '../frame/bars.ts';
import { html } from '../frame/html.ts';
import { usePlot } from '../frame/plot.ts';
import { wallTime } from '../frame/wall-clock.ts';
import { locale, words } from '../words/index.ts';
import type { WholeBurden } from './figures.ts';

interface DaysProps {
  readonly burden: Pick<WholeBurden, 'from' | 'to' | 'zone' | 'tally'>;
}

/** Alarms as bars, and pages as a line, of each day. It is an image: a table tells the same. */
export function DaysChart({ burden }: DaysProps) {
  const w = words.value;
  const language = locale.value;
  const place = usePlot(
    (look) => ({
      options: barsAndLine(look, { length: DAY, marks: WHOLE_DAYS, language }),
      columns: columnsOf(burden),
    }),
    [burden, language],
  );
  return html`<div class="chart" role="img" aria-label=${w.burden.chart} ref=${place}></div>`;
}

/** All days of the report: one without anything is no gap, it had none. */
function columnsOf({ from, to, zone, tally: { days } }: DaysProps['burden']): AlignedData {
  const all: number[] = [];
  const last = dayOf(to, zone);
  for (let at = dayOf(from, zone); at <= last; at += DAY) {
    all.push(at);
  }
  const of = (what: 'alarms' | 'pages') =>
    all.map((at) => days[new Date(at * 1_000).toISOString().slice(0, 10)]?.[what] ?? 0);
  return [all, of('alarms'), of('pages')];
}

/** The date of a moment in a zone, as the second in which it begins in UTC. */
function dayOf(moment: string, zone: string): number {
  return Date.parse(wallTime(Date.parse(moment), zone).slice(0, 10)) / 1_000;
}

const DAY = 86_400;

/** How far marks of the axis may be apart: between two days there is nothing to mark. */
const WHOLE_DAYS = [1, 2, 7, 14, 28].map((days) => days * DAY);
