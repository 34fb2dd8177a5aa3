import fc from 'fast-check';
import type { Instant } from '#core/time/instant.ts';
import { ruleError } from '#core/time/recurrence.ts';
import { momentNear, ZONES } from './questions.ts';

/** A recurrence rule from a first time on, and the moment after which to search. */
export interface RuleQuestion {
  readonly rrule: string;
  readonly starts: string;
  readonly time_zone: string;
  readonly after: Instant;
}

/** So many rules are asked about that never come: dateutil looks through eight thousand years. */
const NEVER = 10;

/** Returns so many random rules in each zone, searched from a moment of their own. */
export function randomRules(count: number, seed: number): readonly RuleQuestion[] {
  let never = 0;
  const all = ZONES.flatMap((time_zone, index) => {
    const question = fc
      .tuple(rule, starts, momentNear(time_zone))
      .map(([rrule, first, after]) => ({ rrule, starts: first, time_zone, after }));
    return fc.sample(question, { numRuns: count, seed: seed + index });
  });
  return all.filter((question) => {
    const comes = ruleError(question) === undefined;
    never += comes ? 0 : 1;
    return comes || never <= NEVER;
  });
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

const weekday = fc.constantFrom(...WEEKDAYS);

const two = (value: number) => String(value).padStart(2, '0');

/** First times as often in the hours in which clocks are set. */
const starts = fc
  .tuple(
    fc.integer({ min: 2024, max: 2028 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
    fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 23 })),
    fc.constantFrom(0, 15, 30, 45, 59),
  )
  .map(([year, month, day, hour, minute]) => {
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return `${year}-${two(month)}-${two(Math.min(day, last))}T${two(hour)}:${two(minute)}`;
  });

function part(
  name: string,
  value: fc.Arbitrary<string | number>,
  most: number,
): fc.Arbitrary<string> {
  const values = fc.uniqueArray(value, { minLength: 1, maxLength: most });
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: values.map((all) => `;${name}=${all.join()}`) },
  );
}

const monthDay = fc.integer({ min: -31, max: 31 }).filter((day) => day !== 0);

/** Its end: none, after so many times, or by a date, a time of the wall clock or of UTC. */
const end = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }).map((count) => `;COUNT=${count}`) },
  {
    weight: 2,
    arbitrary: fc.tuple(starts, fc.constantFrom('', 'Z', undefined)).map(([time, zone]) => {
      const [date = '', clock = ''] = time.replace(/[-:]/g, '').split('T');
      return `;UNTIL=${date}${zone === undefined ? '' : `T${clock}00${zone}`}`;
    }),
  },
);

const rule = fc
  .constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY')
  .chain((frequency) => {
    const isLong = frequency === 'MONTHLY' || frequency === 'YEARLY';
    const nth = fc
      .tuple(fc.constantFrom(1, 2, 3, 4, 5, -1, -2), weekday)
      .map(([place, day]) => `${place}${day}`);
    // Of a list with both, dateutil wants days that are either and both: the standard, either.
    const days = (isLong ? fc.boolean() : fc.constant(false)).map((isNth) =>
      isNth ? nth : weekday,
    );
    return fc.tuple(
      fc.constant(`FREQ=${frequency}`),
      part('INTERVAL', fc.integer({ min: 1, max: 5 }), 1),
      part('BYMONTH', fc.integer({ min: 1, max: 12 }), 3),
      frequency === 'WEEKLY' ? fc.constant('') : part('BYMONTHDAY', monthDay, 4),
      days.chain((day) => part('BYDAY', day, 4)),
      part('BYHOUR', fc.integer({ min: 0, max: 23 }), 3),
      part('BYMINUTE', fc.constantFrom(0, 1, 29, 30, 31, 59), 2),
      part('BYSETPOS', fc.constantFrom(1, 2, 3, -1, -2), 2),
      part('WKST', weekday, 1),
      end,
    );
  })
  .map((parts) => parts.join(''))
  // The standard has positions among what another part says.
  .filter((text) => !text.includes('BYSETPOS') || /BY(MONTH|MONTHDAY|DAY|HOUR|MINUTE)=/.test(text));
