import type { Trend } from '#api/client/index.ts';

/** Columns of one length, as a chart draws them. */
type Columns = readonly (readonly (number | null)[])[];

/**
 * Returns the points of a trend as columns: seconds, values, and each limit, which is drawn from
 * the first to the last second. Where none was kept for longer than two of the times at which one
 * is due, the line has a gap; what is infinite is one, too.
 */
export function columnsOf({ points, rules, from, to, everySeconds = 0 }: Trend): Columns {
  const rows: [number, number | null][] = [[seconds(from), null]];
  for (const { at, value } of points) {
    const last = rows.at(-1)?.[0] ?? 0;
    const second = seconds(at);
    if (second - last > 2 * everySeconds) {
      rows.push([(last + second) / 2, null]);
    }
    rows.push([second, typeof value === 'number' ? value : null]);
  }
  rows.push([seconds(to), null]);
  const limits = rules.flatMap(({ below, above, equals }) =>
    [below, above, equals].filter((limit) => limit !== undefined),
  );
  const ends = (limit: number) =>
    rows.map((_, index) => (index === 0 || index === rows.length - 1 ? limit : null));
  return [rows.map(([second]) => second), rows.map(([, value]) => value), ...limits.map(ends)];
}

function seconds(at: string): number {
  return Date.parse(at) / 1_000;
}
