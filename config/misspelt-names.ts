import type { Matcher } from '#core/alert/matcher.ts';
import { VITAL_METRICS, vitalSignOf } from '#core/sample/vital-signs.ts';
import type { Config } from '#core/team/config.ts';
import { closest } from '#core/text/closest.ts';
import type { LintWarning } from './problem.ts';

/** Where the config asks for a metric, and for which samples of it. */
interface Asked {
  readonly path: readonly (string | number)[];
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/**
 * Returns names that are probably misspelt: a metric that is nearly a vital sign, by whose name
 * FHIR and HL7 send it, and a unit that elsewhere is written with other capitals. Both are told
 * apart from what was meant, so that nothing would be judged, and nobody would hear of it.
 */
export function misspeltNames({ rules, plausible }: Config): readonly LintWarning[] {
  const asked: readonly Asked[] = [
    ...rules.map(({ metric, matchers }, i) => ({ path: ['rules', i], metric, matchers })),
    ...plausible.map(({ metric, matchers }, i) => ({ path: ['plausible', i], metric, matchers })),
  ];
  const byMetric = [...Map.groupBy(asked, ({ metric }) => metric).values()];
  return [...byMetric.flatMap(nearVitalSign), ...byMetric.flatMap(otherCapitals)];
}

/** It is said once, where a metric is asked for first. */
function nearVitalSign([first]: readonly Asked[]): readonly LintWarning[] {
  if (first === undefined || vitalSignOf(first.metric) !== undefined) {
    return [];
  }
  const { metric, path } = first;
  // One slip: with two, test_rate would be resp_rate; and a short name is soon another word.
  const meant = closest(metric, VITAL_METRICS, metric.length < SHORT ? 0 : 1);
  // What only adds to a name is meant: heart_rate_2 is that of a second monitor.
  if (meant === undefined || metric.startsWith(meant)) {
    return [];
  }
  const message = `metric "${metric}" is no vital sign, and nearly ${meant}, which is one`;
  const hint = `did you mean ${meant}? Leave it if your senders do say ${metric}`;
  return [{ path: [...path, 'metric'], message, hint }];
}

/** A name with fewer letters than this is no slip of another. */
const SHORT = 4;

function otherCapitals(asked: readonly Asked[]): readonly LintWarning[] {
  const spelt = new Map<string, string>();
  const vital = vitalSignOf(asked[0]?.metric ?? '');
  if (vital !== undefined) {
    spelt.set(vital.unit.toLowerCase(), vital.unit);
  }
  return asked.flatMap(({ path, metric, matchers }) =>
    matchers.flatMap(({ name, op, value }, at) => {
      if (name !== 'unit' || op !== '=') {
        return [];
      }
      const known = spelt.get(value.toLowerCase()) ?? value;
      spelt.set(value.toLowerCase(), known);
      if (known === value) {
        return [];
      }
      const message = `${metric} has the unit "${value}" here and "${known}" elsewhere: capitals count`;
      const hint = `write unit="${known}" in both, if they mean the same`;
      return [{ path: [...path, 'where', at], message, hint }];
    }),
  );
}
