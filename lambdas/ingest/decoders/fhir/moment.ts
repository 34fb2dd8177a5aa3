import type { Instant } from '#core/time/instant.ts';
import { parseTime } from '#lambdas/support/parse-time.ts';
import { type Element, elementOf, textOf } from './element.ts';
import { type Fault, isFault, wrong } from './fault.ts';

const EXPECTED =
  'the moment of the measurement with its offset, as in "2026-05-04T07:00:00+02:00": a date alone does not say when';

/** When an Observation was measured: its moment, or the end of its period. When it was issued says nothing about that. */
export function momentOf(observation: Element): Instant | Fault {
  const { json, path } = observation;
  for (const name of ['effectiveDateTime', 'effectiveInstant'])
    if (json[name] !== undefined) return moment(json[name], `${path}.${name}`);
  const period = elementOf(observation, 'effectivePeriod');
  if (isFault(period)) return period;
  return period === undefined
    ? wrong(`${path}.effective`, undefined, EXPECTED)
    : moment(textOf(period, 'end'), `${period.path}.end`);
}

function moment(given: unknown, path: string): Instant | Fault {
  const at = typeof given === 'string' ? parseTime(given) : undefined;
  return at ?? wrong(path, given, EXPECTED);
}
