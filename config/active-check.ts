import {
  ACCOUNT,
  type Check,
  type CheckTarget,
  type HttpTarget,
  MOST_FROM_ACCOUNT,
} from '#core/check/check.ts';
import { PROBE_METRICS } from '#core/check/samples.ts';
import { DAY, MINUTE, SECOND } from '#core/time/instant.ts';
import type { LintWarning } from './problem.ts';
import type { Document } from './schema/document.ts';

type Written = Document['checks'][number];
type WrittenRule = Document['rules'][number];

/** Compiles a check, as a probe needs it. */
export function check(written: Written): Check {
  const { name, every, timeout, places, reach } = written;
  return { name, target: targetOf(written), every, timeout, places, reach };
}

function targetOf({ name, http, fhir, tcp, tls, dns }: Written): CheckTarget {
  if (http !== undefined) {
    const { contains, ...rest } = http;
    return { kind: 'http', ...rest, ...(contains !== undefined && { contains }) };
  }
  if (fhir !== undefined) {
    return metadata(fhir);
  }
  if (tcp !== undefined) {
    return { kind: 'tcp', ...tcp };
  }
  if (tls !== undefined) {
    return { kind: 'tls', ...tls };
  }
  if (dns !== undefined) {
    const { contains, server, ...rest } = dns;
    return {
      kind: 'dns',
      ...rest,
      ...(contains !== undefined && { contains }),
      ...(server !== undefined && { server }),
    };
  }
  throw new Error(`The check ${name} that checks nothing passed its schema.`);
}

/** Every server of FHIR tells what it can do to whoever asks (the capabilities interaction). */
function metadata(base: string): HttpTarget {
  return {
    kind: 'http',
    url: `${base.replace(/\/+$/u, '')}/metadata`,
    method: 'GET',
    headers: { accept: 'application/fhir+json' },
    status: [],
    json: { '/resourceType': 'CapabilityStatement' },
    redirects: 5,
  };
}

/** The shortest time without probes that tells of a probe that does not run. */
const SHORTEST_SILENCE = 3 * MINUTE;

/** One probe that is lost pages nobody. */
const SHORTEST_FAILURE = 2 * MINUTE;

/** What the rules that are made for a check are called: its name, and what they watch. */
const SUFFIXES = { slow: '-slow', certificate: '-certificate', unprobed: '-unprobed' } as const;

/** Finds checks for which rules would be made of the name of another. */
export function takenNames({ rules, scores, checks }: Document): readonly LintWarning[] {
  const named = [...rules, ...checks].map(({ name }) => name);
  const taken = new Set([...named, ...scores.map(({ name, use }) => name ?? use)]);
  return checks.flatMap((written, index) => {
    const other = rulesOfCheck(written).find(
      ({ name }) => name !== written.name && taken.has(name),
    )?.name;
    return other === undefined
      ? []
      : [
          {
            path: ['checks', index, 'name'],
            message: `a rule named "${other}" is made for this check, and another has that name`,
            hint: 'the name tells alerts apart: give one of them another',
          },
        ];
  });
}

/** Finds the first check beyond those that the account can probe at once. */
export function tooManyFromAccount({ checks }: Document): readonly LintWarning[] {
  const asked = [...checks.entries()].filter(([, { places }]) => places.includes(ACCOUNT));
  return asked.slice(MOST_FROM_ACCOUNT, MOST_FROM_ACCOUNT + 1).map(([index]) => ({
    path: ['checks', index, 'places'],
    message: `${asked.length} checks are probed from the account, which probes ${MOST_FROM_ACCOUNT} at most`,
    hint: `probe others from a machine: leave ${ACCOUNT} out of their places`,
  }));
}

/**
 * Returns the rules for a check as a team would have written them. Where several places probe it,
 * all that probe it lately must agree: the network of one place is not the fault of another.
 */
export function rulesOfCheck(written: Written): readonly WrittenRule[] {
  const { name, title, service, every, slow, certificate, runbook } = written;
  const silence = Math.max(3 * every, SHORTEST_SILENCE);
  const failing = written.for ?? Math.max(2 * every, SHORTEST_FAILURE);
  const ofCheck = {
    where: [{ name: 'subject', op: '=' as const, value: name }],
    service,
    seldom_sent: false,
    ...(runbook !== undefined && { runbook }),
  };
  const judged = { ...ofCheck, max_age: silence, for: failing, keep_firing_for: 0 };
  const rules: WrittenRule[] = [
    {
      ...judged,
      name,
      title: `${title} does not answer`,
      severity: written.severity,
      metric: PROBE_METRICS.success,
      value: { across: 'max' },
      below: 1,
    },
    {
      ...ofCheck,
      name: name + SUFFIXES.unprobed,
      title: `${title} is not probed`,
      severity: 'warning',
      metric: PROBE_METRICS.success,
      absent: silence,
      for: 0,
      keep_firing_for: 0,
    },
  ];
  if (slow !== undefined) {
    rules.push({
      ...judged,
      name: name + SUFFIXES.slow,
      title: `${title} answers slowly`,
      severity: 'warning',
      metric: PROBE_METRICS.duration,
      value: { across: 'min' },
      above: slow / SECOND,
    });
  }
  if (certificate !== undefined) {
    rules.push({
      ...judged,
      name: name + SUFFIXES.certificate,
      title: `${title}: certificate ends soon`,
      severity: 'warning',
      metric: PROBE_METRICS.certificate,
      value: { across: 'min' },
      below: certificate / DAY,
      for: 0,
    });
  }
  return rules;
}
