import type { Instant } from '../time/instant.ts';
import type { Alarm } from './alarms.ts';

/** Something that happened to a subject, and that an alarm should have told. */
export interface LabelledEvent {
  readonly subject: string;
  readonly from: Instant;
  readonly to: Instant;
}

/** Returns the events during which no alarm of their subject was on. */
export function missedEvents(
  events: readonly LabelledEvent[],
  alarms: readonly Alarm[],
): readonly LabelledEvent[] {
  return events.filter(
    ({ subject, from, to }) =>
      !alarms.some(
        (alarm) =>
          alarm.subject === subject && alarm.began <= to && from <= (alarm.ended ?? Infinity),
      ),
  );
}
