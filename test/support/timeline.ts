import type { TimelineEntry } from '#core/incident/timeline.ts';
import { timelineText } from '#core/messages/timeline-text.ts';
import { readerOf } from '#core/responder/reader.ts';
import type { Config } from '#core/team/config.ts';
import { hospital } from './config.ts';

/** What people read of a timeline, in the words and the time zone of the config. */
export function wordsOf(
  { timeline }: { readonly timeline: readonly TimelineEntry[] },
  config: Config = hospital(),
): readonly string[] {
  const reader = readerOf(config);
  return timeline.map((entry) => timelineText(entry, reader));
}
