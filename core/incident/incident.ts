import type { Actor, RecordedAuthor } from '../actor/actor.ts';
import type { Alert, ResolveReason } from '../alert/alert.ts';
import type { Severity } from '../alert/severity.ts';
import type { EscalationPath } from '../escalation/escalation-path.ts';
import type { PageReason } from '../paging/page.ts';
import type { PageDoubt, PageResult } from '../paging/result.ts';
import type { Channel } from '../responder/channel.ts';
import type { Instant } from '../time/instant.ts';
import type { AlertNote, TimelineEntry } from './timeline.ts';

/** An alert in its incident. */
export interface IncidentAlert {
  readonly alert: Alert;
  readonly status: 'firing' | 'resolved';
  /**
   * The `seq` of the transition last folded in; an older one that arrives later changes nothing.
   */
  readonly seq: number;
  readonly resolvedAt?: Instant;
  readonly resolveReason?: ResolveReason;
  /**
   * It has not fired in this incident. It is kept to recognize old messages about it, and is not
   * shown to people; see `alertsOf`.
   */
  readonly earlier?: true;
  /** The times of its recurrences, oldest first, if it does not flap yet; see `flapping.ts`. */
  readonly returns?: readonly Instant[];
  readonly flapping?: Flapping;
  /** For an external alert: the worst severity that its sender gave, once that has changed. */
  readonly worst?: Severity;
  /**
   * The acknowledgement at its source: by whom, and until when; absent `until`: as long as it fires
   * and becomes no worse.
   */
  readonly acknowledged?: { readonly by: string; readonly until?: Instant };
}

/** The flapping state of an alert, or of an incident: it counts as ongoing meanwhile. */
export interface Flapping {
  /** When it first recurred. */
  readonly since: Instant;
  /** The number of recurrences. */
  readonly returns: number;
  /** The last end of an alert that has not begun again: it counts after the quiet time. */
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

/** One of several answers that an incident wants. */
export interface GivenAnswer extends Actor {
  /** Whether `by` is a person of the config; if that person leaves it, the answer is gone. */
  readonly person: boolean;
  readonly at: Instant;
  /** When it expires, as an acknowledgement would, if there are not enough until then. */
  readonly until?: Instant;
  /** The senders of the alerts have acknowledged them: all of these count as one. */
  readonly bySender?: true;
}

/** The answers of several people, from when a stage is reached that asks for more than one. */
interface Answers {
  /** The most that any stage reached so far asks for. */
  readonly wanted: number;
  /** Who has answered, each once, in the order in which they did. */
  readonly from: readonly GivenAnswer[];
  /**
   * The fingerprints that they cover, and how severe those were; absent as long as nobody has
   * answered, and once enough have: then the acknowledgement has them.
   */
  readonly covered?: { readonly alerts: readonly string[]; readonly severity: Severity };
}

/**
 * The state of the escalation. `waiting` for more alerts of the group, for a silence to end, or for
 * the hours of the service;
 * `assigned` to somebody named by hand; `steps` and `fallback` of the policy; `exhausted` if nobody
 * answered any of them; `nobody` if they reach nobody at this hour; `unpaged` if the service pages
 * nobody for this severity.
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
  /** Counts every start, so that page ids are unique. */
  readonly run: number;
  /** The 0-based index of the step in the run, including repeats; -1 before the first. */
  readonly position: number;
  /** The policy of this run; absent if it has none, and in items of earlier versions. */
  readonly policy?: string;
  /** Why this run pages. */
  readonly reason: PageReason;
  /** The severity when this run began: only a worse one begins another. */
  readonly worst?: Severity;
  /** The turn of this run at a step (from 1) that pages one in turn: it says whom. */
  readonly turn?: { readonly step: number; readonly number: number };
  /** When the next step follows if nobody answers. */
  readonly nextAt?: Instant;
  /** It can wait, and does so until the hours of the service begin at `nextAt`. */
  readonly deferred?: true;
  /** Who has declined since being paged last. */
  readonly declined: readonly string[];
  /**
   * The fingerprints of the alerts of this run, if it is about some only: those that an
   * acknowledgement did not cover.
   */
  readonly about?: readonly string[];
}

