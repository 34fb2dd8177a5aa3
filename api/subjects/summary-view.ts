import { own } from '#core/collections/own.ts';
import type { SubjectSummary } from '#core/evaluation/subject-summary.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { SubjectSummaryView } from './subjects.contract.ts';

/** How a subject stands, as lists and its own answer tell it. */
export function summaryView(
  { notedAt, ...summary }: SubjectSummary,
  silencedUntil: Instant | undefined,
  { aliases }: Pick<Config, 'aliases'>,
): SubjectSummaryView {
  const alias = own(aliases, summary.subject);
  return {
    ...summary,
    ...(alias !== undefined && { alias }),
    ...(notedAt !== undefined && { notedAt: isoTime(notedAt) }),
    ...(silencedUntil !== undefined && { silencedUntil: isoTime(silencedUntil) }),
  };
}
