import type { Actor } from '../actor/actor.ts';
import type { Alert, ResolveReason } from '../alert/alert.ts';
import type { Severity } from '../alert/severity.ts';
import type { PageReason } from '../paging/page.ts';
import type { Channel } from '../responder/channel.ts';
import type { Instant } from '../time/instant.ts';

/** An alert as its incident knows it. */
export interface IncidentAlert {
  readonly alert: Alert;
  readonly status: 'firing' | 'resolved';
  /** The transition last folded in; an older one that arrives later changes nothing. */
  readonly seq: number;
  readonly resolvedAt?: Instant;
  readonly resolveReason?: ResolveReason;
  /**
   * It has not fired in this incident. It is kept so that an old message about it is known as old,
   * and belongs to nothing that people are shown; see `alertsOf`.
   */
  readonly earlier?: true;
  /** When it last came back, oldest first, where it does not flap yet; see `flapping.ts`. */
  readonly returns?: readonly Instant[];
  readonly flapping?: Flapping;
  /**
   * Of an external one: how bad its sender has said at worst that it is, once that has
   * changed.
   */
  readonly worst?: Severity;
  /**
   * That it was acknowledged where it comes from, by whom, and until when; absent `until`: as long
   * as it fires and becomes no worse.
   */
  readonly acknowledged?: { readonly by: string; readonly until?: Instant };
}

/** That an alert, or an incident, comes and goes: it counts as going on meanwhile. */
export interface Flapping {
  /** When it first came back. */
  readonly since: Instant;
  /** How often it has come back. */
  readonly returns: number;
  /**
   * The last end of an alert that has not begun again: it counts once it has been quiet for long
   * enough.
   */
  readonly ended?: { readonly at: Instant; readonly reason: ResolveReason };
}

/** Who took responsibility, for which alerts, until when. */
interface Acknowledgement extends Actor {
  /** Whether `by` is a person of the config; if that person leaves it, the incident pages again. */
  readonly person: boolean;
  readonly at: Instant;
  /** When it expires and the incident pages again; absent: never. */
  readonly until?: Instant;
  readonly kind: 'acknowledged' | 'snoozed';
  /** The fingerprints it covers: those that were firing then, and no others. */
  readonly alerts: readonly string[];
  readonly severity: Severity;
}

/**
 * Where escalation stands. `waiting` for more alerts of the group, or for a silence to end;
 * `assigned` to somebody named by hand; `steps` and `fallback` as the policy has them; `exhausted`
 * when nobody answered any of them; `nobody` when they reach nobody at this hour; `unpaged` when
 * the service pages nobody for this severity.
 */
export interface Escalation {
  readonly phase:
    | 'waiting'
    | 'assigned'
    | 'steps'
    | 'fallback'
    | 'exhausted'
    | 'nobody'
    | 'unpaged';
  /** Counts every start, so that a page's id is its own. */
  readonly run: number;
  /** The index of the step in the run, repeats counted; -1 before the first. */
  readonly position: number;
  /** The policy that this run goes by; absent where it has none, and in items of before. */
  readonly policy?: string;
  /** Why this run pages. */
  readonly reason: PageReason;
  /** How bad it was when this run began: only what is worse begins another. */
  readonly worst?: Severity;
  /** When the next thing happens if nobody answers. */
  readonly nextAt?: Instant;
  /** Who has declined since being paged last. */
  readonly declined: readonly string[];
  /**
   * The fingerprints of the alerts this run is about, where it is about some only: those that an
   * acknowledgement did not cover.
   */
  readonly about?: readonly string[];
}

/** A page as its incident knows it, from the plan to the outcome on record. */
export interface IncidentPage {
  readonly id: string;
  readonly responder: string;
  readonly channel: Channel;
  readonly reason: PageReason;
  /** When it may leave. */
  readonly at: Instant;
  /** Run and position of the escalation that asked for it. */
  readonly run: number;
  readonly position: number;
  readonly status: 'planned' | 'handed_over' | 'sent' | 'failed' | 'withdrawn';
  readonly handedOverAt?: Instant;
  /** It was on its way while the incident was resolved, and may have been withdrawn for that. */
  readonly recalled?: true;
  readonly detail?: string;
  /** Why what was sent may reach nobody. */
  readonly doubt?: string;
}

/** By which silence an incident is quiet. */
interface Silenced {
  /** The id of the silence. */
  readonly by: string;
  readonly until: Instant;
  /** Who set it, in words, and what for. Absent in items of before, until they are looked at. */
  readonly author?: string | undefined;
  readonly comment?: string | undefined;
}

/** What an entry of the timeline is about. */
export type TimelineKind =
  | 'opened'
  | 'alert'
  | 'flapping'
  | 'severity'
  | 'silence'
  | 'escalation'
  | 'page'
  | 'acknowledgement'
  | 'action'
  | 'note'
  | 'clock'
  | 'left_out'
  | 'resolved';

