import { cronError, nextRun, nextShownBy } from './cron.ts';
import type { CronError } from './cron-field.ts';
import { DAY, type Duration, type Instant, MINUTE } from './instant.ts';
import type { Interval } from './interval.ts';
import { parseRecurrenceRule, type RecurrenceRule } from './recurrence-rule.ts';
import { timesByRule } from './rule-times.ts';
import { momentShowing, offsetAt } from './zone-offset.ts';

/** When something recurs, and how long it lasts each time. */
export type Recurrence = (ByCron | ByRule) & {
  readonly timeZone: string;
  /** How long it lasts each time, in real time. */
  readonly lasts: Duration;
  /** None begins before. Absent: it has always come. */
  readonly from?: Instant;
  /** None begins from then on. Absent: it comes for good. */
  readonly until?: Instant;
};

/** From each time of a cron expression, as Debian's cron runs it. */
interface ByCron {
  readonly cron: string;
}

/**
 * From each time of a recurrence rule of RFC 5545: one that the wall clock skips is later by as
 * much as is skipped, one that it shows twice is the first.
 */
interface ByRule {
  readonly rrule: string;
  /** The first time on the wall clock, to the minute (DTSTART): `2027-01-05T01:00`. */
  readonly starts: string;
}

/** So many occurrences are looked through for one span: more than a year of a window each hour. */
const MOST = 10_000;

/**
 * Returns the times of a recurrence that touch a span, in their order, at most `most`: one that
 * goes on at its beginning, and those that begin in it.
 *
 * @default most more than a year has
 */
export function occurrencesIn(
  recurs: Recurrence,
  { from, to }: Interval,
  most = MOST,
): readonly Interval[] {
  const { lasts, until = Infinity } = recurs;
  const end = Math.min(to, until);
  const after = Math.max(from - lasts, (recurs.from ?? -Infinity) - 1);
  const found: Interval[] = [];
  for (const start of beginningsNear(recurs, after)) {
    if (start >= end || found.length === most) {
      break;
    }
    found.push({ from: start, to: start + lasts });
  }
  return found;
}

/** Yields the same as `beginnings`, the first ones without reckoning them again. */
function* beginningsNear(recurs: Recurrence, after: Instant): Generator<Instant, void> {
  const first = firstAfter(recurs, after);
  yield* first;
  const last = first.at(-1);
  if (last !== undefined) {
    yield* beginnings(recurs, last);
  }
}

/**
 * Returns the next two. The same is asked at each decision, and mostly has the same answer: no time
 * is near, or one goes on.
 */
function firstAfter(recurs: Recurrence, after: Instant): readonly Instant[] {
  const by = 'cron' in recurs ? recurs.cron : `${recurs.starts} ${recurs.rrule}`;
  const key = `${by} ${recurs.timeZone}`;
  const last = KNOWN.get(key);
  if (last !== undefined && last.after <= after && after < (last.first[0] ?? Infinity)) {
    return last.first;
  }
  const times = beginnings(recurs, after);
  const first = [times.next(), times.next()].flatMap(({ value }) => value ?? []);
  if (KNOWN.size >= MOST_KNOWN) {
    KNOWN.clear();
  }
  KNOWN.set(key, { after, first });
  return first;
}

const KNOWN = new Map<string, { readonly after: Instant; readonly first: readonly Instant[] }>();
const MOST_KNOWN = 1_000;

/** Yields the moments after `after` at which it begins, whatever `from` and `until` say. */
function* beginnings(recurs: Recurrence, after: Instant): Generator<Instant, void> {
  const { timeZone } = recurs;
  let last = after;
  if ('cron' in recurs) {
    for (;;) {
      last = nextRun(recurs.cron, timeZone, last);
      yield last;
    }
  }
  const near = [after - DAY, after, after + DAY].map((at) => offsetAt(at, timeZone));
  for (const shown of timesShown(recurs, after + Math.min(...near))) {
    const at = momentShowing(shown, timeZone, 'later');
    if (at > last) {
      last = at;
      yield at;
    }
  }
}

/**
 * Yields the times from `from` on at which it begins as a wall clock shows them that nobody sets;
 * all are given as if they were UTC.
 */
export function* timesShown(recurs: ByCron | ByRule, from: Instant): Generator<Instant, void> {
  if ('rrule' in recurs) {
    yield* timesByRule(ruleOf(recurs), startOf(recurs), from);
    return;
  }
  for (let shown = from; ; shown += MINUTE) {
    shown = nextShownBy(recurs.cron, shown);
    yield shown;
  }
}

/** Returns why a rule cannot be used, or never comes; undefined if it can. */
export function ruleError(recurs: ByRule): CronError | undefined {
  const rule = parseOnce(recurs.rrule);
  if ('reason' in rule) {
    return rule;
  }
  const [first] = timesByRule(rule, startOf(recurs), startOf(recurs));
  const hint = 'its parts meet on no date, as with the 31st of February';
  return first === undefined ? { reason: 'it never comes', hint } : undefined;
}

/** Whether its times can be told here: a later version may know rules that this one does not. */
export function canBeTold(recurs: Recurrence): boolean {
  try {
    offsetAt(0, recurs.timeZone);
    return 'cron' in recurs
      ? cronError(recurs.cron) === undefined
      : !('reason' in parseOnce(recurs.rrule)) && !Number.isNaN(startOf(recurs));
  } catch {
    return false;
  }
}

/** Returns it with the end that its rule has by COUNT or UNTIL, or the earlier one given. */
export function withRuleEnd<R extends Recurrence>(recurs: R): R {
  if ('cron' in recurs) {
    return recurs;
  }
  const until = Math.min(recurs.until ?? Infinity, ruleEnd(recurs));
  return until === Infinity ? recurs : { ...recurs, until };
}

/** What ends by COUNT later than so long after its start comes for good: dates have an end too. */
const COUNTED_FOR = 100 * 366 * DAY;

function ruleEnd(recurs: Recurrence & ByRule): Instant {
  const { count, until } = ruleOf(recurs);
  if (until !== undefined) {
    const last = until.isUtc ? until.at : momentShowing(until.at, recurs.timeZone, 'later');
    return last + 1;
  }
  if (count === undefined) {
    return Infinity;
  }
  const start = startOf(recurs);
  let last = start;
  let left = count;
  for (const shown of timesShown(recurs, start)) {
    if (shown > start + COUNTED_FOR) {
      return Infinity;
    }
    last = shown;
    left -= 1;
    if (left === 0) {
      break;
    }
  }
  return momentShowing(last, recurs.timeZone, 'later') + 1;
}

function startOf({ starts }: ByRule): Instant {
  return Date.parse(`${starts}Z`);
}

function ruleOf({ rrule }: ByRule): RecurrenceRule {
  const rule = parseOnce(rrule);
  if ('reason' in rule) {
    throw new Error(`the recurrence rule "${rrule}": ${rule.reason}`);
  }
  return rule;
}

const PARSED = new Map<string, RecurrenceRule | CronError>();

function parseOnce(rrule: string): RecurrenceRule | CronError {
  let rule = PARSED.get(rrule);
  if (rule === undefined) {
    rule = parseRecurrenceRule(rrule);
    if (PARSED.size >= MOST_KNOWN) {
      PARSED.clear();
    }
    PARSED.set(rrule, rule);
  }
  return rule;
}
