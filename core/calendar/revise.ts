import { fingerprint } from '../alert/fingerprint.ts';
import { own } from '../collections/own.ts';
import type { Instant } from '../time/instant.ts';
import type { CalendarEvent } from './calendar-event.ts';

/** The last revision of an event, as iCalendar counts them (RFC 5545, 3.8.7.3 and 3.8.7.4). */
interface Revision {
  /** 0 at first, and one more each time the event is another. */
  readonly sequence: number;
  readonly revisedAt: Instant;
}

/** What was told of a turn: enough to see that it is another. */
export interface ToldEvent extends Revision {
  /** Fingerprint of what it said; empty: it was told no more. */
  readonly said: string;
  readonly to: Instant;
}

export type ToldEvents = Readonly<Record<string, ToldEvent>>;

/** Events with their revisions, and what is to be known of them next time. */
export interface Revised {
  readonly events: readonly (CalendarEvent & Revision)[];
  readonly told: ToldEvents;
  /** Whether any event is new, another, or gone. */
  readonly isRevised: boolean;
}

/** Those that are gone are known for when they come back, and no more than the events may be. */
const MOST_GONE = 1_000;

/**
 * Gives each event its revision: that which was told, if it still says the same, and otherwise the
 * next. An event that comes back is another than before it went.
 *
 * @param over what has ended by then is not told again, so that nothing is known of it any more
 */
export function revise(
  events: readonly CalendarEvent[],
  before: ToldEvents,
  { now, over }: { readonly now: Instant; readonly over: Instant },
): Revised {
  const revised = events.map((event) => {
    const { uid, to, summary } = event;
    const said = fingerprint([String(to), summary]);
    const last = own(before, uid);
    const turn: ToldEvent =
      last?.said === said
        ? last
        : { said, to, revisedAt: now, sequence: last === undefined ? 0 : last.sequence + 1 };
    return { event, turn, isNew: turn !== last };
  });
  const uids = new Set(events.map(({ uid }) => uid));
  const absent = Object.entries(before).filter(([uid, { to }]) => !uids.has(uid) && to > over);
  const gone = absent
    .slice(0, MOST_GONE)
    .map(([uid, turn]): [string, ToldEvent] => [uid, { ...turn, said: '' }]);
  return {
    events: revised.map(({ event, turn: { sequence, revisedAt } }) => ({
      ...event,
      sequence,
      revisedAt,
    })),
    told: Object.fromEntries([
      ...gone,
      ...revised.map(({ event: { uid }, turn }): [string, ToldEvent] => [uid, turn]),
    ]),
    isRevised: revised.some(({ isNew }) => isNew) || absent.some(([, { said }]) => said !== ''),
  };
}
