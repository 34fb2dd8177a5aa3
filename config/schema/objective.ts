import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import type { Objective, ObjectiveWindow } from '#core/objective/objective.ts';
import type { Pair } from '#core/objective/pairs.ts';
import { shortestWindow } from '#core/objective/period.ts';
import { formatDuration, parseDuration } from '#core/time/duration.ts';
import { DAY, type Duration, MINUTE } from '#core/time/instant.ts';
import { PAIR_FIELDS, pairCoherence, pairsOf as pairsIn } from './burn-pairs.ts';
import { type Coherence, coherent } from './coherent.ts';
import { durationOrNever } from './formats.ts';
import { INDICATOR_COHERENCE, indicatorFields, methodOf } from './indicator.ts';
import { id, type Names, reference } from './names.ts';
import { printable } from './page-text.ts';
import { quoted, type Reading, textFormat } from './text-format.ts';

/** Windows of days: shorter ones have no budget to speak of, longer ones no memory. */
const SHORTEST = 7 * DAY;
const LONGEST = 90 * DAY;

/** A window as written: the zone of a calendar is that of the document. */
type WrittenWindow =
  | Extract<ObjectiveWindow, { kind: 'rolling' }>
  | Omit<Extract<ObjectiveWindow, { kind: 'calendar' }>, 'timeZone'>;

const WINDOW = 'month, quarter, or 7d to 90d';

function readWindow(text: string): Reading<WrittenWindow> {
  if (text === 'month' || text === 'quarter') {
    return { value: { kind: 'calendar', unit: text } };
  }
  const length = parseDuration(text);
  if (length === undefined || length % DAY !== 0) {
    return { wrong: `${quoted(text)} is no window`, hint: `write ${WINDOW}` };
  }
  if (length < SHORTEST || length > LONGEST) {
    const hint = 'at least 7d, since a bad hour must not be all of it, and at most 90d';
    return { wrong: `${quoted(text)} is out of range`, hint };
  }
  return { value: { kind: 'rolling', length } };
}

const window = textFormat({
  title: `a window: ${WINDOW}`,
  pattern: '^(month|quarter|([0-9]+w)?([0-9]+d)?)$',
  examples: ['30d', 'month', 'quarter'],
  read: readWindow,
});

const BUDGET = 'how long it may be bad, such as 1h per quarter';

const budget = textFormat<{ readonly allowed: Duration; readonly window: WrittenWindow }>({
  title: BUDGET,
  pattern: '^[0-9wdhms]+ per (month|quarter|[0-9wd]+)$',
  examples: ['1h per quarter', '45m per month', '2h per 90d'],
  read: (text) => {
    const [, time = '', per = ''] = /^(\S+) per (\S+)$/u.exec(text) ?? [];
    const allowed = parseDuration(time);
    if (allowed === undefined) {
      return { wrong: `${quoted(text)} is not ${BUDGET}`, hint: 'write 1h per quarter' };
    }
    const reading = readWindow(per);
    if (!('value' in reading)) {
      return reading;
    }
    const shortest = shortestWindow(zoned(reading.value));
    if (allowed < MINUTE || allowed >= shortest) {
      const hint = `at least 1m, and less than ${formatDuration(shortest)}`;
      return { wrong: `${quoted(text)}: the budget is out of range`, hint };
    }
    return { value: { allowed, window: reading.value } };
  },
});

const percent = z.number().gt(0).lt(100).meta({ title: 'a percentage, such as 99.9' });

function fields(names: Names) {
  return z.strictObject({
    name: id.describe('Its own among all objectives.'),
    title: printable(80).describe('What is promised, in words.'),
    service: reference(names, 'services').describe('Who is to keep it.'),
    ...indicatorFields(names),
    target: percent.optional().describe('Which share must be good, in percent.'),
    budget: budget.optional().describe('In place of target: how long it may be bad, and in what.'),
    window: window.optional().describe('Of which time target speaks. Default: 30d.'),
    ...PAIR_FIELDS,
    min_bad: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(2)
      .meta({ title: 'a whole number, 1 or more' })
      .describe('A pair is quiet while its long window has fewer bad minutes or samples.'),
    blind_after: durationOrNever({ min: 5 * MINUTE, why: 'a minute is the least that is counted' })
      .prefault('15m')
      .describe('After so long without a sample nothing can be said, and that is told.'),
    maintenance: z
      .enum(['counted', 'excluded'])
      .default('counted')
      .meta({ title: 'counted or excluded' })
      .describe('Whether minutes count in which a maintenance window covers its alerts.'),
    severity: z
      .enum(SEVERITIES)
      .default('critical')
      .meta({ title: `one of ${SEVERITIES.join(', ')}` })
      .describe('How bad it is when a pair of windows burns that pages. Of tickets: warning.'),
    alerts: z
      .boolean()
      .default(true)
      .meta({ title: 'true or false' })
      .describe('Whether anybody is alerted. With false it is only recorded, as in a burn-in.'),
  });
}

type Written = z.output<ReturnType<typeof fields>>;

const zoned = (written: WrittenWindow): ObjectiveWindow =>
  written.kind === 'rolling' ? written : { ...written, timeZone: 'UTC' };

const DEFAULT_WINDOW: WrittenWindow = { kind: 'rolling', length: 30 * DAY };

type Promised = Pick<Written, 'target' | 'budget' | 'window'>;

/** Returns the window as written, wherever it is. */
export function windowOf({ budget: written, window: given }: Promised): WrittenWindow {
  return written?.window ?? given ?? DEFAULT_WINDOW;
}

export function goalOf({ target = 0, budget: written }: Promised): Objective['goal'] {
  return written === undefined
    ? { kind: 'target', share: target / 100 }
    : { kind: 'budget', allowed: written.allowed };
}

/** Returns the pairs of windows that alert. */
export const pairsOf = (written: Written): readonly Pair[] => pairsIn(written, windowFor(written));

const windowFor = (written: Promised) => zoned(windowOf(written));

const coherence: readonly Coherence<Written>[] = [
  ...INDICATOR_COHERENCE,
  {
    of: ['target', 'budget'],
    missing: true,
    holds: (slo) => (slo.target === undefined) !== (slo.budget === undefined),
    wrong: ({ target }) =>
      target === undefined ? 'the objective promises nothing' : 'target and budget say the same',
    hint: 'write target: 99.9, or budget: 1h per quarter',
  },
  {
    of: ['budget', 'window'],
    at: 'window',
    holds: (slo) => slo.budget === undefined || slo.window === undefined,
    wrong: () => 'window means nothing beside budget',
    hint: 'the budget says its window: 1h per quarter',
  },
  {
    of: ['budget', 'method', 'ratio', 'histogram'],
    at: 'budget',
    holds: (slo) => slo.budget === undefined || methodOf(slo) === 'timeslices',
    wrong: () => 'a budget of time needs time to be counted, and occurrences are samples',
    hint: 'write target, or method: timeslices',
  },
  ...pairCoherence<Written>(windowFor),
];

/** A service level objective. */
export function objective(names: Names) {
  const schema = fields(names).meta({
    title: 'a mapping with name, title, service, what is measured, and target or budget',
    oneOf: [{ required: ['target'] }, { required: ['budget'] }],
  });
  return coherent(schema, coherence);
}
