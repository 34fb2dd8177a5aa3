import { InvalidArgumentError } from 'commander';
import type { Matcher } from '#core/alert/matcher.ts';
import { findSuspiciousQuotes, parseMatcher } from '#core/alert/parse-matcher.ts';
import { parseDuration } from '#core/time/duration.ts';
import type { Duration } from '#core/time/instant.ts';
import { parseTypedTime, type TypedTime } from '#core/time/typed-time.ts';

/** Parses a time of the command line; its time zone is settled later. */
export function parseTimeArgument(text: string): TypedTime {
  const parsed = parseTypedTime(text);
  if (!parsed.ok) {
    throw new InvalidArgumentError(parsed.reason);
  }
  return parsed.typed;
}

/** Parses a duration of the command line. */
export function parseDurationArgument(text: string): Duration {
  const length = parseDuration(text);
  if (length === undefined || length === 0) {
    const hint = parseTypedTime(text).ok ? ' A moment goes with --until.' : '';
    throw new InvalidArgumentError(`Write it as 30m, 2h, 1h30m or 3d.${hint}`);
  }
  return length;
}

/** Reads how many days back a list goes. */
export function parseDaysArgument(text: string): number {
  if (!/^\d{1,2}$/.test(text) || Number(text) < 1 || Number(text) > 31) {
    throw new InvalidArgumentError('Days are a whole number from 1 to 31.');
  }
  return Number(text);
}

/** Parses a number of the command line. */
export function parseNumberArgument(text: string): number {
  const number = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(number)) {
    throw new InvalidArgumentError('Write a number, such as 85 or 38.5.');
  }
  return number;
}

/** Parses two numbers of the command line, with a comma between them. */
export function parsePairArgument(text: string): readonly number[] {
  const [low, high, ...others] = text.split(',').map((part) => part.trim());
  if (low === undefined || high === undefined || others.length > 0) {
    throw new InvalidArgumentError('Write the lower and the upper limit, such as 40,130.');
  }
  return [parseNumberArgument(low), parseNumberArgument(high)];
}

export function parsePortArgument(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  }
  return port;
}

/** Parses a matcher of the command line; the shell may have eaten its quotes. */
export function parseMatcherArgument(text: string): Matcher {
  const parsed = parseMatcher(text);
  if (!parsed.ok) {
    throw new InvalidArgumentError(`${parsed.reason}. In a shell: 'subject="bed-1"'.`);
  }
  const odd = findSuspiciousQuotes(text, parsed.matcher);
  if (odd !== undefined) {
    throw new InvalidArgumentError(`In ${text} ${odd}.`);
  }
  return parsed.matcher;
}

/** Checks a matcher early, and appends it to those before. */
export function collectMatcher(text: string, before: readonly string[] = []): readonly string[] {
  parseMatcherArgument(text);
  return [...before, text];
}
