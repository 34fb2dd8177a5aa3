import { z } from 'zod';
import { findContradiction } from '#core/alert/contradiction.ts';
import { type Coherence, coherent } from './coherent.ts';
import { number } from './condition.ts';
import { matcher } from './matcher.ts';
import { type Names, reference } from './names.ts';
import { printable } from './page-text.ts';

const where = z
  .array(matcher)
  .default([])
  .meta({ title: `a list of conditions on labels, such as ['job="ehr"']` });

const good = coherent(
  z
    .strictObject({
      below: number.optional().describe('Values below this are good.'),
      at_most: number.optional().describe('Values up to this are good, and this one.'),
      above: number.optional().describe('Values above this are good.'),
      at_least: number.optional().describe('Values from this on are good.'),
      equals: number.optional().describe('This very value is good.'),
    })
    .meta({ title: 'a mapping with below, at_most, above, at_least or equals' }),
  [
    {
      of: ['below', 'at_most', 'above', 'at_least', 'equals'],
      missing: true,
      holds: (given) => Object.values(given).filter((one) => one !== undefined).length === 1,
      wrong: () => 'it must say in one way which values are good',
      hint: 'write below, at_most, above, at_least or equals',
    },
  ],
);

const counter = z
  .strictObject({
    metric: printable(256).describe('A counter: it only grows, or begins anew.'),
    where: where.describe('Which series of it, beside the where of the objective.'),
  })
  .meta({ title: 'a mapping with metric, and where' });

const ratio = coherent(
  z
    .strictObject({
      good: counter.optional().describe('The good events.'),
      bad: counter.optional().describe('Or the bad ones.'),
      total: counter.describe('All events, those as well.'),
    })
    .meta({ title: 'a mapping with total, and good or bad' }),
  [
    {
      of: ['good', 'bad'],
      missing: true,
      holds: (given) => (given.good === undefined) !== (given.bad === undefined),
      wrong: (given) =>
        given.good === undefined
          ? 'nothing says which events are good'
          : 'good and bad say the same: what is not good is bad',
      hint: 'write good or bad, beside total',
    },
  ],
);

const histogram = z
  .strictObject({
    metric: printable(256).describe('Its name, without _bucket and _count.'),
    at_most: number.describe('Measurements up to this bound of one of its buckets are good.'),
  })
  .meta({ title: 'a mapping with metric and at_most' });

function uptime(names: Names) {
  return coherent(
    z
      .strictObject({
        heartbeat: reference(names, 'heartbeats')
          .optional()
          .describe('A minute is bad while it is missed or has said that it failed.'),
        check: reference(names, 'checks')
          .optional()
          .describe('A minute is bad if each probe of it failed, from all places.'),
      })
      .meta({ title: 'a mapping with heartbeat or check' }),
    [
      {
        of: ['heartbeat', 'check'],
        missing: true,
        holds: (given) => (given.heartbeat === undefined) !== (given.check === undefined),
        wrong: () => 'it must be the uptime of one thing',
        hint: 'write heartbeat or check',
      },
    ],
  );
}

/** The keys of an objective that say what it measures. */
export function indicatorFields(names: Names) {
  return {
    metric: printable(256)
      .optional()
      .describe('The indicator: a metric whose samples are good or bad, as good says.'),
    good: good.optional().describe('Which values of metric are good; all others are bad.'),
    ratio: ratio.optional().describe('Or: by how much two counters grow, as good and all events.'),
    histogram: histogram.optional().describe('Or: how many measurements are small enough.'),
    uptime: uptime(names).optional().describe('Or: whether a heartbeat or a check is well.'),
    where: where.describe('Which samples: conditions on labels, subject and unit, as in a rule.'),
    subjects: z
      .enum(['together', 'alone'])
      .default('together')
      .meta({ title: 'together or alone' })
      .describe('Whether all subjects share one budget, or each has its own.'),
    method: z
      .enum(['timeslices', 'occurrences'])
      .optional()
      .meta({ title: 'timeslices or occurrences' })
      .describe(
        'What is counted: minutes, or samples and events. The words are those of OpenSLO. Default: timeslices; of a ratio and a histogram occurrences.',
      ),
    slice_target: z
      .number()
      .gt(0)
      .max(100)
      .meta({ title: 'a percentage, at most 100' })
      .optional()
      .describe('Of timeslices: which share of its samples makes a minute good. Default: 100.'),
  };
}

const INDICATORS = ['good', 'ratio', 'histogram', 'uptime'] as const;

type Written = z.output<z.ZodObject<ReturnType<typeof indicatorFields>>>;

/** Returns what is counted, as written or by default. */
export function methodOf({ method, ratio: r, histogram: h }: Partial<Written>) {
  return method ?? (r === undefined && h === undefined ? 'timeslices' : 'occurrences');
}

function contradiction({ where: all, ratio: r }: Written): string | undefined {
  const parts = r === undefined ? [[]] : [r.total, r.good, r.bad].map((one) => one?.where ?? []);
  return parts.map((some) => findContradiction([...all, ...some])).find((one) => one !== undefined);
}

/** What must agree among those keys. */
export const INDICATOR_COHERENCE: readonly Coherence<Written>[] = [
  {
    of: INDICATORS,
    missing: true,
    holds: (slo) => INDICATORS.filter((key) => slo[key] !== undefined).length === 1,
    wrong: (slo) =>
      INDICATORS.every((key) => slo[key] === undefined)
        ? 'nothing says what is measured'
        : 'it measures more than one thing',
    hint: 'write metric and good, or ratio, histogram or uptime',
  },
  {
    of: ['metric', 'good'],
    missing: true,
    holds: (slo) => (slo.metric === undefined) === (slo.good === undefined),
    wrong: (slo) =>
      slo.metric === undefined
        ? 'good says which values are good, and nothing says of which metric'
        : 'metric stands beside what names its own',
    hint: 'write metric beside good, and nowhere else',
  },
  {
    of: ['uptime', 'subjects', 'where', 'method', 'slice_target'],
    at: 'uptime',
    holds: ({ uptime: of, subjects, where: on, method, slice_target }) =>
      of === undefined ||
      (subjects === 'together' &&
        on.length === 0 &&
        method !== 'occurrences' &&
        slice_target === undefined),
    wrong: () => 'uptime is of one thing, minute by minute',
    hint: 'leave out subjects, where, method and slice_target',
  },
  {
    of: ['slice_target', 'method', 'ratio', 'histogram'],
    at: 'slice_target',
    holds: (slo) => slo.slice_target === undefined || methodOf(slo) === 'timeslices',
    wrong: () => 'slice_target means nothing beside occurrences',
    hint: 'it says when a minute is good: write method: timeslices, or leave it out',
  },
  {
    of: ['where', 'ratio'],
    at: 'where',
    holds: (slo) => contradiction(slo) === undefined,
    wrong: (slo) => `no sample can match: ${contradiction(slo)}`,
  },
];
