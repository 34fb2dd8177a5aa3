import type { Incident } from '#core/incident/incident.ts';
import { withWords } from '#core/messages/timeline-text.ts';
import { readerOf } from '#core/responder/reader.ts';
import type { Config } from '#core/team/config.ts';

/**
 * The incident as it is saved, so that a version that knows no codes of the timeline can show it.
 */
export function toldInWords(incident: Incident, config: Config): Incident {
  return withWords(incident, readerOf(config));
}
