import { DAY, type Duration, HOUR, type Instant, MINUTE } from '../time/instant.ts';
import { offsetAt } from '../time/zone-offset.ts';

/** On which sides of what is usual a value is unusual. */
export const SIDES = ['above', 'below', 'both'] as const;

type Side = (typeof SIDES)[number];

/** How values are compared with what is usual at their hour. */
export interface Usual {
  readonly side: Side;
  /** Of the usual level, as a share: a value nearer to it than that is not unusual. */
  readonly margin: number;
  /** In the unit of the values: one nearer to the usual level than that is not unusual. */
  readonly floor: number;
  /** In which a week has its hours. */
  readonly timeZone: string;
  /** After how long the same hour comes again. */
  readonly season: Duration;
  /** For how long it learns before it judges anything. */
  readonly warmUp: Duration;
}

/** Every rule of a config compares with the same hour of the week. */
export const SEASON: Duration = 7 * DAY;

/** Two weeks: an hour of the week is then known of two of them. */
export const WARM_UP: Duration = 14 * DAY;

/** Between which values most lie at an hour. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/**
 * Returns the hour of the season in which a moment lies, by the clocks of the zone. Of a week hour
 * 0 begins on Monday at 00:00. When clocks go forward an hour is left out, and when they go back
 * the same hour comes twice.
 */
export function hourOf({ season, timeZone }: Pick<Usual, 'season' | 'timeZone'>, at: Instant) {
  const hours = season / HOUR;
  const local = Math.floor((at + offset(at, timeZone)) / HOUR) - MONDAY;
  return ((local % hours) + hours) % hours;
}

/** The first Monday is the fifth day of January 1970. */
const MONDAY = (4 * DAY) / HOUR;

/** No zone changes its offset within a quarter of an hour. */
const QUARTER = 15 * MINUTE;

const lastOffsets = new Map<string, { readonly quarter: number; readonly offset: Duration }>();

/** Every sample asks: it is computed once for each quarter of an hour. */
function offset(at: Instant, timeZone: string): Duration {
  const quarter = Math.floor(at / QUARTER);
  let known = lastOffsets.get(timeZone);
  if (known?.quarter !== quarter) {
    known = { quarter, offset: offsetAt(quarter * QUARTER, timeZone) };
    lastOffsets.set(timeZone, known);
  }
  return known.offset;
}

/** Describes on which side values are unusual: the limit of a rule in words. */
export function sideInWords({ side }: Pick<Usual, 'side'>): string {
  return `${side === 'both' ? 'outside' : side} what is usual`;
}

const DAYS = [
  'Mondays',
  'Tuesdays',
  'Wednesdays',
  'Thursdays',
  'Fridays',
  'Saturdays',
  'Sundays',
] as const;

/**
 * Describes what is usual at an hour of the week: `usually 20 to 35 ms on Saturdays at 02`. The
 * limit of an alert says it as it was when it fired; readers take it apart again (`usualIn`).
 */
export function usualInWords({ low, high }: Band, hour: number, unit: string | undefined): string {
  const coarse = (value: number) => roundIn(value, high - low);
  const span = `${coarse(low)} to ${coarse(high)}${unit === undefined ? '' : ` ${unit}`}`;
  const clock = String(hour % 24).padStart(2, '0');
  return `usually ${span} on ${DAYS[Math.floor(hour / 24) % 7]} at ${clock}`;
}

/** Rounds to a tenth of a span, or finer: more figures would say more than is known. */
function roundIn(value: number, span: number): number {
  const power = Math.floor(Math.log10(span)) - 1;
  return power < 0
    ? Number(value.toFixed(Math.min(-power, 20)))
    : Math.round(value / 10 ** power) * 10 ** power;
}

/** Takes apart what `usualInWords` says. */
const USUAL = /^usually (?<low>\S+) to (?<high>\S+)(?: .+)? on [A-Z][a-z]+ at \d\d$/u;

/** Returns the band that the limit of an alert tells; undefined if it is another limit. */
export function usualIn(limit: string): Band | undefined {
  const { low, high } = USUAL.exec(limit)?.groups ?? {};
  return low === undefined ? undefined : { low: Number(low), high: Number(high) };
}
