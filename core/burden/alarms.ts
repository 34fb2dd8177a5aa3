import type { ResolveReason } from '../alert/alert.ts';
import type { Severity } from '../alert/severity.ts';
import type { Incident } from '../incident/incident.ts';
import type { TimelineCode, TimelineEntry } from '../incident/timeline.ts';
import type { Instant } from '../time/instant.ts';

/**
 * One time that an alert fired, from its start to its end as the platform had them. What flapped
 * meanwhile is one alarm, as it was to people.
 */
export interface Alarm {
  readonly fingerprint: string;
  readonly rule: string;
  readonly subject: string;
  readonly severity: Severity;
  readonly began: Instant;
  /** Absent while it fires. */
  readonly ended?: Instant;
  readonly reason?: ResolveReason;
}

const BEGINS: readonly TimelineCode[] = [
  'incident.opened',
  'incident.reopened',
  'alert.joined',
  'alert.fired_again',
];

const ENDS: readonly TimelineCode[] = ['alert.ended', 'flapping.ended'];

/** What a person does about an incident, in the codes of its timeline. */
const ANSWERS: readonly TimelineCode[] = [
  'acknowledgement.given',
  'acknowledgement.counted',
  'acknowledgement.snoozed',
  'acknowledgement.taken_over',
  'action.declined',
  'action.escalated',
  'action.reassigned',
  'incident.resolved_by_hand',
];

/**
 * Returns the alarms of an incident in the order in which they began, from its timeline. One whose
 * entries were left out to save room counts once, with the last end that is known.
 */
export function alarmsOf(incident: Incident): readonly Alarm[] {
  const alarms: Alarm[] = [];
  const open = new Map<string, number>();
  for (const entry of incident.timeline) {
    const fingerprint = fingerprintOf(entry);
    const known = fingerprint === undefined ? undefined : incident.alerts[fingerprint];
    if (fingerprint === undefined || known === undefined) {
      continue;
    }
    const at = open.get(fingerprint);
    const before = at === undefined ? undefined : alarms[at];
    if (at !== undefined && before !== undefined) {
      open.delete(fingerprint);
      const reason = reasonOf(entry);
      alarms[at] = { ...before, ended: entry.at, ...(reason !== undefined && { reason }) };
    }
    if (isOf(BEGINS, entry)) {
      const { rule, subject } = known.alert;
      open.set(fingerprint, alarms.length);
      alarms.push({ fingerprint, rule, subject, severity: known.alert.severity, began: entry.at });
    }
  }
  for (const [fingerprint, at] of open) {
    const [alarm, known] = [alarms[at], incident.alerts[fingerprint]];
    if (alarm !== undefined && known?.resolvedAt !== undefined) {
      const { resolvedAt: ended, resolveReason: reason } = known;
      alarms[at] = { ...alarm, ended, ...(reason !== undefined && { reason }) };
    }
  }
  return alarms;
}

/** Returns when a person first did something about it; undefined if nobody has. */
export function answeredAt({ timeline }: Incident): Instant | undefined {
  return timeline.find((entry) => isOf(ANSWERS, entry))?.at;
}

function fingerprintOf(entry: TimelineEntry): string | undefined {
  const isTold = isOf(BEGINS, entry) || isOf(ENDS, entry);
  return isTold && entry.code !== undefined && 'alert' in entry.data
    ? entry.data.alert?.fingerprint
    : undefined;
}

function reasonOf(entry: TimelineEntry): ResolveReason | undefined {
  return entry.code === 'alert.ended' ? entry.data.reason : undefined;
}

function isOf(codes: readonly TimelineCode[], { code }: TimelineEntry): boolean {
  return code !== undefined && codes.includes(code);
}
