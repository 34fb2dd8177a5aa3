import { type Actor, type Author, actorOf } from '../actor/actor.ts';
import type { Alert, ResolveReason } from '../alert/alert.ts';
import type { Severity } from '../alert/severity.ts';
import type { EmptyTarget, PassedOverNote } from '../escalation/reason.ts';
import type { StopName } from '../escalation/stages.ts';
import type { PageReason } from '../paging/page.ts';
import type { PageDoubt, PageResult } from '../paging/result.ts';
import type { Channel } from '../responder/channel.ts';
import type { Duration, Instant } from '../time/instant.ts';
import type { Incident } from './incident.ts';

/*
 * What happened to an incident is stored as a code and its data. Words are made of them only where
 * somebody reads them (`messages/timeline-text.ts`), in the reader's time zone. A code is stored,
 * and known to whoever reads the API: it keeps its meaning, and its data only grow.
 */

/** An alert as an entry names it: as it was then. */
export interface AlertNote extends Pick<Alert, 'fingerprint' | 'title' | 'severity'> {
  /** It fired though nothing newer had come. */
  readonly unconfirmed?: true;
}

/** A page as an entry names it. */
export interface PageNote {
  readonly responder: string;
  readonly channel: Channel;
}

interface AboutAlert {
  readonly alert: AlertNote;
}

type Nothing = Readonly<Record<never, never>>;

/** Every code with its data. Times are in ms, durations too; people are ids of the config. */
export interface TimelineData {
  'incident.opened': AboutAlert;
  /** What comes back was not over: the incident that had ended goes on. */
  'incident.reopened': AboutAlert;
  /** So many alerts still fired so long after it was resolved by hand. */
  'incident.still_firing': { readonly alerts: number; readonly after: Duration };
  /** All alerts have ended. */
  'incident.recovered': Nothing;
  'incident.resolved_by_hand': Nothing;
  /** All alerts have ended, and the service wants a person to resolve it. */
  'incident.held': Nothing;
  'incident.resolution_undone': Nothing;
  /** A change of the config: it goes on in an incident of this service, or has come from one. */
  'incident.goes_on_in': { readonly service: string };
  'incident.came_from': { readonly service: string };

  'alert.joined': AboutAlert;
  'alert.fired_again': AboutAlert;
  'alert.changed': AboutAlert;
  'alert.severity_changed': AboutAlert;
  'alert.ended': AboutAlert & { readonly reason: ResolveReason };
  /** There is no room for it beside the `held`; it comes again within 15 minutes. */
  'alert.turned_away': AboutAlert & { readonly held: number };
  'alert.acknowledged_by_sender': AboutAlert;

  /** Without `alert`: the incidents of the group come and go. */
  'flapping.began': {
    readonly alert?: AlertNote;
    readonly times: number;
    readonly within: Duration;
    readonly quiet: Duration;
  };
  'flapping.ended': AboutAlert & { readonly quiet: Duration; readonly returns: number };

  'severity.raised': { readonly from: Severity; readonly to: Severity };
  'severity.lowered': { readonly from: Severity; readonly to: Severity };

  'silence.began': { readonly silence: string; readonly until: Instant; readonly author?: Author };
  /** `endedBy`: who ended it before its time. */
  'silence.ended': { readonly endedBy?: Actor };

  /** Everything that fires of it is inhibited by a source, which is an alert of that incident. */
  'inhibition.began': {
    readonly rule: string;
    readonly source: AlertNote;
    readonly incident: string;
  };
  /** The source has ended, is quiet itself, or is believed no more. */
  'inhibition.ended': { readonly rule: string; readonly incident: string };

  'escalation.step': { readonly stop: StopName; readonly policy?: string };
  /** It can wait, and is paged when the hours of its service begin. */
  'escalation.deferred': { readonly until: Instant };
  /** `began`: the hours did; otherwise it has become worse, or the config has changed. */
  'escalation.waits_no_longer': { readonly began?: true };
  'escalation.override_passed_over': { readonly stop: StopName } & PassedOverNote;
  'escalation.target_passed_over': { readonly stop: StopName; readonly why: EmptyTarget };
  'escalation.policy_changed': { readonly policy: string };
  'escalation.step_failed': Nothing;
  /** All whom the step, or the whole run, has paged have left the config. */
  'escalation.paged_left': { readonly of: 'step' | 'run' };
  'escalation.unanswered': Nothing;
  'escalation.all_declined': Nothing;
  /** Everybody whom it reaches has answered, and more are wanted. */
  'escalation.all_answered': Nothing;
  'escalation.undelivered': Nothing;
  'escalation.reached_nobody': Nothing;

