import { z } from 'zod';
import { findContradiction } from '#core/alert/contradiction.ts';
import { coherent } from './coherent.ts';
import { matcher } from './matcher.ts';
import { id } from './names.ts';
import { printable } from './page-text.ts';

const band = z
  .strictObject({
    to: z
      .number()
      .meta({ title: 'a number' })
      .optional()
      .describe('Its highest value; the last band has none.'),
    points: z
      .int()
      .min(0)
      .max(100)
      .meta({ title: 'a whole number of points, from 0 to 100' })
      .describe('What a value in it is worth.'),
  })
  .meta({ title: 'a mapping with to and points, such as { to: 8, points: 3 }' });

const parameter = coherent(
  z
    .strictObject({
      metric: printable(256).describe('Which metric it is read from.'),
      unit: printable(64)
        .optional()
        .describe('The unit of its bands, such as /min; others that mean the same are converted.'),
      where: z
        .array(matcher)
        .default([])
        .meta({ title: `a list of conditions on labels, such as ['method="pulse"']` })
        .describe('Which samples of it: conditions on labels and subject.'),
      decimals: z
        .int()
        .min(0)
        .max(6)
        .default(0)
        .meta({ title: 'a whole number, from 0 to 6' })
        .describe('The decimals to which a value is rounded, half up, before it has its points.'),
      bands: z
        .array(band)
        .min(2)
        .max(50)
        .meta({ title: 'a list of bands, the lowest first' })
        .describe('The points of its values, from the lowest band to the highest.'),
    })
    .meta({ title: 'a mapping with metric and bands' }),
  [
    {
      of: ['bands'],
      at: 'bands',
      holds: ({ bands }) => bands.every(({ to }, i) => (to === undefined) === isLast(bands, i)),
      wrong: () => 'each band but the last has a highest value, and the last has none',
      hint: 'write { to: 8, points: 3 } for each, and { points: 0 } at the end',
    },
    {
      of: ['bands'],
      at: 'bands',
      holds: ({ bands }) =>
        bands.every(({ to = Infinity }, i) => to > (bands[i - 1]?.to ?? -Infinity)),
      wrong: () => 'the bands are not in order',
      hint: 'begin with the lowest; the highest value of each is above that of the one before',
    },
    {
      of: ['where'],
      at: 'where',
      holds: ({ where }) => findContradiction(where) === undefined,
      wrong: ({ where }) => `no sample can match: ${findContradiction(where)}`,
    },
  ],
);

function isLast(list: readonly unknown[], index: number): boolean {
  return index === list.length - 1;
}

/** The parameters of a score, by name. */
export const parameters = z
  .record(id, parameter)
  .meta({ title: 'a mapping of names, one parameter each', minProperties: 1 })
  .refine((all) => Object.keys(all).length > 0, { error: 'a score has one parameter or more' })
  .refine((all) => repeated(all) === undefined, {
    error: ({ input }) =>
      `${repeated(input as Readonly<Record<string, { metric: string }>>)} is the metric of two parameters: a sample would count for the first alone`,
  });

function repeated(all: Readonly<Record<string, { readonly metric: string }>>): string | undefined {
  const metrics = Object.values(all).map(({ metric }) => metric);
  return metrics.find((metric, i) => metrics.indexOf(metric) < i);
}
