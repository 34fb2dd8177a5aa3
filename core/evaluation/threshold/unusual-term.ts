import type { Term } from '../../rule/threshold.ts';
import type { Usual } from '../../rule/usual.ts';
import type { Instant } from '../../time/instant.ts';
import { begin, isNewLevel, type Learned, learn, type Measured } from './learned.ts';
import { learnedOf, verdictOn, withLesson } from './unusual.ts';

/** A part of joined conditions that asks what is unusual. */
type UnusualTerm = Term & { readonly usual: Usual };

export function asksUnusual(term: Term): term is UnusualTerm {
  return term.usual !== undefined;
}

/**
 * So many series of one rule are learned, at 2 KB each. Of further ones nothing is known until one
 * has been silent for a whole season.
 */
const MOST_LEARNED = 8;

/** A value of one part of a rule, and of which series it is. */
interface TermValue extends Measured {
  readonly subject: string;
  readonly of: string;
  readonly series: string;
}

interface TermTaken {
  /** 1 if it is unusual, 0 if not; absent where that is not known. */
  readonly value?: number;
  readonly learned: readonly Learned[];
}

/** When values are judged, and since when the alert fires, if it does. */
export interface JudgingTerms {
  readonly firingSince: Instant | undefined;
  readonly now: Instant;
}

/** Judges a value of joined conditions by what is usual, and learns from it. */
export function takeTerm(
  all: readonly Learned[],
  { usual }: UnusualTerm,
  taken: TermValue,
  { firingSince, now }: JudgingTerms,
): TermTaken {
  const known = learnedOf({ learned: all }, taken);
  const learned = known === undefined ? withRoom(all, usual, taken.at) : all;
  if (learned === undefined) {
    return { learned: all };
  }
  const firing = firingSince !== undefined;
  const verdict = verdictOn(known, usual, taken, firing);
  const isLasting = firing && isNewLevel(firingSince, taken.at);
  if (isLasting && verdict?.isUnusual) {
    return { value: 0, learned: withLesson(learned, begin(usual, taken)) };
  }
  if (verdict === undefined && firing && !isLasting) {
    return { learned: all };
  }
  const isUnusual = verdict?.isUnusual === true;
  const next = learn(known, usual, { ...taken, isUnusual, firing, now });
  return {
    ...((verdict !== undefined || isLasting) && { value: Number(isUnusual) }),
    learned: next === known ? all : withLesson(learned, next),
  };
}

/** Returns what has been learned with room for one more series; undefined if there is none. */
function withRoom(
  learned: readonly Learned[],
  { season }: Usual,
  at: Instant,
): readonly Learned[] | undefined {
  if (learned.length < MOST_LEARNED) {
    return learned;
  }
  const stalest = learned.reduce((a, b) => (b.at < a.at ? b : a));
  return stalest.at + season <= at ? learned.filter((one) => one !== stalest) : undefined;
}
