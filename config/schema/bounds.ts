import type { Coherence } from './coherent.ts';
import type { WrittenCondition } from './condition.ts';

/** The keys of a rule that its bounds must agree with. */
interface WrittenBounds extends WrittenCondition {
  readonly bounds?: readonly [number, number] | undefined;
}

/** Bounds in which not even the rule's own limit lies are a mistake. */
export const boundsCoherence: readonly Coherence<WrittenBounds>[] = [
  {
    of: ['bounds'],
    at: 'bounds',
    holds: ({ bounds }) => bounds === undefined || bounds[0] < bounds[1],
    wrong: ({ bounds }) => `bounds ${inWords(bounds)}: the lower one is not below the upper one`,
    hint: 'write [lowest, highest]',
  },
  {
    of: ['bounds', 'below', 'above', 'outside', 'equals', 'absent'],
    at: 'bounds',
    holds: (rule) => rule.bounds === undefined || limitsOf(rule).length > 0,
    wrong: () => 'bounds mean nothing here: the rule has no limit that could be another',
    hint: 'they belong to below, above and outside',
  },
  {
    of: ['bounds', 'below', 'above', 'outside'],
    at: 'bounds',
    holds: ({ bounds, ...rule }) =>
      bounds === undefined ||
      bounds[0] >= bounds[1] ||
      limitsOf(rule).every((limit) => bounds[0] <= limit && limit <= bounds[1]),
    wrong: ({ bounds, ...rule }) =>
      `bounds: ${inWords(bounds)} leave out the rule's own limit, ${limitsOf(rule).join(' and ')}`,
    hint: 'the limit for all subjects lies within what may be set for one',
  },
];

function limitsOf({ below, above, outside }: WrittenBounds): readonly number[] {
  return [below, above, ...(outside ?? [])].filter((limit) => limit !== undefined);
}

function inWords(bounds: WrittenBounds['bounds']): string {
  return `[${bounds?.join(', ')}]`;
}
