import { z } from 'zod';
import type { Condition } from '#core/rule/threshold.ts';
import type { Duration } from '#core/time/instant.ts';
import type { Coherence } from './coherent.ts';

/** The limit of a condition, and both of those of `outside`, as they are written. */
export const number = z.number().meta({ title: 'a number' });
export const range = z
  .tuple([number, number])
  .meta({ title: 'a pair of numbers, such as [50, 120]' });

type Span = readonly [number, number];

/** What a key of a rule that is a condition holds, for each kind of condition. */
interface Limits {
  readonly below: number;
  readonly above: number;
  readonly outside: Span;
  readonly equals: number;
  readonly stuck: Duration;
}

/** The keys of a rule that form its condition, as written. */
export interface WrittenCondition
  extends Readonly<Partial<{ [Kind in keyof Limits]: Limits[Kind] | undefined }>> {
  readonly unusual?: string | undefined;
  readonly absent?: number | undefined;
  readonly all?: readonly object[] | undefined;
  readonly any?: readonly object[] | undefined;
  readonly clear?: number | Span | undefined;
}

type Compile<Kind extends Condition['kind']> = (
  limit: Limits[Kind],
  clear: WrittenCondition['clear'],
) => Extract<Condition, { readonly kind: Kind }>;

/** How each kind of condition is compiled. A new kind does not compile until it stands here. */
const COMPILE: { readonly [Kind in Condition['kind']]: Compile<Kind> } = {
  below: (limit, clear) => ({ kind: 'below', limit, clear: one(clear) ?? limit }),
  above: (limit, clear) => ({ kind: 'above', limit, clear: one(clear) ?? limit }),
  outside(limit, clear) {
    const [low, high] = limit;
    const [clearLow, clearHigh] = isSpan(clear) ? clear : limit;
    return { kind: 'outside', low, high, clearLow, clearHigh };
  },
  equals: (value) => ({ kind: 'equals', value }),
  stuck: (after) => ({ kind: 'stuck', after }),
};

const KINDS = Object.keys(COMPILE) as readonly Condition['kind'][];

/** Every key that is a condition; a rule has exactly one of them. */
export const CONDITIONS = [...KINDS, 'unusual', 'absent', 'all', 'any'] as const;

/** The keys that rows on limits read. */
const LIMIT_KEYS = ['below', 'above', 'outside', 'equals', 'clear'] as const;

type WrittenLimits = Pick<WrittenCondition, (typeof LIMIT_KEYS)[number]>;

const LIMITS_AGREE: readonly Coherence<WrittenLimits>[] = [
  {
    of: ['outside'],
    at: 'outside',
    holds: ({ outside }) => outside === undefined || outside[0] < outside[1],
    wrong: ({ outside }) => `outside ${span(outside)}: the lower limit is not below the upper one`,
    hint: 'write [low, high]',
  },
  {
    of: LIMIT_KEYS,
    at: 'clear',
    holds: ({ below, clear }) => below === undefined || !(Number(clear) < below),
    wrong: ({ below, clear }) => `clear: ${clear} is on the wrong side of below: ${below}`,
    hint: 'what breaches below a limit clears at that limit or above it',
  },
  {
    of: LIMIT_KEYS,
    at: 'clear',
    holds: ({ above, clear }) => above === undefined || !(Number(clear) > above),
    wrong: ({ above, clear }) => `clear: ${clear} is on the wrong side of above: ${above}`,
    hint: 'what breaches above a limit clears at that limit or below it',
  },
  {
    of: LIMIT_KEYS,
    at: 'clear',
    holds: ({ outside, clear }) => !outside || !isSpan(clear) || within(clear, outside),
    wrong: ({ outside, clear }) => `clear: ${span(clear)} is not within outside: ${span(outside)}`,
    hint: 'what breaches outside a range clears inside a range that is as large or smaller',
  },
  {
    of: LIMIT_KEYS,
    at: 'clear',
    holds: ({ outside, clear }) => clear === undefined || isSpan(clear) === (outside !== undefined),
    wrong: ({ outside }) =>
      outside ? 'clear is one number, and outside needs two' : 'clear is two numbers, not one',
    hint: 'one number for below and above, [low, high] for outside',
  },
];

/** What a limit and its `clear` must agree on, in a rule and in each of joined conditions. */
export function limitCoherence<T extends WrittenLimits>(): readonly Coherence<T>[] {
  return LIMITS_AGREE as unknown as readonly Coherence<T>[];
}

/**
 * What the keys of a condition must agree on: a rule that can never fire, or never clear, is a
 * mistake.
 */
export const conditionCoherence: readonly Coherence<WrittenCondition>[] = [
  {
    of: CONDITIONS,
    missing: true,
    holds: (rule) => given(rule).length > 0,
    wrong: () => 'the rule has no condition',
    hint: `write one of ${CONDITIONS.join(', ')}`,
  },
  {
    of: CONDITIONS,
    holds: (rule) => given(rule).length < 2,
    wrong: (rule) => `the rule has more than one condition: ${given(rule).join(', ')}`,
    hint: 'write a rule for each',
  },
  ...limitCoherence<WrittenCondition>(),
  {
    of: [...CONDITIONS, 'clear'],
    at: 'clear',
    holds: ({ equals, stuck, unusual, absent, all, any, clear }) =>
      clear === undefined || (equals ?? stuck ?? unusual ?? absent ?? all ?? any) === undefined,
    wrong: (rule) => `clear means nothing beside ${given(rule).join(' and ')}`,
    hint: 'it belongs to below, above and outside',
  },
];

/** Returns which values breach, by coherent keys without `absent`. */
export function conditionOf(rule: WrittenCondition): Condition {
  const kind = KINDS.find((one) => rule[one] !== undefined);
  if (kind === undefined) {
    throw new Error('A rule without a condition passed its schema.');
  }
  return compiled(kind, rule);
}

function compiled<Kind extends Condition['kind']>(kind: Kind, rule: WrittenCondition): Condition {
  return COMPILE[kind](rule[kind] as Limits[Kind], rule.clear);
}

function given(rule: WrittenCondition): readonly string[] {
  return CONDITIONS.filter((kind) => rule[kind] !== undefined);
}

function isSpan(clear: WrittenCondition['clear']): clear is Span {
  return Array.isArray(clear);
}

function one(clear: WrittenCondition['clear']): number | undefined {
  return typeof clear === 'number' ? clear : undefined;
}

function within([low, high]: Span, outer: Span): boolean {
  return outer[0] <= low && low <= high && high <= outer[1];
}

function span(value: WrittenCondition['clear']): string {
  return isSpan(value) ? `[${value.join(', ')}]` : String(value);
}