/** A page in its incident, from the plan to the recorded outcome. */
export interface IncidentPage {
  readonly id: string;
  readonly responder: string;
  readonly channel: Channel;
  readonly reason: PageReason;
  /** When it may leave. */
  readonly at: Instant;
  /** The run and step of the escalation that ordered it. */
  readonly run: number;
  readonly position: number;
  /**
   * How the config led to the responder then. Absent if somebody named them by hand, and in items
   * of earlier versions.
   */
  readonly via?: EscalationPath;
  readonly status: 'planned' | 'handed_over' | 'sent' | 'failed' | 'withdrawn';
  readonly handedOverAt?: Instant;
  /** It was on its way while the incident was resolved, and may have been withdrawn for that. */
  readonly recalled?: true;
  /** What became of it; a page that is on its way has none. */
  readonly result?: PageResult;
  /** Why a sent page may reach nobody. */
  readonly doubtful?: PageDoubt;
}

/** The silence because of which an incident is quiet. */
export interface Silenced {
  /** The id of the silence. */
  readonly by: string;
  readonly until: Instant;
  /**
   * Who set it, and why. Absent in items of earlier versions, until they are reconciled.
   */
  readonly setBy?: RecordedAuthor;
  readonly comment?: string | undefined;
}

/** The inhibitor because of which an incident is quiet: one, where there are several. */
export interface Inhibited {
  /** The name of the inhibit rule. */
  readonly rule: string;
  readonly source: AlertNote;
  /** The incident of the source. */
  readonly incident: string;
  /** Until when that is believed, unless the source is asserted again. */
  readonly until: Instant;
}

/** `full`: no more alerts fit. */
export type EscalationFailureCode = 'unanswered' | 'nobody_reached' | 'full';

/**
 * An escalation failure: nobody can be reached, nobody answers, or no more alerts fit. The
 * technical service gets it as an alert of its own, which is reasserted until it is over. It is
 * kept after its end, so that `seq` keeps growing.
 */
export interface EscalationFailure {
  readonly why: EscalationFailureCode;
  /**
   * The alert as it was first sent: it is reasserted and ended unchanged, whatever the config has
   * become.
   */
  readonly alert: Alert;
  readonly over: boolean;
  /** The `seq` of its transition: it grows with each, and is at least the time in ms. */
  readonly seq: number;
  /** When that transition was put into the queue; absent: it is still due. */
  readonly toldAt?: Instant;
}

/**
 * Firing alerts did not fit: since when, and when one was last rejected. They come again within 15
 * minutes.
 */
interface AlertOverflow {
  readonly since: Instant;
  readonly lastAt: Instant;
}

/**
 * How much was trimmed from an incident that has been open for long, so that it fits into its item.
 */
interface LeftOut {
  readonly entries: number;
  readonly pages: number;
}

/** The state before a person resolved the incident, for as long as that can be undone. */
interface Undo {
  readonly until: Instant;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  readonly silenced?: NonNullable<Incident['silenced']>;
  readonly nextAt?: Instant;
  /** The pages that had not left. */
  readonly planned: readonly string[];
}

/**
 * What a person is paged about: one or more alerts of one service under one group key. It holds its
 * whole state: alerts, escalation, pages, and `due`: when it must be reconciled. While it is not
 * resolved, `due` is always set.
 */
