import { type Actor, describeActor } from '../actor/actor.ts';
import type { Override } from '../oncall/schedule.ts';
import type { PageRecord } from '../paging/page.ts';
import { personName } from '../responder/person-name.ts';
import type { Inhibitor } from '../suppression/inhibition.ts';
import type { Silence } from '../suppression/silence.ts';
import type { Config } from '../team/config.ts';
import type { Instant } from '../time/instant.ts';

/** Everything outside the incident that a decision about it depends on. */
export interface IncidentContext {
  readonly now: Instant;
  readonly config: Config;
  readonly silences: readonly Silence[];
  readonly overrides: readonly Override[];
  /** What may inhibit its alerts. Absent: nothing was read, and nothing inhibits them. */
  readonly inhibitors?: readonly Inhibitor[];
  /** The records of the pages whose outcome the incident does not know yet. */
  readonly records: ReadonlyMap<string, PageRecord>;
  /** The alerts that ended because a person resolved the incident, if that is settled now. */
  readonly endedByHand?: ReadonlySet<string>;
  /**
   * The highest number of those incidents of the group that were swept, where that may matter: the
   * next one goes on from there.
   */
  readonly sweptEpisode?: number;
  /** The turn that the incident has taken, if its run comes to a step that pages one in turn. */
  readonly turn?: number;
  /** A later incident of the group is there already, which a version of before has opened. */
  readonly superseded?: boolean;
}

/** Describes an actor by name: `Ada Berg, by key admin`. */
export function actorNameOf(config: Config, who: Actor): string {
  return describeActor(who, personName(config, who.by));
}
