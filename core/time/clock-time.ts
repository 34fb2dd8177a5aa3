import type { Instant } from './instant.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats the moment on the wall clock of a zone, `2026-03-29 03:12`. */
export function clockTime(at: Instant, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(timeZone, format);
  }
  return format.format(at);
}
