import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { MINUTE } from '#core/time/instant.ts';
import { PAIR_COHERENCE, PAIR_FIELDS } from './burn-pairs.ts';
import { type Coherence, coherent } from './coherent.ts';
import { durationOrNever } from './formats.ts';
import { INDICATOR_COHERENCE, indicatorFields, methodOf } from './indicator.ts';
import { id, type Names, reference } from './names.ts';
import { budget, window } from './objective-window.ts';
import { printable } from './page-text.ts';

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
  ...PAIR_COHERENCE,
];

/** A service level objective. */
export function objective(names: Names) {
  const schema = fields(names).meta({
    title: 'a mapping with name, title, service, what is measured, and target or budget',
    oneOf: [{ required: ['target'] }, { required: ['budget'] }],
  });
  return coherent(schema, coherence);
}
