import { timeSlip } from './clock.ts';
import { daysMeant } from './words.ts';

const SPAN = /^(.*?)[\s,:]*(\d{1,2}(?:[:.]\d\d)?(?:am|pm)?)\s*(?:-|–|to|until)\s*(\S+)$/iu;

/** Suggests a span of time, or a list of spans, for a value that is none. */
export function spanSlip(input: unknown, wanted: string): string | undefined {
  const isList = wanted.startsWith('a list');
  if (typeof input === 'string') {
    const meant = spanMeant(input);
    if (meant === undefined) {
      return isList ? 'write a list, such as [{ days: [sat, sun] }]' : undefined;
    }
    return `write ${isList ? `[${meant}]` : meant}`;
  }
  const isMapping = typeof input === 'object' && input !== null && !Array.isArray(input);
  return isList && isMapping ? 'put it in a list: [{ … }], or begin it with "- "' : undefined;
}

/** Spells `fri 19:00-07:00` as we do. */
function spanMeant(text: string): string | undefined {
  const [, before = text, from, to] = SPAN.exec(text.trim()) ?? [];
  const days = before === '' ? [] : daysMeant(before);
  if (days === undefined) {
    return undefined;
  }
  const parts = days.length === 0 ? [] : [`days: [${days.join(', ')}]`];
  if (from !== undefined && to !== undefined) {
    parts.push(`from: ${time(from)}`, `to: ${time(to)}`);
  }
  return parts.length === 0 ? undefined : `{ ${parts.join(', ')} }`;
}

function time(text: string): string {
  return timeSlip(text, '24:00')?.replace(/^write /u, '') ?? `"${text}"`;
}
