import { type Interval, overlaps } from '../time/interval.ts';
import { type Absence, awaySpan } from './absence.ts';

/** A span, and who is on call in it. */
interface Held<Holder> extends Interval {
  readonly holders: readonly Holder[];
}

/** Whether an absence counts against a holder. */
type IsHidden<Holder> = (holder: Holder, absence: Absence) => boolean;

/**
 * Returns the spans without those holders who are away; where nobody is left there is no span.
 *
 * @param isHidden whether an absence of a holder counts against them
 */
export function withoutAway<Holder extends { readonly person: string }>(
  spans: readonly Held<Holder>[],
  absences: readonly Absence[],
  isHidden: IsHidden<Holder> = () => true,
): Held<Holder>[] {
  const hides: IsHidden<Holder> = (holder, absence) =>
    absence.person === holder.person && isHidden(holder, absence);
  return spans.flatMap((span) => {
    const near = absences.filter(
      (absence) =>
        span.holders.some((holder) => hides(holder, absence)) && overlaps(awaySpan(absence), span),
    );
    return near.length === 0 ? [span] : cut(span, near, hides);
  });
}

function cut<Holder>(
  span: Held<Holder>,
  absences: readonly Absence[],
  hides: IsHidden<Holder>,
): Held<Holder>[] {
  const edges = absences.flatMap((absence) => {
    const { from, to } = awaySpan(absence);
    return [from, to].filter((edge) => span.from < edge && edge < span.to);
  });
  const bounds = [...new Set([span.from, ...edges, span.to])].sort((a, b) => a - b);
  return bounds.slice(1).flatMap((to, index) => {
    const part = { from: bounds[index] ?? span.from, to };
    const now = absences.filter((absence) => overlaps(awaySpan(absence), part));
    const left = span.holders.filter((holder) => !now.some((absence) => hides(holder, absence)));
    return left.length === 0 ? [] : [{ ...part, holders: left }];
  });
}
