import { coalesce, type Interval, subtract } from '../time/interval.ts';
import { type Absence, awaySpan } from './absence.ts';

/** A span, and who is on call in it. */
interface Held<Holder> extends Interval {
  readonly holders: readonly Holder[];
}

/**
 * Returns the spans without those holders who are away; where nobody is left there is no span.
 *
 * @param isHidden whether an absence of a holder counts against them
 */
export function withoutAway<Holder extends { readonly person: string }>(
  spans: readonly Held<Holder>[],
  absences: readonly Absence[],
  isHidden: (holder: Holder, absence: Absence) => boolean = () => true,
): Held<Holder>[] {
  return spans.flatMap((span) => {
    const near = absences.filter((absence) => overlaps(awaySpan(absence), span));
    return near.length === 0 ? [span] : cut(span, near, isHidden);
  });
}

function cut<Holder extends { readonly person: string }>(
  span: Held<Holder>,
  absences: readonly Absence[],
  isHidden: (holder: Holder, absence: Absence) => boolean,
): Held<Holder>[] {
  const edges = absences.flatMap((absence) => {
    const { from, to } = awaySpan(absence);
    return [from, to].filter((edge) => span.from < edge && edge < span.to);
  });
  const bounds = [...new Set([span.from, ...edges, span.to])].sort((a, b) => a - b);
  return bounds.slice(1).flatMap((to, index) => {
    const part = { from: bounds[index] ?? span.from, to };
    const left = span.holders.filter(
      (holder) =>
        !absences.some(
          (absence) =>
            absence.person === holder.person &&
            overlaps(awaySpan(absence), part) &&
            isHidden(holder, absence),
        ),
    );
    return left.length === 0 ? [] : [{ ...part, holders: left }];
  });
}

/** Whether somebody is there in the whole of some spans. */
export function isThere(
  person: string,
  absences: readonly Absence[],
  spans: readonly Interval[],
): boolean {
  const away = absences.filter((absence) => absence.person === person).map(awaySpan);
  const joined = coalesce(
    away.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from),
    (a, b) => ({ from: a.from, to: Math.max(a.to, b.to) }),
  );
  const whole = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const left = subtract(spans, joined).reduce((sum, { from, to }) => sum + to - from, 0);
  return left === whole;
}

function overlaps(a: Interval, b: Interval): boolean {
  return a.from < b.to && b.from < a.to;
}