/** Something that happened to the incident, and why. */
export interface TimelineEntry extends Partial<Actor> {
  readonly at: Instant;
  readonly kind: TimelineKind;
  readonly text: string;
  /** What somebody wrote with a silence. It may name a patient: it stands in no page. */
  readonly comment?: string | undefined;
}

/**
 * That nobody can be reached, that nobody answers, or that no more alerts can be held: told to the
 * technical service as an alert of its own, and told again until it is over. What is over stays
 * here, so that `seq` goes on growing.
 */
interface EscalationFailure {
  readonly reason: string;
  /**
   * The alert as it was first told: told again and ended just so, whatever the config has become.
   */
  readonly alert: Alert;
  readonly over: boolean;
  /** Of the transition that tells it: grows with each, and is at least the time in ms. */
  readonly seq: number;
  /** When that transition was put into the queue; absent: it has to be. */
  readonly toldAt?: Instant;
}

/**
 * That alerts which fire could not be taken in, since when, and when one was last turned away. They
 * come again within 15 minutes.
 */
interface AlertOverflow {
  readonly since: Instant;
  readonly lastAt: Instant;
}

/**
 * How much was left out of an incident that has been open for long, so that it fits into its item.
 */
interface LeftOut {
  readonly entries: number;
  readonly pages: number;
}

/** What an incident was when a person resolved it, for as long as that can be undone. */
interface Undo {
  readonly until: Instant;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  readonly silenced?: NonNullable<Incident['silenced']>;
  readonly nextAt?: Instant;
  /** The pages that had not left. */
  readonly planned: readonly string[];
}

/**
 * What a person is paged about: one or more alerts of one service under one group key. It holds
 * everything about itself: state, alerts, where escalation stands, its pages, and `due`: when
 * somebody must look at it again. While it is not resolved, `due` is always there.
 */
export interface Incident {
  readonly id: string;
  readonly groupKey: string;
  /** The 1-based sequence number of the incident within its group key. */
  readonly episode: number;
  readonly service: string;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  readonly severity: Severity;
  readonly openedAt: Instant;
  readonly alerts: Readonly<Record<string, IncidentAlert>>;
  readonly acknowledgement?: Acknowledgement;
  /** All that fires is silenced: nobody is paged before `until`. */
  readonly silenced?: Silenced;
  readonly escalation: Escalation;
  /**
   * When its group last opened an incident soon after one had ended, where it does not flap yet.
   */
  readonly reopenings?: readonly Instant[];
  /** It is held open because incidents of its group came and went; see `flapping.ts`. */
  readonly flapping?: Omit<Flapping, 'ended'>;
  readonly distress?: EscalationFailure;
  readonly crowded?: AlertOverflow;
  readonly leftOut?: LeftOut;
  readonly pages: readonly IncidentPage[];
  readonly timeline: readonly TimelineEntry[];
  readonly resolvedAt?: Instant;
  /** Who resolved it by hand: what fires on is then an incident of its own. */
  readonly resolvedBy?: string;
  /** The name of the key with which that was done in the name of the person `resolvedBy`. */
  readonly resolvedByKey?: string;
  readonly undo?: Undo;
  /** The group keys under which its alerts go on, or were known before: the config has changed. */
  readonly goesOnIn?: readonly string[];
  readonly cameFrom?: readonly string[];
  readonly due?: Instant;
  /** When it was last saved: ahead of the clock where that has gone back since; see `inPresent`. */
  readonly savedAt?: Instant;
  /** For which step back of the clock it has moved last: it moves once. See `stepId`. */
  readonly movedFor?: Instant;
  readonly version: number;
}

/** Who has taken responsibility for it, as it stands, if anybody has. */
export function acknowledgedBy({ status, acknowledgement }: Incident): Incident['acknowledgement'] {
  return status === 'acknowledged' ? acknowledgement : undefined;
}

/** Whether somebody is to be paged about it: nobody has answered, and not all of it is silenced. */
export function isPaging({ status, silenced }: Incident): boolean {
  return status === 'triggered' && silenced === undefined;
}

/** The store's name of an incident: `hash` of its group key, and its number there. */
export function incidentId(groupHash: string, episode: number): string {
  return `${groupHash}-${episode}`;
}

/** The parts of an incident's id; undefined if it is not one. */
export function parseIncidentId(
  id: string,
): { readonly groupHash: string; readonly episode: number } | undefined {
  const match = /^([0-9a-f]{16})-([1-9]\d{0,9})$/.exec(id);
  return match?.[1] && match[2] ? { groupHash: match[1], episode: Number(match[2]) } : undefined;
}
