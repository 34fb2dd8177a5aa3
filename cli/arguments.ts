import { InvalidArgumentError } from 'commander';
import { type ParsedMatcher, parseMatcher, strangeQuotes } from '#core/alert/parse-matcher.ts';
import { parseDuration } from '#core/time/duration.ts';
import { MINUTE } from '#core/time/instant.ts';

const TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Reads a time of the command line; without an offset it is the terminal's. Answers in UTC, as the
 * API takes it.
 */
export function parseTimeArgument(text: string): string {
  const at =
    TIME.test(text) && isDate(text.slice(0, 10))
      ? new Date(text.length === 10 ? `${text}T00:00` : text)
      : undefined;
  if (at === undefined || Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('Write it as "2026-05-04 07:00" or 2026-05-04T07:00:00Z.');
  return at.toISOString();
}

/** Date takes 2026-02-30 for the second of March. */
function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Reads a length of time of the command line, in minutes. */
export function parseMinutesArgument(text: string): number {
  const length = parseDuration(text);
  if (length === undefined || length === 0)
    throw new InvalidArgumentError('Write it as 30m, 2h, 1h30m or 3d.');
  return length / MINUTE;
}

export function parsePortArgument(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

/**
 * Checks a matcher here already, where the shell may have eaten its quotes, and adds it to those
 * before.
 */
export function collectMatcher(text: string, before: readonly string[] = []): readonly string[] {
  const parsed: ParsedMatcher = parseMatcher(text);
  if (!parsed.ok)
    throw new InvalidArgumentError(`${parsed.reason}. In a shell: 'subject="bed-1"'.`);
  const odd = strangeQuotes(text, parsed.matcher);
  if (odd !== undefined) throw new InvalidArgumentError(`In ${text} ${odd}.`);
  return [...before, text];
}
