import uPlot from 'uplot';
import { type Look, type Plot, timeAxis, valueAxis } from './plot.ts';

/** What bars are of. */
interface Bars {
  /** How long a bar is, and how far marks of the axis may be apart, in seconds. */
  readonly length: number;
  readonly marks: readonly number[];
  readonly language: string;
  /** Writes a value; as a number, unless it is given. */
  readonly valueText?: (value: number) => string;
}

/**
 * Returns how dates are drawn, the first series as bars and the second as a line. A date is one of
 * the platform's zone; here it is drawn as one of UTC.
 */
export function barsAndLine(
  look: Look,
  { length, marks, language, valueText }: Bars,
): Plot['options'] {
  const { colour } = look;
  const day = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const values = valueAxis(look, language);
  const axis =
    valueText === undefined
      ? values
      : { ...values, size: 72, values: (_: unknown, all: readonly number[]) => all.map(valueText) };
  return {
    tzDate: (second) => uPlot.tzDate(new Date(second * 1_000), 'Etc/UTC'),
    scales: {
      x: { range: (_, from, to) => [from - length / 2, to + length / 2] },
      // Bars are compared by their height, which begins at nothing.
      y: { range: (_, __, most) => [0, Math.max(most * 1.1, 1)] },
    },
    axes: [{ ...timeAxis(look, day), incrs: [...marks] }, axis],
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