  'page.planned': { readonly responders: readonly string[]; readonly reason: PageReason };
  'page.sent': PageNote & { readonly doubt?: PageDoubt };
  'page.failed': PageNote & { readonly why?: PageResult };
  'page.withdrawn': PageNote & { readonly why?: PageResult };
  /** Late, or without an outcome on record: it is handed over again. */
  'page.late': PageNote;
  'page.lost': PageNote;
  /** Without an outcome on record, and nobody is to be paged any more. */
  'page.given_up': PageNote;

  'acknowledgement.given': { readonly alerts: number };
  /** Somebody has answered, as one of so many who must. */
  'acknowledgement.counted': { readonly answers: number; readonly wanted: number };
  'acknowledgement.snoozed': { readonly alerts: number; readonly until?: Instant };
  'acknowledgement.taken_over': { readonly alerts: number; readonly from: string };
  'acknowledgement.expired': { readonly person: string };
  'acknowledgement.snooze_ended': { readonly person: string };
  'acknowledgement.holder_left': { readonly person: string };
  'acknowledgement.not_covered': Nothing;
  'acknowledgement.worse': Nothing;
  'acknowledgement.not_held': Nothing;

  'action.declined': Nothing;
  'action.escalated': Nothing;
  'action.reassigned': {
    readonly to: readonly string[];
    readonly passedOver?: readonly PassedOverNote[];
  };
  'action.marked_noise': Nothing;
  'action.unmarked_noise': Nothing;
  /** What somebody wrote. It may name a patient: it stands on no page that opens without a key. */
  note: { readonly text: string };

  'clock.went_back': { readonly by: Duration };
  /** How much was left out so that the incident fits into its item. */
  left_out: { readonly entries: number; readonly pages: number };
}

export type TimelineCode = keyof TimelineData;

/** What happened, with its data. */
export type TimelineEvent = {
  [Code in TimelineCode]: { readonly code: Code; readonly data: TimelineData[Code] };
}[TimelineCode];

/** What an entry is about, more roughly. */
export type TimelineKind =
  | 'opened'
  | 'alert'
  | 'flapping'
  | 'severity'
  | 'silence'
  | 'inhibition'
  | 'escalation'
  | 'page'
  | 'acknowledgement'
  | 'action'
  | 'note'
  | 'clock'
  | 'left_out'
  | 'resolved';

/** Of those codes whose kind is not what stands before their dot. */
const KINDS: Partial<Readonly<Record<TimelineCode, TimelineKind>>> = {
  'incident.opened': 'opened',
  'incident.reopened': 'opened',
  'incident.still_firing': 'opened',
  'incident.recovered': 'resolved',
  'incident.resolved_by_hand': 'resolved',
  'incident.held': 'alert',
  'incident.resolution_undone': 'action',
  'incident.goes_on_in': 'alert',
  'incident.came_from': 'alert',
  'alert.acknowledged_by_sender': 'acknowledgement',
};

interface Common extends Partial<Actor> {
  readonly at: Instant;
  /** What somebody wrote with a silence. It may name a patient: it stands in no page. */
  readonly comment?: string | undefined;
}

/** An entry as 0.1.0 wrote it: in English, and in the config's time zone. */
interface EntryInWords extends Common {
  readonly code?: undefined;
  readonly kind: TimelineKind;
  readonly text: string;
}

/**
 * Something that happened to the incident, and why. `kind` and `text` are written beside the code
 * for versions that know no codes: a rollout runs two versions on one table (`withWords`).
 */
export type TimelineEntry =
  | EntryInWords
  | (Common & TimelineEvent & { readonly kind?: TimelineKind; readonly text?: string });

/** What an entry is about; also of one whose code a later version has made. */
export function kindOf(entry: TimelineEntry): TimelineKind {
  if (entry.code === undefined) {
    return entry.kind;
  }
  const [before = ''] = entry.code.split('.');
  return KINDS[entry.code] ?? entry.kind ?? (before as TimelineKind);
}

/** The incident with one more entry in its timeline. */
export function appendTimeline(
  incident: Incident,
  at: Instant,
  event: TimelineEvent,
  { by, key, comment }: Partial<Actor> & Pick<TimelineEntry, 'comment'> = {},
): Incident {
  const who = by === undefined ? {} : actorOf({ by, key });
  const entry: TimelineEntry = { at, ...event, ...who, ...(comment !== undefined && { comment }) };
  return { ...incident, timeline: [...incident.timeline, entry] };
}

/** An alert as it is now, for an entry. */
export function noteOf({ fingerprint, title, severity }: Alert): AlertNote {
  return { fingerprint, title, severity };
}

/** The same of an alert that begins, with what is doubtful about it. */
export function beginningOf(alert: Alert): AlertNote {
  return { ...noteOf(alert), ...(alert.unconfirmed && { unconfirmed: true }) };
}
