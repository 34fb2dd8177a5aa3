import { z } from 'zod';
import { burnRate, LOWEST_BURN, PAIRS, type Pair, shortOf } from '#core/objective/pairs.ts';
import { longestWindow, shortestWindow, type UnzonedWindow } from '#core/objective/period.ts';
import { formatDuration, parseDuration } from '#core/time/duration.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { type Coherence, coherent } from './coherent.ts';
import { duration } from './formats.ts';
import { type Promised, windowOf } from './objective-window.ts';

const LONG_WINDOWS = PAIRS.map(({ long }) => formatDuration(long));

const ownPair = coherent(
  z
    .strictObject({
      long: duration({
        min: 10 * MINUTE,
        max: 3 * DAY,
        longWhy: 'its memory reaches no further',
      }).describe('The long window, 10m to 3d, another one than those of all other pairs.'),
      short: duration({ min: 2 * MINUTE, max: 3 * DAY })
        .optional()
        .describe('The short one. Default: a twelfth of the long one, and at least 5m.'),
      burn: z
        .number()
        .gt(0)
        .max(100_000)
        .meta({ title: 'a burn rate, such as 14.4' })
        .optional()
        .describe('From which burn rate on it alerts.'),
      spends: z
        .number()
        .gt(0)
        .max(100)
        .meta({ title: 'a percentage, at most 100' })
        .optional()
        .describe('In place of burn: how much of the budget is spent in the long window then.'),
      urgency: z
        .enum(['page', 'ticket'])
        .default('page')
        .meta({ title: 'page or ticket' })
        .describe('Whether it has the severity of the objective, or is a warning at most.'),
    })
    .meta({ title: 'a mapping with long, and burn or spends' }),
  [
    {
      of: ['burn', 'spends'],
      missing: true,
      holds: (pair) => (pair.burn === undefined) !== (pair.spends === undefined),
      wrong: (pair) =>
        pair.burn === undefined ? 'nothing says when it alerts' : 'burn and spends say the same',
      hint: 'write burn: 14.4, or spends: 2',
    },
    {
      of: ['long', 'short'],
      at: 'short',
      holds: ({ long, short }) => short === undefined || short < long,
      wrong: () => 'the short window is not shorter than the long one',
      hint: 'a twelfth of it is usual',
    },
  ],
);

/** The keys of an objective that say when it alerts. */
export const PAIR_FIELDS = {
  pairs: z
    .array(z.enum(LONG_WINDOWS).meta({ title: `one of ${LONG_WINDOWS.join(', ')}` }))
    .min(1)
    .optional()
    .meta({ title: `a list of long windows, such as [${LONG_WINDOWS.join(', ')}]` })
    .describe(
      'Which pairs of windows alert. Default: those whose burn rate is 0.9 or more; none beside own_pairs.',
    ),
  own_pairs: z
    .array(ownPair)
    .min(1)
    .max(8)
    .optional()
    .meta({ title: 'a list of at most 8 pairs, such as { long: 2h, burn: 10 }' })
    .describe('Pairs of windows of your own that alert.'),
};

/** How it is written when pairs alert, and what decides whether they can. */
interface WrittenPairs extends Promised, z.output<z.ZodObject<typeof PAIR_FIELDS>> {}

/** Returns the pairs that alert, those that page first, then the fastest. */
export function pairsOf(written: WrittenPairs): readonly Pair[] {
  const { pairs, own_pairs: own = [] } = written;
  const window = windowOf(written);
  const longs = pairs?.map((long) => parseDuration(long));
  const ofWorkbook = PAIRS.filter((pair) =>
    longs === undefined ? own.length === 0 && !isTooSlow(pair, window) : longs.includes(pair.long),
  );
  const all = [...ofWorkbook, ...own.map((one) => ownPairOf(one, window))];
  const rank = ({ urgency }: Pair) => (urgency === 'page' ? 0 : 1);
  const rate = (pair: Pair) => burnRate(pair, longestWindow(window));
  return all.sort((a, b) => rank(a) - rank(b) || rate(b) - rate(a) || a.long - b.long);
}

type OwnPair = NonNullable<WrittenPairs['own_pairs']>[number];

function ownPairOf({ long, short, burn, spends, urgency }: OwnPair, window: UnzonedWindow): Pair {
  const budget = burn === undefined ? (spends ?? 0) / 100 : (burn * long) / longestWindow(window);
  return { long, short: short ?? shortOf(long), urgency, budget };
}

function isTooSlow(pair: Pair, window: UnzonedWindow): boolean {
  return burnRate(pair, shortestWindow(window)) < LOWEST_BURN;
}

/** Returns the pairs that alert, and should not. */
function tooSlow(written: WrittenPairs): readonly Pair[] {
  return pairsOf(written).filter((pair) => isTooSlow(pair, windowOf(written)));
}

/** Returns how much of a pair's window, as a share, must be bad before it alerts. */
function neededShare(pair: Pair, written: WrittenPairs): number {
  const longest = longestWindow(windowOf(written));
  const allowed = written.budget?.allowed ?? (1 - (written.target ?? 0) / 100) * longest;
  return (pair.budget * allowed) / pair.long;
}

function neverFiring(written: WrittenPairs): Pair | undefined {
  return pairsOf(written).find((pair) => neededShare(pair, written) >= 1);
}

function whyNever(written: WrittenPairs): string {
  const pair = neverFiring(written);
  if (pair === undefined) {
    return '';
  }
  const rate = burnRate(pair, longestWindow(windowOf(written)));
  const share = neededShare(pair, written);
  const [long, burn, most] = [formatDuration(pair.long), round(rate), round(rate / share)];
  return `the pair of ${long} can never alert: it asks for a burn rate above ${burn}, and if everything is bad it is ${most}`;
}

const round = (value: number) => Number(value.toPrecision(3));

function repeatedLong(written: WrittenPairs): string | undefined {
  const longs = pairsOf(written).map(({ long }) => long);
  const repeated = longs.find((long, i) => longs.indexOf(long) !== i);
  return repeated === undefined ? undefined : formatDuration(repeated);
}

const DECISIVE = ['target', 'budget', 'window', 'pairs', 'own_pairs'] as const;

const never = (at: 'target' | 'budget'): Coherence<WrittenPairs> => ({
  of: DECISIVE,
  at,
  holds: (slo) =>
    (at === 'target') === (slo.budget !== undefined) || neverFiring(slo) === undefined,
  wrong: whyNever,
  hint: 'promise more, or name in pairs or own_pairs others',
});

/** What must agree among the keys of an objective that say when it alerts. */
export const PAIR_COHERENCE: readonly Coherence<WrittenPairs>[] = [
  {
    of: DECISIVE,
    at: 'pairs',
    holds: (slo) => tooSlow(slo).length === 0,
    wrong: (slo) =>
      `the pair of ${tooSlow(slo)
        .map(({ long }) => formatDuration(long))
        .join(' and ')} would alert on less than what spends the budget in its window`,
    hint: 'leave it out, or take a longer window',
  },
  never('target'),
  never('budget'),
  {
    of: DECISIVE,
    at: 'own_pairs',
    holds: (slo) => repeatedLong(slo) === undefined,
    wrong: (slo) => `two pairs have the long window ${repeatedLong(slo)}`,
    hint: 'the long window tells their alerts apart',
  },
];
