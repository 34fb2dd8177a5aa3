import {
  FUNCTIONS_OVER_TIME,
  type FunctionOverTime,
  type OverTime,
  TIME_UNIT_NAMES,
  type TimeUnit,
} from '#core/rule/over-time.ts';
import { formatDuration, parseDuration } from '#core/time/duration.ts';
import { DAY, type Duration, SECOND } from '#core/time/instant.ts';
import type { Coherence } from './coherent.ts';
import type { WrittenCondition } from './condition.ts';
import { quoted, type Reading, textFormat } from './text-format.ts';

const FUNCTIONS = FUNCTIONS_OVER_TIME.join(', ');
const UNITS = TIME_UNIT_NAMES.join(', ');

/** A tenth of the window is at least a second, and what it keeps is not older than a month. */
const SHORTEST = 10 * SECOND;
const LONGEST = 31 * DAY;

/** Samples that a rule with `count` can tell from more: see `MOST_IN_TENTH` in evaluation. */
const MOST_COUNTED = 1_000;

/** A line is drawn on for so many windows at most: what comes later, no window knows. */
const MOST_WINDOWS_AHEAD = 20;

/** The functions that need a unit of time. */
const PER_TIME: readonly FunctionOverTime[] = ['slope', 'rate'];

export const OVER_TIME_TITLE = 'a value over time, such as avg over 10m';

/** What is judged as written: made of the samples of a time, or of several series. */
export type WrittenValue =
  | OverTime
  | { readonly across: 'sum' | 'max' | 'min' }
  | { readonly across: 'ratio'; readonly to: string };

/** What is made of several samples: `avg over 10m`, `rate per second over 5m`. */
export const overTime = textFormat<WrittenValue>({
  title: OVER_TIME_TITLE,
  pattern:
    '^[a-z]+( per [a-z]+| in [0-9wdhms]+)? over [0-9wdhms]+$|^(sum|max|min) of series$|^ratio to \\S+$',
  examples: [
    'avg over 10m',
    'max over 1h',
    'slope per hour over 4h',
    'forecast in 4h over 12h',
    'rate per second over 5m',
    'sum of series',
    'ratio to requests_total',
  ],
  read,
});

function read(text: string): Reading<WrittenValue> {
  const [, joined] = /^(sum|max|min) of series$/u.exec(text) ?? [];
  if (joined !== undefined) {
    return { value: { across: joined as 'sum' | 'max' | 'min' } };
  }
  const [, divisor] = /^ratio to (\S{1,256})$/u.exec(text) ?? [];
  return divisor === undefined ? readOverTime(text) : { value: { across: 'ratio', to: divisor } };
}

function readOverTime(text: string): Reading<OverTime> {
  const [, name = '', per, later, span = ''] =
    /^([a-z]+)(?: per ([a-z]+)| in (\S+))? over (\S+)$/u.exec(text) ?? [];
  const fn = FUNCTIONS_OVER_TIME.find((one) => one === name);
  const window = parseDuration(span);
  if (fn === undefined || window === undefined) {
    const hint = `write avg over 10m, with one of ${FUNCTIONS}`;
    return { wrong: `${quoted(text)} is not ${OVER_TIME_TITLE}`, hint };
  }
  if (window < SHORTEST || window > LONGEST) {
    const limits = `at least ${formatDuration(SHORTEST)}, at most ${formatDuration(LONGEST)}`;
    return { wrong: `${quoted(text)}: the window is out of range`, hint: limits };
  }
  return fn === 'forecast' || later !== undefined
    ? withAhead({ fn, window }, later, text)
    : withUnit({ fn, window }, per, text);
}

function withAhead(over: Unfinished, later: string | undefined, text: string): Reading<OverTime> {
  const { fn, window } = over;
  const span = formatDuration(window);
  if (fn !== 'forecast') {
    const wrong = `${quoted(text)}: ${fn} is of now, not of a time ahead`;
    return { wrong, hint: `write ${fn} over ${span}; forecast has a time ahead` };
  }
  const ahead = parseDuration(later ?? '');
  if (ahead === undefined || ahead < SECOND) {
    const wrong = `${quoted(text)} does not say how far ahead`;
    return { wrong, hint: `write forecast in 4h over ${span}` };
  }
  const most = MOST_WINDOWS_AHEAD * window;
  return ahead > most
    ? {
        wrong: `${quoted(text)}: that is further ahead than its window can tell`,
        hint: `at most ${formatDuration(most)} by ${span}; take a longer window`,
      }
    : { value: { ...over, ahead } };
}

