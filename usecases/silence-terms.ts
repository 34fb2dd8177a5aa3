import { findContradiction } from '#core/alert/contradiction.ts';
import { type Matcher, selects } from '#core/alert/matcher.ts';
import { parseMatcher } from '#core/alert/parse-matcher.ts';
import { toAscii } from '#core/messages/gsm7.ts';
import { BUILT_IN_LABELS, type Silence } from '#core/suppression/silence.ts';
import { NEVER } from '#core/suppression/windows.ts';
import { oneLine } from '#core/text/one-line.ts';
import { clockTime } from '#core/time/clock-time.ts';
import { cronError } from '#core/time/cron.ts';
import { DAY, END_OF_TIME, type Instant, MINUTE } from '#core/time/instant.ts';
import { occurrencesIn, type Recurrence, ruleError, withRuleEnd } from '#core/time/recurrence.ts';
import { describeFault, recurrenceFault } from '#core/time/recurrence-fault.ts';
import { zonedTime } from '#core/time/zoned-time.ts';

/** A longer silence means that its rule should be changed. */
const LONGEST = 366 * DAY;

/** What recurs lasts at most a week each time. */
const LONGEST_TIME = 7 * DAY;

type Span = Pick<Silence, 'startsAt' | 'endsAt'>;

/** Returns the span of a silence, or what is wrong with the request. */
export function silenceSpan(
  asked: {
    startsAt: Instant | undefined;
    endsAt: Instant | undefined;
    minutes?: number | undefined;
  },
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): Span | string {
  const startsAt = asked.startsAt ?? now;
  if ((asked.endsAt === undefined) === (asked.minutes === undefined)) {
    return 'Say how long it lasts: either "endsAt" or "minutes".';
  }
  const endsAt = asked.endsAt ?? startsAt + (asked.minutes ?? 0) * MINUTE;
  if (endsAt <= startsAt || endsAt <= now) {
    return `It would end at ${zonedTime(endsAt, timeZone)}: a silence ends after it starts, and in the future.`;
  }
  if (endsAt - startsAt > LONGEST) {
    return 'A silence lasts at most 366 days. Change the rule instead.';
  }
  return { startsAt, endsAt };
}

/** What is asked of a silence that recurs; one of `cron` and `rrule` at least is there. */
export interface RecurrenceAsked {
  readonly cron?: string | undefined;
  readonly rrule?: string | undefined;
  /** The first time of a rule; of cron none begins before. */
  readonly startsAt?: Instant | undefined;
  /** None begins from then on. */
  readonly endsAt?: Instant | undefined;
  /** How long it lasts each time. */
  readonly minutes?: number | undefined;
  readonly timeZone: string;
}

/** Returns when a silence recurs, or what is wrong with the request. */
export function recurrenceTerms(asked: RecurrenceAsked, now: Instant): Recurrence | string {
  const { cron, rrule, startsAt, endsAt: until, minutes, timeZone } = asked;
  if (cron !== undefined && rrule !== undefined) {
    return 'Say when it begins either by "cron" or by "rrule".';
  }
  if (minutes === undefined || !(minutes >= 1 && minutes <= LONGEST_TIME / MINUTE)) {
    return `"minutes" is ${minutes ?? 'missing'}: what recurs lasts from 1 to ${LONGEST_TIME / MINUTE} minutes each time, a week.`;
  }
  if (until !== undefined && until <= Math.max(now, startsAt ?? now)) {
    return `None would begin: "endsAt" is ${zonedTime(until, timeZone)}. It must be in the future, and after "startsAt".`;
  }
  const common = { timeZone, lasts: minutes * MINUTE, ...(until !== undefined && { until }) };
  const recurs =
    rrule === undefined
      ? byCron(cron ?? '', startsAt, common)
      : byRule(rrule.trim().toUpperCase(), startsAt, common);
  if (typeof recurs === 'string') {
    return recurs;
  }
  if (occurrencesIn(recurs, { from: now, to: END_OF_TIME }, 1).length === 0) {
    return 'None of its times is still to come. Choose a later "endsAt", or another rule.';
  }
  const fault = recurrenceFault(recurs, now);
  if (fault === undefined) {
    return recurs;
  }
  const { message, hint } = describeFault(fault, timeZone);
  return `${message.replace(/^it/, 'It')}; ${hint}.`;
}

