import type { CsvColumns } from '../text/csv.ts';
import { type Duration, SECOND } from '../time/instant.ts';
import type { DutyReport } from './duty-figures.ts';

/** One line of the report as a table: pages of a person, or their time in a schedule. */
interface DutyLine {
  readonly kind: 'pages' | 'time';
  readonly schedule?: string;
  /** Empty: nobody was on call. */
  readonly person: string;
  readonly pages?: number;
  readonly soon?: number;
  readonly total?: Duration;
  /** Pages, or time. */
  readonly night: number | undefined;
  readonly weekend: number | undefined;
}

/** The columns of the report as CSV; times are in seconds. */
export const DUTY_COLUMNS: CsvColumns<DutyLine> = {
  kind: ({ kind }) => kind,
  schedule: ({ schedule }) => schedule,
  person: ({ person }) => person,
  total: ({ pages, total }) => amount(pages, total),
  night: ({ kind, night }) => (kind === 'pages' ? amount(night) : amount(undefined, night)),
  weekend: ({ kind, weekend }) => (kind === 'pages' ? amount(weekend) : amount(undefined, weekend)),
  within_two_hours: ({ soon }) => amount(soon),
};

/** Returns the lines of the report: the pages of each person, and their times by schedule. */
export function dutyLines({ people, schedules }: DutyReport): readonly DutyLine[] {
  const times = schedules.flatMap(({ name: schedule, people: shares, nobody }): DutyLine[] => [
    ...shares.map(({ name, total, night, weekend }): DutyLine => {
      return { kind: 'time', schedule, person: name, total, night, weekend };
    }),
    { kind: 'time', schedule, person: '', total: nobody, night: undefined, weekend: undefined },
  ]);
  const pages = people.map(({ name, ...told }): DutyLine => {
    return { kind: 'pages', person: name, ...told };
  });
  return [...pages, ...times];
}

function amount(count: number | undefined, time?: Duration): string | undefined {
  const value = count ?? (time && Math.round(time / SECOND));
  return value === undefined ? undefined : String(value);
}