export interface Incident {
  readonly id: string;
  readonly groupKey: string;
  /** The 1-based sequence number of the incident within its group key. No number comes twice. */
  readonly episode: number;
  readonly service: string;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  readonly severity: Severity;
  readonly openedAt: Instant;
  /**
   * Since when the alert that opened it held, in the time of its samples or by its sender. The
   * alert itself has a later start once it has fired again. Absent in items of earlier versions.
   */
  readonly breachedAt?: Instant;
  readonly alerts: Readonly<Record<string, IncidentAlert>>;
  readonly acknowledgement?: Acknowledgement;
  /** Absent where the answer of one is enough; see `answers.ts`. */
  readonly answers?: Answers;
  /** Every firing alert is silenced: nobody is paged before `until`. */
  readonly silenced?: Silenced;
  /** Every firing alert is inhibited, or else silenced, and not all are silenced. */
  readonly inhibited?: Inhibited;
  /** The keys of the inhibitors of other incidents that keep some of its alerts quiet. */
  readonly inhibitedBy?: readonly string[];
  /** The ids of the inhibitors that its own alerts are. */
  readonly inhibits?: readonly string[];
  readonly escalation: Escalation;
  /** When its group last opened an incident soon after one had ended, if it does not flap yet. */
  readonly reopenings?: readonly Instant[];
  /** It is held open because incidents of its group recurred; see `flapping.ts`. */
  readonly flapping?: Omit<Flapping, 'ended'>;
  readonly distress?: EscalationFailure;
  readonly crowded?: AlertOverflow;
  readonly leftOut?: LeftOut;
  readonly pages: readonly IncidentPage[];
  readonly timeline: readonly TimelineEntry[];
  readonly resolvedAt?: Instant;
  /** Who resolved it manually: what continues to fire is then an incident of its own. */
  readonly resolvedBy?: string;
  /** The name of the key with which that was done in the name of the person `resolvedBy`. */
  readonly resolvedByKey?: string;
  readonly undo?: Undo;
  /** A person has said that it asked for nothing that anybody had to do; see `noise.ts`. */
  readonly noise?: Noise;
  /**
   * The group keys under which its alerts continue, or were known before, after a change of the
   * config.
   */
  readonly goesOnIn?: readonly string[];
  readonly cameFrom?: readonly string[];
  readonly due?: Instant;
  /**
   * When it was last saved: ahead of the clock if that has gone back since; see `rebaseIncident`.
   */
  readonly savedAt?: Instant;
  /** The clock step for which it was last rebased, which happens once. See `stepId`. */
  readonly movedFor?: Instant;
  readonly version: number;
}

/** Who marked an incident as noise, and when. */
interface Noise extends Actor {
  readonly at: Instant;
}

/** Returns who has acknowledged it, if anybody has. */
export function acknowledgedBy({ status, acknowledgement }: Incident): Incident['acknowledgement'] {
  return status === 'acknowledged' ? acknowledgement : undefined;
}

/** Returns the silence that keeps it quiet, unless that has ended since it was last reconciled. */
export function runningSilence({ silenced }: Incident, now: Instant): Incident['silenced'] {
  return silenced !== undefined && now < silenced.until ? silenced : undefined;
}

/** Returns the inhibitor that keeps it quiet, if that was believed until now. */
export function runningInhibition({ inhibited }: Incident, now: Instant): Incident['inhibited'] {
  return inhibited !== undefined && now < inhibited.until ? inhibited : undefined;
}

/**
 * Whether somebody is to be paged about it: nobody has answered, not all of it is silenced or
 * inhibited, and it does not wait for the hours of its service.
 */
export function isPaging(incident: Incident): boolean {
  return isHeard(incident) && deferredUntil(incident) === undefined;
}

/** Returns when the hours of the service begin for which it waits; undefined if it does not. */
export function deferredUntil(incident: Incident): Instant | undefined {
  const { deferred, nextAt } = incident.escalation;
  return isHeard(incident) && deferred === true ? nextAt : undefined;
}

/** Whether nobody has answered it, and it is not quiet. */
export function isHeard({ status, silenced, inhibited }: Incident): boolean {
  return status === 'triggered' && silenced === undefined && inhibited === undefined;
}

/** Returns the id of an incident: the hash of its group key, and its number there. */
export function incidentId(groupHash: string, episode: number): string {
  return `${groupHash}-${episode}`;
}

/** Parses an incident's id; undefined if it is not one. */
export function parseIncidentId(
  id: string,
): { readonly groupHash: string; readonly episode: number } | undefined {
  const match = /^([0-9a-f]{16})-([1-9]\d{0,9})$/.exec(id);
  return match?.[1] && match[2] ? { groupHash: match[1], episode: Number(match[2]) } : undefined;
}
