import { z } from 'zod';
import { findContradiction } from '#core/alert/contradiction.ts';
import { possibleVitalSign } from '#core/sample/possible-values.ts';
import { coherent } from './coherent.ts';
import { number } from './condition.ts';
import { matcher } from './matcher.ts';
import { printable } from './page-text.ts';

const schema = z
  .strictObject({
    metric: printable(256).describe('Which metric.'),
    where: z
      .array(matcher)
      .default([])
      .meta({ title: `a list of conditions on labels, such as ['unit="mmol/L"']` })
      .describe('Which samples of it: conditions on labels, subject and unit, as in a rule.'),
    range: z
      .tuple([number, number])
      .optional()
      .meta({ title: 'a pair of numbers, such as [0, 40]' })
      .describe('The lowest and the highest value it can have. Default: that of a vital sign.'),
  })
  .meta({ title: 'a mapping with metric and range, such as { metric: lactate, range: [0, 40] }' });

/** The values that a metric can have. */
export const plausible = coherent(schema, [
  {
    of: ['metric', 'range'],
    missing: true,
    holds: ({ metric, range }) => range !== undefined || possibleVitalSign(metric) !== undefined,
    wrong: ({ metric }) => `no range is known for ${metric}`,
    hint: 'write range: [lowest, highest]; only a vital sign, such as temperature, has one built in',
  },
  {
    of: ['range'],
    at: 'range',
    holds: ({ range }) => range === undefined || range[0] < range[1],
    wrong: ({ range }) => `range [${range?.join(', ')}]: the lowest is not below the highest`,
    hint: 'write [lowest, highest]',
  },
  {
    of: ['where'],
    at: 'where',
    holds: ({ where }) => findContradiction(where) === undefined,
    wrong: ({ where }) => `no sample can match: ${findContradiction(where)}`,
  },
]);
