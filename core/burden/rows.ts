import type { CsvColumns } from '../text/csv.ts';
import { type Duration, SECOND } from '../time/instant.ts';
import type { Tally } from './tally.ts';

/** One line of a report as a table: what it is about, and what was counted of it. */
export interface BurdenRow {
  readonly kind: 'severity' | 'outcome' | 'brief' | 'day' | 'rule' | 'subject' | 'person';
  readonly name: string;
  readonly alarms?: number;
  readonly pages?: number;
  readonly nightAlarms?: number;
  readonly nightPages?: number;
  readonly lasted?: Duration;
  /** Incidents with this outcome, or marked as noise. */
  readonly incidents?: number;
  readonly floods?: number;
  readonly mostInTenMinutes?: number;
}

/** The columns of a report as CSV. */
export const BURDEN_COLUMNS: CsvColumns<BurdenRow> = {
  kind: ({ kind }) => kind,
  name: ({ name }) => name,
  alarms: ({ alarms }) => text(alarms),
  pages: ({ pages }) => text(pages),
  night_alarms: ({ nightAlarms }) => text(nightAlarms),
  night_pages: ({ nightPages }) => text(nightPages),
  seconds_in_alarm: ({ lasted }) => text(lasted && Math.round(lasted / SECOND)),
  incidents: ({ incidents }) => text(incidents),
  floods: ({ floods }) => text(floods),
  most_in_ten_minutes: ({ mostInTenMinutes }) => text(mostInTenMinutes),
};

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** Returns everything that was counted as lines, by kind and name. */
export function burdenRows(tally: Tally): readonly BurdenRow[] {
  const { severities, outcomes, brief, days, rules, subjects, people } = tally;
  const counts = (
    kind: 'severity' | 'outcome' | 'brief',
    of: Readonly<Record<string, number>>,
    what: 'alarms' | 'incidents',
  ) => Object.entries(of).map(([name, count]): BurdenRow => ({ kind, name, [what]: count }));
  const shares = (kind: 'rule' | 'subject', of: Tally['rules']) =>
    inOrder(of).map(([name, { noise, ...share }]): BurdenRow => {
      return { kind, name, ...share, incidents: noise };
    });
  return [
    ...counts('severity', severities, 'alarms'),
    ...counts('outcome', outcomes, 'incidents'),
    ...counts('brief', brief, 'alarms'),
    ...inOrder(days).map(([name, day]): BurdenRow => ({ kind: 'day', name, ...day })),
    ...shares('rule', rules),
    ...shares('subject', subjects),
    ...inOrder(people).map(([name, { days: told, floods, most }]): BurdenRow => {
      const pages = Object.values(told).reduce((sum, count) => sum + count, 0);
      return { kind: 'person', name, pages, floods, mostInTenMinutes: most };
    }),
  ];
}

function inOrder<T>(of: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1));
}
