import { compareSeverity } from '../alert/severity.ts';
import type { BundleContents } from './contents.ts';
import { type Headline, headlineOf } from './headline.ts';
import { type PreviousPages, previousPagesOf } from './previous-pages.ts';
import type { Wording } from './wording.ts';

/** The summary of one of several incidents in a message. */
export interface Sorted {
  readonly head: Headline;
  readonly soFar: PreviousPages;
}

/** Summarizes several incidents, the worst and then the longest first. */
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
 * The title of several incidents: their number, how many are as severe as the worst, and how many
 * the person has been paged about before.
 */
export function bundleTitle(sorted: readonly Sorted[]): string {
  const worst = sorted[0]?.head.severity;
  const asBad = sorted.filter(({ head }) => head.severity === worst).length;
  const again = sorted.filter(({ soFar }) => soFar.pagedAt !== undefined).length;
  const known = again === 0 ? '' : `, ${again} again`;
  return `Wardbell: ${sorted.length} incidents, ${asBad} ${worst}${known}`;
}
