import { z } from 'zod';
import { findContradiction } from '#core/alert/contradiction.ts';
import { SEVERITIES } from '#core/alert/severity.ts';
import { BUILT_IN_SCORES, type BuiltInScoreName } from '#core/score/built-in.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { type Coherence, coherent } from './coherent.ts';
import { duration, durationOrNever } from './formats.ts';
import { matcher } from './matcher.ts';
import { id, type Names, reference } from './names.ts';
import { pageText } from './page-text.ts';
import { runbook } from './runbook.ts';
import { parameters } from './score-parameter.ts';

/** Room for a title beside the score and its rise. */
const TITLE_SEPTETS = 40;

const USABLE = Object.keys(BUILT_IN_SCORES) as BuiltInScoreName[];

const points = z.int().min(1).max(1_000).meta({ title: 'a whole number of points, 1 or more' });

const level = coherent(
  z
    .strictObject({
      name: id.describe('What it is called, such as medium.'),
      severity: z
        .enum(SEVERITIES)
        .meta({ title: `one of ${SEVERITIES.join(', ')}` })
        .describe('How bad it is, and so by which policy of the service people are paged.'),
      total: points.optional().describe('Reached by this total.'),
      single: points.optional().describe('Reached by so many points of one parameter.'),
    })
    .meta({ title: 'a mapping with name, severity and total or single' }),
  [
    {
      of: ['total', 'single'],
      missing: true,
      holds: ({ total, single }) => total !== undefined || single !== undefined,
      wrong: ({ name }) => `nothing reaches the level ${name}`,
      hint: 'write total, or single, or both',
    },
  ],
);

const maxAge = () =>
  duration({
    min: MINUTE,
    max: 7 * DAY,
    why: 'what is due may be looked at up to 20 s late, and a value that is kept is written at a fifth of this',
    longWhy: 'a value a week old says nothing about today',
  });

function fields(names: Names) {
  return z.strictObject({
    use: z
      .enum(USABLE)
      .optional()
      .meta({ title: `one of ${USABLE.join(', ')}` })
      .describe('A score that is built in, with its parameters and levels.'),
    name: id
      .optional()
      .describe('Its own among all scores and rules. Default: that of the score built in.'),
    title: pageText(TITLE_SEPTETS, 'NEWS2')
      .optional()
      .describe('What it is called in pages, before the score. Default: as the one built in is.'),
    service: reference(names, 'services').describe('Who is paged about it.'),
    where: z
      .array(matcher)
      .default([])
      .meta({ title: `a list of conditions on labels, such as ['ward="7"']` })
      .describe('Whose samples: conditions on labels and subject, as in a rule.'),
    parameters: parameters
      .optional()
      .describe('What it is made of: the bands of each parameter, and their points.'),
    levels: z
      .array(level)
      .min(1)
      .max(10)
      .optional()
      .meta({ title: 'a list of levels' })
      .describe('From which score on people are paged. Default: those of the score built in.'),
    max_age: maxAge().describe('A value older than this is missing. There is no default.'),
    max_ages: z
      .record(z.string(), maxAge())
      .default({})
      .meta({ title: 'a mapping of parameter to duration' })
      .describe('The same for single parameters, such as temperature: 12h.'),
    incomplete_after: durationOrNever({
      min: MINUTE,
      max: 7 * DAY,
      why: 'values need time to come',
    })
      .prefault('1h')
      .describe(
        'After this long a technical alert says that what is missing could change the level.',
      ),
    runbook: runbook.optional().describe('What to do. Default: the runbook of the service.'),
  });
}

type Written = z.output<ReturnType<typeof fields>>;

/** Returns the parameters of a score by name, each with the points of its bands. */
function tableOf({ use, parameters: own = {} }: Written): ReadonlyMap<string, readonly number[]> {
  const known = use === undefined ? [] : BUILT_IN_SCORES[use].parameters;
  return new Map([
    ...known.map((one) => [one.name, one.points] as const),
    ...Object.entries(own).map(([name, { bands }]) => [name, bands.map((b) => b.points)] as const),
  ]);
}

/** Returns the most points of the whole score, and of a single parameter. */
function most(score: Written): { readonly total: number; readonly single: number } {
  const each = [...tableOf(score).values()].map((list) => Math.max(...list));
  return { total: each.reduce((sum, one) => sum + one, 0), single: Math.max(0, ...each) };
}

const coherence: readonly Coherence<Written>[] = [
  {
    of: ['use', 'parameters'],
    missing: true,
    holds: ({ use, parameters: own }) => (use === undefined) !== (own === undefined),
    wrong: ({ use }) =>
      use === undefined ? 'the score has no parameters' : `${use} has parameters of its own`,
    hint: `write parameters, or use: ${USABLE.join(' or use: ')}`,
  },
  ...(['name', 'title', 'levels'] as const).map(
    (at): Coherence<Written> => ({
      of: ['use', at],
      missing: true,
      holds: ({ use, [at]: given }) => use !== undefined || given !== undefined,
      wrong: () => `the score has no ${at}`,
      hint: 'only a score that is built in has its own',
    }),
  ),
  {
    of: ['use', 'parameters', 'max_ages'],
    at: 'max_ages',
    holds: (score) => Object.keys(score.max_ages).every((name) => tableOf(score).has(name)),
    wrong: (score) => {
      const strange = Object.keys(score.max_ages).filter((name) => !tableOf(score).has(name));
      return `the score has no parameter ${strange.join(', ')}`;
    },
    hint: 'write the name of one of its parameters',
  },
  {
    of: ['use', 'parameters', 'levels'],
    at: 'levels',
    holds: (score) => unreachable(score) === undefined,
    wrong: (score) => `the level ${unreachable(score)} is never reached`,
    hint: 'a total is at most what all parameters can have, single what one of them can',
  },
  {
    of: ['levels'],
    at: 'levels',
    holds: ({ levels = [] }) => new Set(levels.map(({ name }) => name)).size === levels.length,
    wrong: () => 'two levels have the same name',
    hint: 'the name tells them apart: give each its own',
  },
  {
    of: ['where'],
    at: 'where',
    holds: ({ where }) => findContradiction(where) === undefined,
    wrong: ({ where }) => `no sample can match: ${findContradiction(where)}`,
  },
  {
    of: ['where'],
    at: 'where',
    holds: ({ where }) => where.every(({ name }) => name !== 'unit'),
    wrong: () => 'unit cannot be asked of all parameters: each has its own',
    hint: 'write it as unit of a parameter',
  },
];

function unreachable(score: Written): string | undefined {
  const { total, single } = most(score);
  return score.levels?.find(
    (one) => (one.total ?? Infinity) > total && (one.single ?? Infinity) > single,
  )?.name;
}

/** A score of several parameters. */
export function score(names: Names) {
  const schema = fields(names).meta({
    title: 'a mapping with service, max_age, and use or parameters',
    oneOf: [{ required: ['use'] }, { required: ['parameters'] }],
  });
  return coherent(schema, coherence);
}
