import type { CsvColumns } from '../text/csv.ts';
import { type Duration, SECOND } from '../time/instant.ts';
import { RESPONSE_MARKS, RESPONSE_OUTCOMES } from './response.ts';
import type { ResponseReport, ResponseRow } from './response-figures.ts';
import { RESPONSE_TIMES } from './response-tally.ts';

/** One line of the report as a table. */
export type ResponseLine = ResponseRow & {
  readonly kind: 'all' | 'service' | 'severity' | 'rule' | 'week';
};

type Columns = CsvColumns<ResponseLine>;

/** The columns of the report as CSV; what has no figure is empty. */
export const RESPONSE_COLUMNS: Columns = {
  kind: ({ kind }) => kind,
  name: ({ name }) => name,
  incidents: ({ incidents }) => String(incidents),
  ...named(
    RESPONSE_OUTCOMES,
    (name) =>
      ({ outcomes }) =>
        String(outcomes[name]),
  ),
  ...named(
    RESPONSE_MARKS,
    (name) =>
      ({ marks }) =>
        String(marks[name]),
  ),
  ...Object.assign(
    {},
    ...RESPONSE_TIMES.map(
      (time): Columns => ({
        [`${time}_n`]: (line) => String(line[time].n),
        [`${time}_mean_seconds`]: (line) => inSeconds(line[time].mean),
        [`${time}_median_seconds`]: (line) => inSeconds(line[time].median),
        [`${time}_p90_seconds`]: (line) => inSeconds(line[time].p90),
      }),
    ),
  ),
};

/** Returns the lines of the report: all incidents, and each name of each group. */
export function responseLines(report: ResponseReport): readonly ResponseLine[] {
  const { all, services, severities, rules, weeks } = report;
  const lines = (kind: ResponseLine['kind'], rows: readonly ResponseRow[]) =>
    rows.map((row): ResponseLine => ({ kind, ...row }));
  return [
    { kind: 'all', name: '', ...all },
    ...lines('service', services),
    ...lines('severity', severities),
    ...lines('rule', rules),
    ...lines('week', weeks),
  ];
}

function named<Name extends string>(
  names: readonly Name[],
  of: (name: Name) => Columns[string],
): Columns {
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

function inSeconds(duration: Duration | undefined): string | undefined {
  return duration === undefined ? undefined : String(Math.round(duration / SECOND));
}
