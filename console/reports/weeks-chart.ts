import { barsAndLine } from '../frame/bars.ts';
import { html } from '../frame/html.ts';
import { usePlot } from '../frame/plot.ts';
import { duration } from '../frame/time.ts';
import { locale, words } from '../words/index.ts';
import type { ResponseRow, ResponseTime } from './figures.ts';

const DAY = 86_400;
const WEEK = 7 * DAY;

/** How far marks of the axis may be apart: between two weeks there is nothing to mark. */
const WHOLE_WEEKS = [1, 2, 4, 13].map((weeks) => weeks * WEEK);

/**
 * A time of each week: its median as bars, and what nine in ten were below as a line. It is an
 * image: a table tells the same.
 */
export function WeeksChart({
  weeks,
  time,
}: {
  readonly weeks: readonly ResponseRow[];
  readonly time: ResponseTime;
}) {
  const w = words.value.reports;
  const language = locale.value;
  const place = usePlot(
    (look) => ({
      options: barsAndLine(look, { length: WEEK, marks: WHOLE_WEEKS, language, valueText }),
      columns: [
        weeks.map(({ name }) => mondayOf(name)),
        weeks.map((week) => week[time].median ?? null),
        weeks.map((week) => week[time].p90 ?? null),
      ],
    }),
    [weeks, time, language],
  );
  return html`<div class="chart" role="img" aria-label=${w.chart(w.time[time])} ref=${place}></div>`;
}

function valueText(value: number): string {
  return value === 0 ? '0' : duration(value);
}

/** Returns when the Monday of a week of ISO 8601 begins in UTC, in seconds: `2026-W48`. */
function mondayOf(week: string): number {
  const [year = 0, number = 1] = week.split('-W').map(Number);
  // The fourth of January is in the first week.
  const fourth = Date.UTC(year, 0, 4) / 1_000;
  const sinceMonday = (new Date(fourth * 1_000).getUTCDay() + 6) % 7;
  return fourth - sinceMonday * DAY + (number - 1) * WEEK;
}
