import { z } from 'zod';
import type { FunctionOverTime } from '#core/rule/over-time.ts';
import { SIDES } from '#core/rule/usual.ts';
import type { Coherence } from './coherent.ts';
import type { WrittenValue } from './over-time.ts';

const SIDE_NAMES = SIDES.join(', ');

/** The keys of a rule, and of each of joined conditions, that ask what is unusual. */
export const UNUSUAL_FIELDS = {
  unusual: z
    .enum(SIDES)
    .optional()
    .meta({ title: `one of ${SIDE_NAMES}` })
    .describe(
      'Breached by values above or below what is usual at the same hour of the week, or both. What that is it learns for two weeks before it fires.',
    ),
  margin: z
    .number()
    .min(0)
    .max(1_000)
    .optional()
    .meta({ title: 'a percentage from 0 to 1000, such as 20' })
    .describe(
      'How far from what is usual a value must be at least to be unusual, in percent of that. Default: 20.',
    ),
  floor: z
    .number()
    .gt(0)
    .optional()
    .meta({ title: 'a number above 0' })
    .describe(
      'How far from what is usual a value must be at least to be unusual, in its own unit: what is nearer is no difference to anybody.',
    ),
};

/** The keys that ask what is unusual, as written. */
export interface WrittenUnusual {
  readonly unusual?: (typeof SIDES)[number] | undefined;
  readonly margin?: number | undefined;
  readonly floor?: number | undefined;
}

/** What they must agree on, in a rule and in each of joined conditions. */
const KEYS_AGREE: readonly Coherence<WrittenUnusual>[] = [
  {
    of: ['unusual', 'floor'],
    at: 'unusual',
    missing: true,
    holds: ({ unusual, floor }) => unusual === undefined || floor !== undefined,
    wrong: () =>
      'unusual needs a floor: where a value hardly ever changes, every change is unusual',
    hint: 'write the smallest difference that matters to somebody, such as floor: 5, in the unit of the metric',
  },
  ...(['margin', 'floor'] as const).map((at) => ({
    of: ['unusual', at] as const,
    at,
    holds: (written: WrittenUnusual) => written.unusual !== undefined || written[at] === undefined,
    wrong: () => `${at} means nothing without unusual`,
    hint: `write unusual: above, or another of ${SIDE_NAMES}`,
  })),
];

export function unusualKeysAgree<T extends WrittenUnusual>(): readonly Coherence<T>[] {
  return KEYS_AGREE as unknown as readonly Coherence<T>[];
}

/** What is made of the samples of a time, and has no hour: the lowest, the highest, what comes. */
const WITHOUT_HOUR: readonly FunctionOverTime[] = ['min', 'max', 'forecast'];

interface WrittenRule extends WrittenUnusual {
  readonly value?: WrittenValue | undefined;
}

/** What they must agree on with the other keys of a rule. */
export const unusualCoherence: readonly Coherence<WrittenRule>[] = [
  ...unusualKeysAgree<WrittenRule>(),
  {
    of: ['unusual', 'value'],
    at: 'value',
    holds: ({ unusual, value }) =>
      unusual === undefined ||
      value === undefined ||
      'across' in value ||
      !WITHOUT_HOUR.includes(value.fn as FunctionOverTime),
    wrong: ({ value }) =>
      `${value !== undefined && 'fn' in value ? value.fn : 'value'} means nothing beside unusual`,
    hint: 'each sample is compared with its hour, or avg, median, rate, increase, count, change or slope',
  },
];
