import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Absence } from '#core/oncall/absence.ts';
import type { Exchange } from '#core/oncall/exchange.ts';
import type { OpeningHours } from '#core/oncall/opening.ts';
import { minuteOfWeek } from '#core/oncall/rotation.ts';
import {
  type Layer,
  type Override,
  type Restriction,
  type Schedule,
  WEEKDAYS,
} from '#core/oncall/schedule.ts';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';

/** Returns every moment between two years at which the clocks of a zone are set. */
export function transitions(timeZone: string, fromYear: number, toYear: number): Instant[] {
  const found: Instant[] = [];
  const end = Date.UTC(toYear, 11, 31);
  let at = Temporal.Instant.fromEpochMilliseconds(Date.UTC(fromYear, 0, 1)).toZonedDateTimeISO(
    timeZone,
  );
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > end) {
      return found;
    }
    found.push(next.epochMilliseconds);
    at = next;
  }
}

/**
 * All times of day are quarters of an hour, so that every hand-off of every zone falls on a quarter
 * of UTC.
 */
const timeOfDay = fc
  .integer({ min: 0, max: 95 })
  .map((q) => `${String(q >> 2).padStart(2, '0')}:${String((q & 3) * 15).padStart(2, '0')}`);

const isoDay = (at: Instant) => new Date(at).toISOString().slice(0, 10);

/** Returns hours on some days, now and then on some of the dates around a moment alone. */
function restrictionNear(at: Instant): fc.Arbitrary<Restriction> {
  const dates = [-3, -2, -1, 0, 1, 2, 3].map((days) => isoDay(at + days * DAY));
  return fc
    .record({
      days: fc.subarray([...WEEKDAYS]),
      dates: fc.option(fc.subarray(dates), { nil: undefined, freq: 2 }),
      from: timeOfDay,
      to: fc.oneof(
        { weight: 9, arbitrary: timeOfDay },
        { weight: 1, arbitrary: fc.constant('24:00') },
      ),
    })
    .map(({ dates: some, ...hours }) => ({ ...hours, ...(some !== undefined && { dates: some }) }));
}

const weekly = fc
  .uniqueArray(fc.record({ day: fc.constantFrom(...WEEKDAYS), time: timeOfDay }), {
    minLength: 1,
    maxLength: 9,
    selector: minuteOfWeek,
  })
  .map((handOffs) => [...handOffs].sort((a, b) => minuteOfWeek(a) - minuteOfWeek(b)));

const person = fc.constantFrom('ann', 'bo', 'cy', 'dag', 'eva');

const crew = fc.oneof(
  { weight: 4, arbitrary: person },
  { weight: 1, arbitrary: fc.uniqueArray(person, { minLength: 1, maxLength: 3 }) },
);

/** Returns a layer that began within ten days before or one day after a moment. */
function layerNear(at: Instant): fc.Arbitrary<Layer> {
  const day = fc.integer({ min: -10, max: 1 }).map((days) => isoDay(at + days * DAY));
  const restriction = restrictionNear(at);
  return fc
    .record({
      name: fc.constantFrom('first', 'second', 'third'),
      people: fc.array(crew, { maxLength: 4 }),
      shift: fc.oneof(
        fc.record({ days: fc.integer({ min: 1, max: 14 }) }),
        fc.record({ hours: fc.integer({ min: 1, max: 60 }) }),
        fc.record({ weekly }),
      ),
      start: fc.tuple(day, timeOfDay).map(([date, time]) => `${date}T${time}`),
      restrictions: fc.array(restriction, { maxLength: 2 }),
      exceptions: fc.array(restriction, { maxLength: 2 }),
      timeZone: fc.option(fc.constantFrom('America/New_York', 'Asia/Kathmandu'), {
        nil: undefined,
        freq: 5,
      }),
    })
    .map(({ timeZone, exceptions, ...layer }) => ({
      ...layer,
      ...(exceptions.length > 0 && { exceptions }),
      ...(timeZone !== undefined && { timeZone }),
    }));
}

export function scheduleNear(at: Instant, timeZone: string): fc.Arbitrary<Schedule> {
  return fc
    .array(layerNear(at), { maxLength: 3 })
    .map((layers) => ({ id: 'icu', timeZone, layers }));
}

/**
 * Overrides within two days of a moment, to the millisecond, now and then of another schedule; no
 * two created at once.
 */