type Common = Pick<Recurrence, 'timeZone' | 'lasts' | 'until'>;

function byCron(cron: string, from: Instant | undefined, common: Common): Recurrence | string {
  const fault = cronError(cron);
  return fault === undefined
    ? { cron, ...common, ...(from !== undefined && { from }) }
    : `"cron" is ${JSON.stringify(cron)}: ${fault.reason}; ${fault.hint}.`;
}

function byRule(rrule: string, first: Instant | undefined, common: Common): Recurrence | string {
  if (first === undefined) {
    return '"rrule" begins nowhere without "startsAt": say its first time, which gives what the rule leaves open.';
  }
  const starts = clockTime(first, common.timeZone).replace(' ', 'T');
  const fault = ruleError({ rrule, starts });
  return fault === undefined
    ? withRuleEnd({ rrule, starts, ...common })
    : `"rrule" is ${JSON.stringify(rrule)}: ${fault.reason}; ${fault.hint}.`;
}

/** Returns the span that is stored of a silence that recurs: when the last of its times is over. */
export function recurringSpan({ until, lasts }: Recurrence): Span {
  return { ...NEVER, ...(until !== undefined && { endsAt: until + lasts }) };
}

/** Parses matchers, or returns what is wrong with the first invalid one. */
export function parseMatchers(texts: readonly string[]): readonly Matcher[] | string {
  const matchers: Matcher[] = [];
  for (const given of texts) {
    const parsed = parseMatcher(given);
    if (!parsed.ok) {
      return `The matcher ${given} cannot be used: ${parsed.reason}.`;
    }
    matchers.push(parsed.matcher);
  }
  return matchers;
}

/** Parses the matchers of a silence, or returns what is wrong with one of them or with all. */
export function parseSilenceMatchers(texts: readonly string[]): readonly Matcher[] | string {
  const matchers = parseMatchers(texts);
  return typeof matchers === 'string' ? matchers : (whyUnusable(matchers) ?? matchers);
}

/** Returns why no silence may have these matchers; undefined if one may. */
export function whyUnusable(matchers: readonly Matcher[]): string | undefined {
  return isSelective(matchers) ? whyImpossible(matchers) : UNSELECTIVE;
}

/** Returns why no alert can ever match all of them, in words; undefined if some may. */
function whyImpossible(matchers: readonly Matcher[]): string | undefined {
  // A label whose name the sender and the platform both use has two values, and each matcher may
  // mean another one.
  const foreign = matchers.filter(({ name }) => !OURS.has(name));
  const why = findContradiction(foreign);
  return why && `No alert can ever match these: ${why}.`;
}

const OURS: ReadonlySet<string> = new Set(BUILT_IN_LABELS);

/** Returns the header that warns about matchers if the answer's body cannot; it is ASCII. */
export function warningHeader(warnings: readonly string[]): Readonly<Record<string, string>> {
  return {
    ...(warnings.length > 0 && { 'wardbell-warning': toAscii(oneLine(warnings.join(' '))) }),
  };
}

/** The text about matchers that are not selective. */
const UNSELECTIVE =
  'These matchers would match every alert. Name at least one value, as in subject="bed-1", ' +
  'or one to leave out, as in severity!="critical".';

/**
 * Whether Alertmanager would allow a silence with these matchers: at least one requires a value
 * (`=`, or `=~` that an absent label does not fulfil) or excludes one (`!=` or `!~`).
 */
export function isSelective(matchers: readonly Matcher[]): boolean {
  return matchers.some(selects);
}
