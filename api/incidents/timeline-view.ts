import { kindOf, type TimelineEntry } from '#core/incident/timeline.ts';
import { timelineText } from '#core/messages/timeline-text.ts';
import type { Reader } from '#core/responder/reader.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { TimelineView } from './incident.contract.ts';

/**
 * An entry of a timeline: its `code` with its `data`, for programs, and in words for a reader. One
 * of a version before has words only, and its code is `text`.
 */
export function timelineView(entry: TimelineEntry, reader: Reader): TimelineView {
  const { at, by, key, comment } = entry;
  const said = entry.code === undefined ? { code: 'text', data: {} } : entry;
  return {
    at: isoTime(at),
    code: said.code,
    data: dataView(said.data),
    kind: kindOf(entry),
    text: timelineText(entry, reader),
    ...(by !== undefined && { by }),
    ...(key !== undefined && { key }),
    ...(comment !== undefined && { comment }),
  };
}

/** Moments are in ms where they are stored, and as in all answers here. */
function dataView(data: object): TimelineView['data'] {
  const shown = Object.entries(data).map(([name, value]): [string, unknown] => {
    if (name === 'until' && typeof value === 'number') {
      return [name, isoTime(value)];
    }
    const isPart = typeof value === 'object' && value !== null && !Array.isArray(value);
    return [name, isPart ? dataView(value) : value];
  });
  return Object.fromEntries(shown);
}