export function overridesNear(at: Instant): fc.Arbitrary<Override[]> {
  const override = fc.record({
    id: fc.uuid(),
    schedule: fc.constantFrom('icu', 'icu', 'icu', 'other'),
    person,
    from: fc.integer({ min: at - 2 * DAY, max: at + 2 * DAY }),
    length: fc.integer({ min: 1, max: DAY }),
    createdBy: person,
    createdAt: fc.nat(),
    instead: fc.option(person, { nil: undefined, freq: 2 }),
  });
  return fc.uniqueArray(override, { maxLength: 3, selector: (o) => o.createdAt }).map((overrides) =>
    overrides.map(({ length, instead, ...o }) => ({
      ...o,
      to: o.from + length,
      ...(instead !== undefined && { instead }),
    })),
  );
}

/** Covers and swaps within two days of a moment, some of them not accepted, or taken back. */
export function exchangesNear(at: Instant): fc.Arbitrary<Exchange[]> {
  const time = fc
    .record({
      schedule: fc.constantFrom('icu', 'icu', 'icu', 'other'),
      from: fc.integer({ min: at - 2 * DAY, max: at + 2 * DAY }),
      length: fc.integer({ min: 1, max: DAY }),
    })
    .map(({ schedule, from, length }) => ({ schedule, from, to: from + length }));
  const exchange = fc.record({
    id: fc.uuid(),
    giver: person,
    taker: person,
    given: time,
    inReturn: fc.option(time, { nil: undefined }),
    accepted: fc.option(fc.nat(), { nil: undefined, freq: 5 }),
    isEnded: fc.boolean(),
  });
  return fc
    .uniqueArray(exchange, { maxLength: 2, selector: ({ accepted }) => accepted })
    .map((exchanges) =>
      exchanges.map(({ inReturn, accepted, isEnded, ...one }): Exchange => {
        const by = { by: one.taker };
        return {
          ...one,
          version: 1,
          awaits: 'taker',
          createdBy: one.giver,
          createdAt: 0,
          ...(inReturn !== undefined && { inReturn }),
          // No override is set at the same moment.
          ...(accepted !== undefined && { accepted: { at: accepted + 0.5, by } }),
          ...(isEnded && { ended: { kind: 'withdrawn', at: 0, by } }),
        };
      }),
    );
}

/** Hours of a service, with exceptions, on weekdays and on dates around a moment. */
export function openingHoursNear(at: Instant, timeZone: string): fc.Arbitrary<OpeningHours> {
  return fc
    .record({
      restrictions: fc.array(restrictionNear(at), { maxLength: 3 }),
      exceptions: fc.array(restrictionNear(at), { maxLength: 2 }),
    })
    .map((hours) => ({ ...hours, timeZone }));
}

/**
 * Absences around a moment, to the second, now and then told late or ended early; no two told at
 * once.
 */
export function absencesNear(at: Instant): fc.Arbitrary<Absence[]> {
  const absence = fc.record({
    id: fc.uuid(),
    person,
    begins: fc.integer({ min: -6 * 86_400, max: 4 * 86_400 }),
    length: fc.integer({ min: 1, max: 5 * 86_400 }),
    told: fc.integer({ min: -12 * 86_400, max: 4 * 86_400 }),
    ended: fc.option(fc.integer({ min: 1, max: 10 * 86_400 }), { nil: undefined, freq: 3 }),
    createdBy: person,
  });
  return fc.uniqueArray(absence, { maxLength: 4, selector: ({ told }) => told }).map((absences) =>
    absences.map(({ begins, length, told, ended, ...one }, place) => {
      const [from, createdAt] = [at + begins * SECOND, at + told * SECOND + place];
      return {
        ...one,
        from,
        to: from + length * SECOND,
        createdAt,
        ...(ended !== undefined && { endedAt: createdAt + ended * SECOND }),
      };
    }),
  );
}

/** Returns a window of up to three days on either side of a moment. */
export function windowNear(at: Instant): fc.Arbitrary<{ from: Instant; to: Instant }> {
  return fc
    .tuple(fc.integer({ min: 1, max: 72 * HOUR }), fc.integer({ min: 1, max: 72 * HOUR }))
    .map(([before, after]) => ({ from: at - before, to: at + after }));
}

/** Returns the quarters of an hour within a window. */
export function quarters({ from, to }: { from: Instant; to: Instant }): Instant[] {
  const quarter = 15 * MINUTE;
  const first = Math.ceil(from / quarter);
  const count = Math.max(0, Math.ceil(to / quarter) - first);
  return Array.from({ length: count }, (_, i) => (first + i) * quarter);
}
