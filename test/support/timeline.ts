import type { TimelineEntry } from '#core/incident/timeline.ts';
import { timelineText } from '#core/messages/timeline-text.ts';
import { readerOf } from '#core/responder/reader.ts';
import type { Config } from '#core/team/config.ts';
import { hospital } from './config.ts';

/** Returns a timeline as people read it, in the config's wording and time zone. */
export function wordsOf(
  { timeline }: { readonly timeline: readonly TimelineEntry[] },
  config: Config = hospital(),
): readonly string[] {
  const reader = readerOf(config);
  return timeline.map((entry) => timelineText(entry, reader));
}
