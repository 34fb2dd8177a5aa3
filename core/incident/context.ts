import { type Actor, actorOf, describeActor } from '../actor/actor.ts';
import { own } from '../collections/own.ts';
import type { Override } from '../oncall/schedule.ts';
import type { PageRecord } from '../paging/page.ts';
import type { Silence } from '../suppression/silence.ts';
import type { Config } from '../team/config.ts';
import type { Instant } from '../time/instant.ts';
import type { Incident, TimelineEntry, TimelineKind } from './incident.ts';

/** Everything outside the incident that a decision about it rests on. */
export interface IncidentContext {
  readonly now: Instant;
  readonly config: Config;
  readonly silences: readonly Silence[];
  readonly overrides: readonly Override[];
  /** The records of the pages whose outcome the incident does not know yet. */
  readonly records: ReadonlyMap<string, PageRecord>;
  /**
   * The alerts that have ended because a person resolved the incident, where that is settled now.
   */
  readonly endedByHand?: ReadonlySet<string>;
  /** A later incident of the group is there already, which a version of before has opened. */
  readonly superseded?: boolean;
}

/** The incident with one more line in its timeline. */
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

/** What a person is called: the name in the config, or else the id itself. */
export function personNameOf(config: Config, person: string): string {
  return own(config.people, person)?.name ?? person;
}

/** Who did something, by name: `Ada Berg, by key admin`. */
export function actorNameOf(config: Config, who: Actor): string {
  return describeActor(who, personNameOf(config, who.by));
}
