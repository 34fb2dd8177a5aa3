import { z } from 'zod';
import { findContradiction } from '#core/alert/contradiction.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { type Coherence, coherent } from './coherent.ts';
import { limitCoherence, number, range, type WrittenCondition } from './condition.ts';
import { duration } from './formats.ts';
import { matcher } from './matcher.ts';
import { printable } from './page-text.ts';
import { UNUSUAL_FIELDS, unusualKeysAgree } from './unusual.ts';

/** How old a value may be that is joined with others: Prometheus' lookback. */
export const MAX_AGE = 5 * MINUTE;

const LIMITS = ['below', 'above', 'outside', 'equals', 'unusual'] as const;

const schema = z
  .strictObject({
    metric: printable(256).describe('Which metric.'),
    where: z
      .array(matcher)
      .default([])
      .meta({ title: `a list of conditions on labels, such as ['unit="%"']` })
      .describe('Which samples of it: conditions on labels, subject and unit.'),
    below: number.optional().describe('Holds for values below this.'),
    above: number.optional().describe('Holds for values above this.'),
    outside: range.optional().describe('Holds for values below the first or above the second.'),
    equals: number.optional().describe('Holds for this very value.'),
    ...UNUSUAL_FIELDS,
    clear: z
      .union([number, range])
      .optional()
      .meta({ title: 'a number, or a pair for outside, such as [55, 115]' })
      .describe('Where it ceases to hold while the alert fires. Default: at the limit.'),
    max_age: duration({ min: 10 * SECOND })
      .prefault('5m')
      .describe('How old a value may be: an older one is not known, and decides nothing.'),
  })
  .meta({ title: 'a mapping with metric and a limit, such as { metric: heart_rate, above: 110 }' });

type Written = z.output<typeof schema>;

const given = (one: Written) => LIMITS.filter((kind) => one[kind] !== undefined);

const joinedCondition = coherent(schema, [
  {
    of: LIMITS,
    missing: true,
    holds: (one) => given(one).length === 1,
    wrong: (one) =>
      given(one).length === 0
        ? 'the condition has no limit'
        : `the condition has more than one limit: ${given(one).join(', ')}`,
    hint: `write one of ${LIMITS.join(', ')}`,
  },
  {
    of: ['where'],
    at: 'where',
    holds: ({ where }) => findContradiction(where) === undefined,
    wrong: ({ where }) => `no sample can match: ${findContradiction(where)}`,
  },
  ...limitCoherence<Written>(),
  ...unusualKeysAgree<Written>(),
  {
    of: ['unusual', 'clear'],
    at: 'clear',
    holds: ({ unusual, clear }) => unusual === undefined || clear === undefined,
    wrong: () => 'clear means nothing beside unusual',
    hint: 'it belongs to below, above and outside',
  },
]);

/** The conditions that `all` or `any` joins. */
export const joinedConditions = z
  .array(joinedCondition)
  .min(2)
  .max(10)
  .meta({ title: 'a list of two to ten conditions, each with metric and a limit' });

/** The keys of a rule that must agree with whether it joins conditions. */
interface WrittenRule extends WrittenCondition {
  readonly metric?: string | undefined;
  readonly where: readonly object[];
  readonly value?: object | undefined;
  readonly breaches?: object | undefined;
}

const isJoined = ({ all, any }: WrittenRule) => (all ?? any) !== undefined;

/** What joined conditions, or their absence, mean for the other keys of a rule. */
export const joinedCoherence: readonly Coherence<WrittenRule>[] = [
  {
    of: ['metric', 'all', 'any'],
    missing: true,
    holds: (rule) => isJoined(rule) || rule.metric !== undefined,
    wrong: () => '"metric" is missing',
    hint: 'Which metric it watches.',
  },
  {
    of: ['metric', 'all', 'any'],
    at: 'metric',
    holds: (rule) => !isJoined(rule) || rule.metric === undefined,
    wrong: () => 'metric means nothing beside all and any',
    hint: 'each of their conditions has its own',
  },
  ...(['value', 'breaches'] as const).map((at) => ({
    of: ['all', 'any', at] as const,
    at,
    holds: (rule: WrittenRule) => !isJoined(rule) || rule[at] === undefined,
    wrong: () => `${at} means nothing beside all and any`,
    hint: 'for says how long they must hold',
  })),
  {
    of: ['where', 'all', 'any'],
    at: 'where',
    holds: (rule) => !isJoined(rule) || rule.where.length === 0,
    wrong: () => 'where means nothing beside all and any',
    hint: 'each of their conditions has its own',
  },
];
