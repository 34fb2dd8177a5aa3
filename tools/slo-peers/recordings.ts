/** What was measured in each minute: 1 for good, 0 for bad, null for nothing. */
export interface Recording {
  readonly name: string;
  readonly values: readonly (0 | 1 | null)[];
}

type Value = Recording['values'][number];

/** So many minutes of what a function says of each. */
const minutes = (count: number, at: (minute: number) => Value): readonly Value[] =>
  Array.from({ length: count }, (_, minute) => at(minute));

const good = (count: number) => minutes(count, () => 1);
const bad = (count: number) => minutes(count, () => 0);
const none = (count: number) => minutes(count, () => null);
/** Bad in one minute of so many. */
const burning = (count: number, every: number) =>
  minutes(count, (minute) => (minute % every === every - 1 ? 0 : 1));

const HOUR = 60;
const DAY = 24 * HOUR;

/** What is played to both: each begins with three days in which all is well. */
export const RECORDINGS: readonly Recording[] = [
  { name: 'a total outage of 20 minutes', after: [...bad(20), ...good(DAY)] },
  {
    name: 'one minute in 50 is bad, for 12 hours',
    after: [...burning(12 * HOUR, 50), ...good(DAY)],
  },
  { name: 'one bad minute', after: [...bad(1), ...good(8 * HOUR)] },
  {
    name: 'a sample each 15 minutes for 8 hours, two of which are bad',
    after: [
      ...minutes(8 * HOUR, (m) => (m % 15 > 0 ? null : m === 60 || m === 75 ? 0 : 1)),
      ...good(DAY),
    ],
  },
  {
    name: 'an outage of 10 minutes, and then nothing is measured for 3 hours',
    after: [...bad(10), ...none(3 * HOUR), ...good(DAY)],
  },
  {
    name: 'four outages of 5 minutes, an hour apart',
    after: [...Array.from({ length: 4 }, () => [...bad(5), ...good(55)]).flat(), ...good(DAY)],
  },
].map(({ name, after }) => ({ name, values: [...good(3 * DAY), ...after] }));
