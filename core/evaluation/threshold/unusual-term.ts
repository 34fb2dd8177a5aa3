import type { Term } from '../../rule/threshold.ts';
import type { Usual } from '../../rule/usual.ts';
import type { Instant } from '../../time/instant.ts';
import { type Learned, learn, type Measured } from './learned.ts';
import { learnedOf, verdictOn, withLesson } from './unusual.ts';

/** A part of joined conditions that asks what is unusual. */
type UnusualTerm = Term & { readonly usual: Usual };

export function asksUnusual(term: Term): term is UnusualTerm {
  return term.usual !== undefined;
}

/** So many series of one rule are learned, at 2 KB each; of further ones nothing is known. */
const MOST_LEARNED = 8;

/** A value of one part of a rule, and of which series it is. */
interface TermValue extends Measured {
  readonly of: string;
  readonly series: string;
}

interface TermTaken {
  /** 1 if it is unusual, 0 if not; absent where that is not known. */
  readonly value?: number;
  readonly learned: readonly Learned[];
}

/** Judges a value of joined conditions by what is usual, and learns from it. */
export function takeTerm(
  learned: readonly Learned[],
  { usual }: UnusualTerm,
  { of, series, at, value }: TermValue,
  { firing, now }: { readonly firing: boolean; readonly now: Instant },
): TermTaken {
  const known = learnedOf({ learned }, { of, series });
  if (known === undefined && learned.length >= MOST_LEARNED) {
    return { learned };
  }
  const verdict = verdictOn(known, usual, { at, value }, firing);
  if (verdict === undefined && firing) {
    return { learned };
  }
  const isUnusual = verdict?.isUnusual === true;
  const next = learn(known, usual, { of, series, at, value, isUnusual, now });
  return {
    ...(verdict !== undefined && { value: Number(isUnusual) }),
    learned: next === known ? learned : withLesson(learned, next),
  };
}