/** A value over time without what only some functions have. */
interface Unfinished {
  readonly fn: FunctionOverTime;
  readonly window: Duration;
}

function withUnit(over: Unfinished, per: string | undefined, text: string): Reading<OverTime> {
  const { fn, window } = over;
  const unit = TIME_UNIT_NAMES.find((one) => one === per);
  const needsUnit = PER_TIME.includes(fn);
  const span = formatDuration(window);
  if (needsUnit && unit === undefined) {
    const wrong = `${quoted(text)} does not say per which unit of time`;
    return { wrong, hint: `write ${fn} per ${likely(fn)} over ${span}; units are ${UNITS}` };
  }
  if (!needsUnit && per !== undefined) {
    const wrong = `${quoted(text)}: ${fn} has no unit of time`;
    return { wrong, hint: `write ${fn} over ${span}; slope and rate have one` };
  }
  return { value: { ...over, ...(unit !== undefined && { per: unit }) } };
}

function likely(fn: FunctionOverTime): TimeUnit {
  return fn === 'rate' ? 'second' : 'hour';
}

/** A rule as written, as far as its value over time must agree with the rest. */
type Written = WrittenCondition & {
  readonly value?: WrittenValue | undefined;
  readonly max_age?: number | undefined;
  readonly breaches?: object | undefined;
  readonly bounds?: readonly [number, number] | undefined;
  readonly for?: number | undefined;
  readonly silent?: string | undefined;
};

/** What the value over time must agree on with the other keys of a rule. */
export const overTimeCoherence: readonly Coherence<Written>[] = [
  ...(['absent', 'stuck'] as const).map((other) => ({
    of: ['value', other] as const,
    at: 'value' as const,
    holds: (rule: Written) => rule.value === undefined || rule[other] === undefined,
    wrong: () => `value means nothing beside ${other}`,
    hint: 'it belongs to below, above, outside and equals',
  })),
  ...(['for', 'breaches', 'silent'] as const).map((at) => ({
    of: ['stuck', at] as const,
    at,
    holds: (rule: Written) => rule.stuck === undefined || !rule[at],
    wrong: () => `${at} means nothing beside stuck`,
    hint: 'stuck has its own duration',
  })),
  {
    of: ['value', 'equals'],
    at: 'equals',
    holds: ({ value, equals }) =>
      equals === undefined || value === undefined || 'across' in value || value.fn !== 'forecast',
    wrong: ({ equals }) => `equals: ${equals} means nothing beside a forecast`,
    hint: 'a value is on its way to a limit: write above, below or outside',
  },
  {
    of: ['value', 'max_age'],
    at: 'max_age',
    holds: ({ value, max_age }) =>
      max_age === undefined || (value !== undefined && 'across' in value),
    wrong: () => 'max_age means nothing here',
    hint: 'it belongs beside value: sum of series and its like, and in the conditions of all and any',
  },
  {
    of: ['value', 'bounds'],
    at: 'bounds',
    holds: ({ value, bounds }) => value === undefined || bounds === undefined,
    wrong: () => 'bounds mean nothing beside value',
    hint: 'a subject can have a limit of its own in place of one that judges each sample',
  },
  {
    of: ['value', 'breaches'],
    at: 'breaches',
    holds: ({ value, breaches }) => value === undefined || breaches === undefined,
    wrong: () => 'breaches means nothing beside value',
    hint: 'value is made of several samples already; for says how long it must breach',
  },
  {
    of: ['value', 'below', 'above'],
    at: 'value',
    holds: ({ value, below = 0, above = 0 }) =>
      value === undefined ||
      'across' in value ||
      value.fn !== 'count' ||
      Math.max(below, above) <= MOST_COUNTED,
    wrong: ({ below, above }) => `count cannot be held against ${below ?? above}`,
    hint: `at most ${MOST_COUNTED} samples are counted; take a shorter window`,
  },
];
