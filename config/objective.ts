import { PROBE_METRICS } from '#core/check/samples.ts';
import type { Good, Indicator, RatioIndicator, Selection } from '#core/objective/indicator.ts';
import type { Objective } from '#core/objective/objective.ts';
import { pairsOf } from './schema/burn-pairs.ts';
import type { Document } from './schema/document.ts';
import { methodOf } from './schema/indicator.ts';
import { goalOf, windowOf } from './schema/objective-window.ts';

type Written = Document['slos'][number];

/** Compiles an objective; months and quarters are those of the document's zone. */
export function objective(
  written: Written,
  { checks, time_zone: timeZone }: Pick<Document, 'checks' | 'time_zone'>,
): Objective {
  const { name, title, service } = written;
  const window = windowOf(written);
  return {
    ...{ name, title, service },
    indicator: indicatorOf(written, checks),
    isPerSubject: written.subjects === 'alone',
    method: methodOf(written),
    // A check is well in a minute if it was so at one place.
    sliceTarget: written.uptime?.check === undefined ? (written.slice_target ?? 100) / 100 : 0,
    goal: goalOf(written),
    window: window.kind === 'rolling' ? window : { ...window, timeZone },
    pairs: pairsOf(written),
    minBad: written.min_bad,
    blindAfter: written.blind_after,
    maintenance: written.maintenance,
    severity: written.severity,
    alerts: written.alerts,
  };
}

function indicatorOf(written: Written, checks: Document['checks']): Indicator {
  const { metric, where: matchers, good, ratio, histogram, uptime } = written;
  if (ratio !== undefined) {
    return ratioOf(ratio, matchers);
  }
  if (histogram !== undefined) {
    const { metric: of, at_most: atMost } = histogram;
    return { kind: 'histogram', metric: of, matchers, atMost };
  }
  if (uptime?.heartbeat !== undefined) {
    return { kind: 'heartbeat', heartbeat: uptime.heartbeat };
  }
  if (uptime?.check !== undefined) {
    return uptimeOf(uptime.check, checks);
  }
  if (metric === undefined || good === undefined) {
    throw new Error('An objective that measures nothing passed its schema.');
  }
  return { kind: 'values', metric, matchers, good: goodOf(good) };
}

function ratioOf(
  { good, bad, total }: NonNullable<Written['ratio']>,
  matchers: Selection['matchers'],
): RatioIndicator {
  const part = good ?? bad;
  if (part === undefined) {
    throw new Error('A ratio of which no part is good or bad passed its schema.');
  }
  const selection = ({ metric, where }: typeof total): Selection => ({
    metric,
    matchers: [...matchers, ...where],
  });
  return {
    kind: 'ratio',
    total: selection(total),
    part: selection(part),
    partIs: good === undefined ? 'bad' : 'good',
  };
}

/** A probe speaks for the time until the next one. */
function uptimeOf(name: string, checks: Document['checks']): Indicator {
  const check = checks.find((one) => one.name === name);
  return {
    kind: 'values',
    metric: PROBE_METRICS.success,
    matchers: [{ name: 'subject', op: '=', value: name }],
    good: { kind: 'equals', limit: 1 },
    ...(check !== undefined && { speaksFor: check.every }),
  };
}

const KINDS = ['below', 'at_most', 'above', 'at_least', 'equals'] as const;

function goodOf(written: NonNullable<Written['good']>): Good {
  const kind = KINDS.find((one) => written[one] !== undefined);
  if (kind === undefined) {
    throw new Error('An objective that says of no value that it is good passed its schema.');
  }
  return { kind, limit: written[kind] ?? 0 };
}
