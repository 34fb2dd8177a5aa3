import type { Instant } from '#core/time/instant.ts';
import { parseLenientTime } from '#http/parse-time.ts';
import { asObject, type Element } from './element.ts';
import { type FhirIssue, valueIssue } from './issue.ts';

const EXPECTED =
  'the moment of the measurement with its offset, as in "2026-05-04T07:00:00+02:00": a date alone does not say when';

/** A possible time of measurement, and its place. */
interface Said {
  readonly given: unknown;
  readonly path: string;
  /** Whether it is the start of an open period. */
  readonly goesOn?: boolean;
}

/**
 * Returns when an Observation was measured, by the first that is a moment: effectiveDateTime,
 * effectiveInstant, the end of effectivePeriod, its start, the last event of effectiveTiming, the
 * end or start of its bounds, and last `issued`. `issued` is later than the measurement by as long
 * as somebody took to release it, so beside an effective date it counts on that day only. An open
 * period continues, and its value is as of when it was issued: by its start, all values of a
 * monitor would have the same time.
 */
export function momentOf(observation: Element): Instant | FhirIssue {
  const { json, path } = observation;
  const effective = effectiveOf(observation);
  const issued = momentIn(json['issued']);
  for (const { given, goesOn } of effective) {
    const at = momentIn(given);
    if (at !== undefined) {
      return goesOn ? Math.max(at, issued ?? at) : at;
    }
  }
  const [said = { given: undefined, path: `${path}.effective` }] = effective;
  return issued !== undefined && effective.every(({ given }) => isDayOf(given, json['issued']))
    ? issued
    : valueIssue(said.path, said.given, EXPECTED);
}

/** Returns everything in effective[x] that may be the time, best first. */
function effectiveOf({ json, path }: Element): readonly Said[] {
  const at = (name: string) => ({ given: json[name], path: `${path}.${name}` });
  return [
    at('effectiveDateTime'),
    at('effectiveInstant'),
    ...endAndStart(at('effectivePeriod')),
    ...timing(at('effectiveTiming')),
  ].filter(({ given }) => given !== undefined);
}

function endAndStart({ given, path }: Said): readonly Said[] {
  if (given === undefined) {
    return [];
  }
  const period = asObject(given);
  if (period === undefined) {
    return [{ given, path }];
  }
  const { end, start } = period;
  return [
    { given: end, path: `${path}.end` },
    { given: start, path: `${path}.start`, goesOn: end === undefined },
  ];
}

function timing({ given, path }: Said): readonly Said[] {
  if (given === undefined) {
    return [];
  }
  const events = asObject(given)?.['event'];
  const moments = (Array.isArray(events) ? events : []).flatMap((event) => momentIn(event) ?? []);
  const last = moments.length > 0 ? moments.reduce((a, b) => Math.max(a, b)) : undefined;
  const bounds = asObject(asObject(given)?.['repeat'])?.['boundsPeriod'];
  return [
    ...(last === undefined ? [] : [{ given: new Date(last).toISOString(), path: `${path}.event` }]),
    ...endAndStart({ given: bounds, path: `${path}.repeat.boundsPeriod` }),
  ];
}

/** The moment that a text says; undefined for a date alone, and for a time without its offset. */
export function momentIn(given: unknown): Instant | undefined {
  return typeof given === 'string' ? parseLenientTime(given) : undefined;
}

/** Whether a time is the date, or lies on the date, on which something was issued. */
function isDayOf(given: unknown, issued: unknown): boolean {
  const day = typeof given === 'string' ? given.slice(0, 10) : '';
  return day.length === 10 && String(issued).startsWith(day);
}
