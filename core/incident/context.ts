import { type Actor, actorOf, describeActor } from '../actor/actor.ts';
import { own } from '../collections/own.ts';
import type { Override } from '../oncall/schedule.ts';
import type { PageRecord } from '../paging/page.ts';
import type { Silence } from '../suppression/silence.ts';
import type { Config } from '../team/config.ts';
import type { Instant } from '../time/instant.ts';
import type { Incident, TimelineEntry, TimelineKind } from './incident.ts';

/** Everything outside the incident that a decision about it depends on. */
export interface IncidentContext {
  readonly now: Instant;
  readonly config: Config;
  readonly silences: readonly Silence[];
  readonly overrides: readonly Override[];
  /** The records of the pages whose outcome the incident does not know yet. */
  readonly records: ReadonlyMap<string, PageRecord>;
  /** The alerts that ended because a person resolved the incident, if that is settled now. */
  readonly endedByHand?: ReadonlySet<string>;
  /** A later incident of the group exists already, which an earlier version has opened. */
  readonly superseded?: boolean;
}

/** Appends an entry to the timeline of the incident. */
export function appendTimeline(
  incident: Incident,
  at: Instant,
  kind: TimelineKind,
  text: string,
  { by, key, comment }: Partial<Actor> & Pick<TimelineEntry, 'comment'> = {},
): Incident {
  const who = by === undefined ? {} : actorOf({ by, key });
  const entry: TimelineEntry = { at, kind, text, ...who, ...(comment && { comment }) };
  return { ...incident, timeline: [...incident.timeline, entry] };
}

/** Returns a person's name from the config, or else the id itself. */
export function personNameOf(config: Config, person: string): string {
  return own(config.people, person)?.name ?? person;
}

/** Describes an actor by name: `Ada Berg, by key admin`. */
export function actorNameOf(config: Config, who: Actor): string {
  return describeActor(who, personNameOf(config, who.by));
}
