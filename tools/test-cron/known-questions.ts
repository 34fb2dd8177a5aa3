import type { Question } from './questions.ts';

/** Questions on which cron implementations are known to differ. */
export const KNOWN_QUESTIONS: readonly Question[] = [
  // Matches either day field, or both if one begins with a star.
  ...asked('UTC', '2026-06-01T00:00Z', [
    '0 0 */2 * 1',
    '0 6 10 * */3',
    '0 9 1-7 * 2',
    '15 4 1 * 5',
    '0 0 *,5 * 3',
    '0 0 31 */3 *',
    '0 0 30 4,6 *',
    '0 0 31 4,6 *',
    '0 0 29 2 *',
    '0 0 29 2 */1',
    '0 0 */30 2 MON#5',
  ]),
  // These cover numbers, names, ranges and steps.
  ...asked('UTC', '2026-01-10T00:50Z', [
    '0 0 * * 7',
    '0 0 * * 0,6',
    '0 0 * * 5-7',
    '0 0 * * 1/2',
    '0 0 * * fri',
    '0 12 * JAN-MAR MON-FRI',
    '5/15 * * * *',
    '0-20/5 * * * *',
    '*/7 * * * *',
    '*/90 * * * *',
    '10-10/20 * * * *',
    '0 0 L * *',
    '0 0 LW * *',
    '0 0 L/3 * *',
    '0 0 * * 5L',
    '0 0 * * MON#2',
    '0 0 * * 7#1',
    '0 22-2 * * *',
    '0 0 1 * ?',
    '0 0 L-3 * *',
    '0 0 * * L',
    '0 0 15W * *',
    '*/0 * * * *',
    '1,,2 * * * *',
    '60 * * * *',
    '0 24 * * *',
    '0 0 0 * *',
    '0 0 * 13 *',
    '0 0 * * 8',
    '* * * *',
  ]),
  // These fall into a skipped hour.
  ...asked('Europe/Copenhagen', '2027-03-27T00:00Z', [
    '0 2 * * *',
    '30 2 * * *',
    '15,45 2 * * *',
    '0 3 * * *',
  ]),
  ...asked('America/Chicago', '2027-03-14T06:15Z', ['*/20 * * * *', '0 * * * *', '0 */3 * * *']),
  ...asked('Europe/Amsterdam', '2027-03-27T22:50Z', ['*/5 6-23 * * *', '*/20 2 * * *']),
  ...asked('America/Santiago', '2026-09-05T12:00Z', ['0 0 * * *', '30 0 * * *', '0 */6 * * *']),
  ...asked('Africa/Cairo', '2027-04-29T12:00Z', ['0 0 * * *', '59 23 * * *']),
  ...asked('Asia/Beirut', '2027-03-27T12:00Z', ['15 0 * * *']),
  ...asked('Australia/Lord_Howe', '2026-10-03T12:00Z', ['*/10 2 * * *', '15 2 * * *']),
  // These fall into a repeated hour.
  ...asked('Europe/Copenhagen', '2026-10-24T12:00Z', ['0 2 * * *', '*/30 2 * * *']),
  ...asked('America/Chicago', '2026-11-01T05:30Z', [
    '*/15 * * * *',
    '0 * * * *',
    '0 */4 * * *',
    '30 1 * * *',
    '0,30 1 * * *',
  ]),
  ...asked('Australia/Lord_Howe', '2027-04-03T12:00Z', ['*/10 1 * * *', '45 1 * * *']),
];

function asked(time_zone: string, after: string, expressions: readonly string[]): Question[] {
  return expressions.map((cron) => ({ cron, time_zone, after: Date.parse(after) }));
}
