import { truncateText } from '#core/alert/external-alert.ts';
import type { Instant } from '#core/time/instant.ts';
import { formatValue } from '#http/format-value.ts';
import { isObject, type JsonObject, parseJson } from '#http/json-object.ts';
import { jsonSyntaxError } from '#http/json-syntax-error.ts';
import { parseLenientTime } from '#http/parse-time.ts';
import { NOT_UTF8, utf8 } from '#http/read-body.ts';

/** The key and time of an event. */
export interface From {
  /** The name of the API key. */
  readonly key: string;
  readonly now: Instant;
}

/** Returns the object of a body, or why it is none. */
export function parseObject(bytes: Buffer): JsonObject | string {
  const text = utf8(bytes);
  if (text === undefined) {
    return NOT_UTF8;
  }
  const parsed = parseJson(text);
  if (parsed === undefined) {
    return `JSON parse error: ${jsonSyntaxError(text)}`;
  }
  return isObject(parsed)
    ? parsed
    : `The body is ${formatValue(parsed)}; it must be a JSON object.`;
}

/** Returns a text that is not blank, cut to the limit; undefined if there is none. */
export function textFrom(value: unknown, room: number): string | undefined {
  const text = typeof value === 'string' ? truncateText(value, room) : '';
  return text.trim() === '' ? undefined : text;
}

/** Returns the error of a text field, in PagerDuty's wording. */
export function textFault(name: string, value: unknown): readonly string[] {
  if (textFrom(value, 1) !== undefined) {
    return [];
  }
  const given = typeof value === 'string' ? 'blank' : formatValue(value);
  return [`'${name}' is ${given}; it must be a text that is not blank`];
}

/**
 * Parses a sender's time, whose offset may lack its colon (`+0000`). An invalid or future time
 * counts as now: no alert is refused for it.
 */
export function momentFrom(value: unknown, now: Instant): Instant {
  const said = typeof value === 'string' ? parseLenientTime(value) : undefined;
  return Math.max(0, Math.min(said ?? now, now));
}
