import { fingerprint } from '../../alert/fingerprint.ts';
import { type Band, hourOf, type Usual } from '../../rule/usual.ts';
import { CLOCK_SKEW } from '../../time/clock-skew.ts';
import { DAY, type Duration, HOUR, type Instant, MINUTE } from '../../time/instant.ts';
import {
  doubted,
  FEWEST_KNOWN,
  hoursIn,
  readHour,
  sharedSpread,
  spreadOf,
  taught,
  unknownHours,
  writeHour,
} from './hours.ts';

/** What a rule has learned of a series, of which it asks what is unusual. */
export interface Learned {
  /** Which part of joined conditions reads it, or what is made of the samples; else empty. */
  readonly of: string;
  /** Of a part of joined conditions: the labels of the series, as one text. */
  readonly series: string;
  /** The zone by whose clocks its hours are counted: in another one it is learned anew. */
  readonly zone: string;
  /** Sample time of the first value that taught, and of the newest. */
  readonly from: Instant;
  readonly at: Instant;
  /** How many values have taught, at most those of a week. */
  readonly times: number;
  /** How far values usually are from the level of their hour, over all hours. */
  readonly spread: number;
  /** Each hour of the season, as `hours.ts` writes it. */
  readonly hours: string;
}

/** A value and its sample time. */
export interface Measured {
  readonly at: Instant;
  readonly value: number;
}

/**
 * One value of each such span teaches: that is a write for each. It begins at another minute for
 * each subject, or all would be written at once.
 */
const STEP = 15 * MINUTE;

/** An alert that has lasted so long tells nothing new: what it tells of is learned from then on. */
const NEW_LEVEL_AFTER: Duration = 7 * DAY;

/** The values of a week, of which each counts alike for the spread over all hours. */
const MOST_TIMES = 672;

/** A value so many spreads from the level is beyond what is usual: 3.2 standard deviations. */
const SPREADS = 4;

/** While the alert fires a value is unusual from this share of the way to the edge on. */
const CLEARS_AT = 3 / 4;

/**
 * Returns between which values those of a moment usually lie; undefined as long as that is not
 * known. It includes what is usual an hour before and after, so that what comes a little early or
 * late, or an hour off when clocks change, is not unusual.
 */
export function usualAt(learned: Learned | undefined, usual: Usual, at: Instant): Band | undefined {
  if (!isOf(learned, usual) || at < learned.from + usual.warmUp) {
    return undefined;
  }
  const count = usual.season / HOUR;
  const hour = hourOf(usual, at);
  const bands = [hour, (hour + 1) % count, (hour + count - 1) % count].map((one) =>
    bandOf(learned, usual, one),
  );
  const [own, ...beside] = bands;
  return (
    own && beside.reduce<Band>((wide, one) => (one === undefined ? wide : hull(wide, one)), own)
  );
}

function hull(one: Band, other: Band): Band {
  return { low: Math.min(one.low, other.low), high: Math.max(one.high, other.high) };
}

function bandOf({ hours, spread }: Learned, usual: Usual, hour: number): Band | undefined {
  const known = readHour(hours, hour);
  if (known.count < FEWEST_KNOWN) {
    return undefined;
  }
  const { level } = known;
  const { margin, floor } = usual;
  const half = Math.max(SPREADS * spreadOf(known, spread), margin * Math.abs(level), floor);
  return { low: level - half, high: level + half };
}

/** Whether a value is beyond what is usual; while the alert fires, or not well within it yet. */
export function isUnusual({ low, high }: Band, { side }: Usual, value: number, firing: boolean) {
  const inwards = firing ? ((high - low) / 2) * (1 - CLEARS_AT) : 0;
  return (
    (side !== 'above' && value < low + inwards) || (side !== 'below' && value > high - inwards)
  );
}

/** Whether an alert that has fired since `since` has lasted so long at a moment. */
export function isNewLevel(since: Instant, at: Instant): boolean {
  return at >= since + NEW_LEVEL_AFTER;
}

/** Whether what was learned counts for a rule as it is today. */
function isOf(learned: Learned | undefined, { timeZone, season }: Usual): learned is Learned {
  return learned?.zone === timeZone && hoursIn(learned.hours) === season / HOUR;
}

/** What a value teaches of which series. */
export interface Lesson extends Measured {
  readonly subject: string;
  readonly of: string;
  readonly series: string;
  /** @default false: also where what is usual is not known yet */
  readonly isUnusual?: boolean;
  /** Whether the alert fires. */
  readonly firing: boolean;
  readonly now: Instant;
}

/**
 * Returns what is known after a value: the same object if it teaches nothing. The first that comes
 * of each quarter of an hour teaches; one of an earlier quarter, or again of the same, does not: so
 * nothing is learned twice, whoever sends or takes it twice.
 */
export function learn(known: Learned | undefined, usual: Usual, lesson: Lesson): Learned {
  const learned = isOf(known, usual) ? known : begin(usual, lesson);
  const { at, value, now, subject } = lesson;
  const begins = shiftOf(subject);
  // What a fast clock has dated in the future would keep all that is true until then from teaching.
  const isAhead = learned.at > now + CLOCK_SKEW && at < learned.at;
  const isNext = learned.times === 0 || stepOf(at, begins) > stepOf(learned.at, begins) || isAhead;
  if (!isNext || !Number.isFinite(Math.fround(value))) {
    return known ?? learned;
  }
  const hour = hourOf(usual, at);
  const before = readHour(learned.hours, hour);
  if (lesson.isUnusual) {
    return {
      ...learned,
      at,
      hours: writeHour(learned.hours, hour, doubted(before, lesson.firing)),
    };
  }
  const { spread, times } = learned;
  return {
    ...learned,
    at,
    times: Math.min(times + 1, MOST_TIMES),
    spread:
      before.count === 0 ? spread : sharedSpread(spread, Math.abs(value - before.level), times),
    hours: writeHour(learned.hours, hour, taught(before, value, spread)),
  };
}

function stepOf(at: Instant, begins: Duration): number {
  return Math.floor((at - begins) / STEP);
}

/**
 * Returns how long after the quarter on the clock that of a subject begins. Of FNV-1a the last
 * digits differ most between names that are nearly the same.
 */
function shiftOf(subject: string): Duration {
  return (Number.parseInt(fingerprint([subject]).slice(-4), 16) / 2 ** 16) * STEP;
}

/** Returns what is known before the first value, which `at` is that of. */
export function begin(
  usual: Usual,
  { of, series, at }: Pick<Lesson, 'of' | 'series' | 'at'>,
): Learned {
  const { timeZone: zone, season } = usual;
  const hours = unknownHours(season / HOUR);
  return { of, series, zone, from: at, at, times: 0, spread: 0, hours };
}
