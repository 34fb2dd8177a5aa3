import type { DutyReport, ScheduleShares } from '#core/report/duty-figures.ts';
import { type Duration, HOUR } from '#core/time/instant.ts';
import { printTable } from './print.ts';

/** Prints the figures of a report for people; `hoursFrom`: from when on hours are told. */
export function printOnCall(
  { people, schedules }: DutyReport,
  hoursFrom: string | undefined,
): void {
  if (people.length === 0) {
    console.log('Nobody was paged.');
  } else {
    printTable(
      ['PERSON', 'PAGES', 'AT NIGHT', 'AT THE WEEKEND', 'WITHIN 2 HOURS'],
      people.map(({ name, pages, night, weekend, soon }) => [
        name,
        ...[pages, night, weekend, soon].map(String),
      ]),
    );
  }
  if (hoursFrom === undefined) {
    console.log('\nHours on call are told of the last 30 days.');
    return;
  }
  console.log(`\nHours on call from ${hoursFrom}, by the schedules as they are now:`);
  for (const schedule of schedules) {
    printSchedule(schedule);
  }
}

function printSchedule({ name, people, nobody, mostToMean }: ScheduleShares): void {
  console.log('');
  printTable(
    [name.toUpperCase(), 'HOURS', 'SHARE', 'AT NIGHT', 'AT THE WEEKEND'],
    [
      ...people.map((one) => [
        one.name,
        hours(one.total),
        `${decimal(one.share * 100)} %`,
        hours(one.night),
        hours(one.weekend),
      ]),
      ['nobody', hours(nobody), '', '', ''],
    ],
  );
  const { total, night, weekend } = mostToMean;
  console.log(
    `The most to the mean: ${decimal(total)}; of nights ${decimal(night)}, of weekends ${decimal(weekend)}.`,
  );
}

function hours(duration: Duration): string {
  return decimal(duration / HOUR);
}

function decimal(value: number): string {
  return String(Math.round(value * 10) / 10);
}
