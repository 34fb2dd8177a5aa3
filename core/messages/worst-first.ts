import { compareSeverity } from '../alert/severity.ts';
import type { BundleContents } from './contents.ts';
import { type Headline, headlineOf } from './headline.ts';
import { type PreviousPages, previousPagesOf } from './previous-pages.ts';
import type { Wording } from './wording.ts';

/** One of several incidents in a message, in a few words. */
export interface Sorted {
  readonly head: Headline;
  readonly soFar: PreviousPages;
}

/** Several incidents in a few words each, the worst and then the longest first. */
export function summarizeBySeverity(
  pages: BundleContents['pages'],
  wording: Wording,
): readonly Sorted[] {
  return pages
    .map(({ incident, order }) => ({
      head: headlineOf(incident, wording),
      soFar: previousPagesOf(incident, order, wording),
    }))
    .sort(
      (a, b) => compareSeverity(a.head.severity, b.head.severity) || a.head.since - b.head.since,
    );
}

/**
 * How many incidents there are, how many are as bad as the worst, and of how many the person has
 * been told before.
 */
export function bundleTitle(sorted: readonly Sorted[]): string {
  const worst = sorted[0]?.head.severity;
  const asBad = sorted.filter(({ head }) => head.severity === worst).length;
  const again = sorted.filter(({ soFar }) => soFar.pagedAt !== undefined).length;
  const known = again === 0 ? '' : `, ${again} again`;
  return `Wardbell: ${sorted.length} incidents, ${asBad} ${worst}${known}`;
}
