import fc from 'fast-check';
import { type Instant, MINUTE } from '#core/time/instant.ts';
import { clockChanges } from '#core/time/zone-offset.ts';

/** A cron expression, a zone and the moment from which to search. */
export interface Question {
  readonly cron: string;
  readonly time_zone: string;
  readonly after: Instant;
}

/**
 * Zones without changes, with them in either half of the year, at midnight, and of half an hour.
 */
export const ZONES: readonly string[] = [
  'UTC',
  'Europe/Stockholm',
  'Europe/Copenhagen',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Lisbon',
  'Europe/Athens',
  'Europe/Chisinau',
  'Europe/Moscow',
  'Atlantic/Azores',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'America/Asuncion',
  'America/Sao_Paulo',
  'America/Nuuk',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/Nairobi',
  'Asia/Beirut',
  'Asia/Jerusalem',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
];

const FROM = Date.parse('2026-01-01');
const TO = Date.parse('2030-01-01');

/** Returns each of so many random expressions in every zone, at a moment of its own. */
export function randomQuestions(count: number, seed: number): readonly Question[] {
  const expressions = fc.sample(expression, { numRuns: count, seed });
  return ZONES.flatMap((time_zone, index) => {
    const moments = fc.sample(momentNear(time_zone), { numRuns: count, seed: seed + index });
    return expressions.map((cron, i) => ({ cron, time_zone, after: moments[i] ?? FROM }));
  });
}

/** Any moment, as often one near a change of the zone's clocks. */
export function momentNear(zone: string): fc.Arbitrary<Instant> {
  const any = fc.integer({ min: FROM, max: TO });
  const changes = clockChanges(zone, { from: FROM, to: TO });
  if (changes.length === 0) {
    return any;
  }
  const near = fc.integer({ min: -2 * 24 * 60, max: 120 }).map((minutes) => minutes * MINUTE);
  return fc.oneof(
    any,
    fc.tuple(fc.constantFrom(...changes), near).map(([change, by]) => change + by),
  );
}

function field(min: number, max: number, special: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const number = fc.integer({ min, max });
  const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.integer({ min: 1, max: Math.max(2, Math.ceil((max - min) / 2)) });
  const stepped = fc
    .tuple(fc.oneof(fc.constant('*'), range, number.map(String)), step)
    .map(([base, by]) => `${base}/${by}`);
  const term = fc.oneof(number.map(String), range, stepped, special);
  const list = fc.array(term, { minLength: 2, maxLength: 3 }).map((terms) => terms.join(','));
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant('*') },
    { weight: 4, arbitrary: term },
    { weight: 1, arbitrary: list },
  );
}

const text = (...values: string[]) => fc.constantFrom(...values);

const expression = fc
  .tuple(
    field(0, 59, text('0', '*/15', '60', '')),
    field(0, 23, text('0', '1', '2', '3', '22-2', '24')),
    field(1, 31, text('L', 'LW', '?', '0', '31', '29')),
    field(1, 12, text('JAN', 'MAR-OCT', 'feb', 'nov,dec', '13')),
    field(0, 7, text('SUN', 'MON-FRI', 'sat', '5L', '7L', 'MON#2', '0#1', '3#5', 'FRI-MON', 'L')),
  )
  .map((fields) => fields.join(' '));
