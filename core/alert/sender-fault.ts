import { SAMPLE_LIMITS } from '../sample/validate-sample.ts';
import { DAY, type Duration, type Instant, MINUTE, SECOND } from '../time/instant.ts';
import type { ExternalAlertDetails } from './alert.ts';
import {
  type AlertEvent,
  type ExternalAlert,
  externalAlertDetails,
  senderHost,
  truncateText,
} from './external-alert.ts';
import { fingerprint } from './fingerprint.ts';
import { RESERVED_PREFIX } from './reserved-prefix.ts';

/**
 * The kinds of faults: a wrong clock; impossible values, such as a saturation of 0.97 %; several
 * processes in one series, where each ends the alerts of the others; or messages that the platform
 * can never handle, however often they are sent.
 */
type SenderFaultKind = 'clock' | 'values' | 'series' | 'messages';

/**
 * A fault of a sender that nobody at its end may notice, so that the technical service is paged.
 */
export interface SenderFault {
  readonly kind: SenderFaultKind;
  /** The name of the API key with which it sends. */
  readonly key: string;
  /**
   * What distinguishes the senders of one key, if anything: a host, a replica. It appears in pages,
   * so it is never a subject, nor a label that might name a patient.
   */
  readonly sender?: string;
  /** What is wrong and what to do, in words that may leave in a page. */
  readonly title: string;
  /**
   * The last sighting, which is shown with the incident and logged. It names no subject and no
   * value.
   */
  readonly detail: string;
  /** The network address from which it sent last. */
  readonly address?: string;
  /**
   * Whether the fault was detected from repeated observations already, so that one sighting is
   * enough.
   */
  readonly isProven?: boolean;
}

/** How often a fault must be seen before somebody is paged, and within which time. */
export interface FaultThreshold {
  readonly times: number;
  readonly lasting: Duration;
}

/**
 * One request proves little: a person mistypes a value, and an agent that was cut off sends samples
 * that are too old by now. Three requests make a habit. For clocks there must also be half a minute
 * between the first and the last, since a backlog is sent within seconds, and for processes ten
 * minutes, since a new one may overlap the old for a while.
 */
const PATIENCE: Readonly<Record<SenderFaultKind, FaultThreshold>> = {
  clock: { times: 3, lasting: 30 * SECOND },
  values: { times: 3, lasting: 0 },
  series: { times: 3, lasting: 10 * MINUTE },
  messages: { times: 1, lasting: 0 },
};

/** One sighting is enough. */
const NONE: FaultThreshold = { times: 1, lasting: 0 };

/** A fault that is not seen again within this time starts anew: few devices measure less often. */
export const FAULT_FORGOTTEN_AFTER: Duration = DAY;

/** The minimum duration of the alert about a fault that is not seen again. */
export const FAULT_MIN_DURATION: Duration = 15 * MINUTE;

/** Returns how often it must be seen before it pages. */
export function faultThreshold({ kind, isProven = false }: SenderFault): FaultThreshold {
  return isProven ? NONE : PATIENCE[kind];
}

/**
 * Returns the identity of a fault: its kind and its sender. It has an odd number of parts, so that
 * no label set has the same.
 */
export function faultFingerprint({ kind, key, sender = '' }: SenderFault): string {
  return fingerprint(['wardbell', 'sender', kind, key, sender]);
}

/** Makes an alert of the fault, which always goes to the technical service. */
export function faultAlert(fault: SenderFault, startsAt: Instant): ExternalAlert {
  const { kind, key, sender, title, detail, address } = fault;
  const name = sender === undefined ? `key ${key}` : `${sender}, key ${key}`;
  const words = { detail, runbook: RUNBOOK, ...(address !== undefined && { address }) };
  return {
    fingerprint: faultFingerprint(fault),
    rule: `${RESERVED_PREFIX}sender-${kind}`,
    subject: truncateText(name, SAMPLE_LIMITS.name),
    severity: 'error',
    title,
    labels: { fault: kind, ...(sender !== undefined && { sender }) },
    startsAt,
    sent: externalAlertDetails({ source: 'wardbell', key }, words),
  };
}

const RUNBOOK = 'docs/runbook.md#a-sender-is-wrong';

/**
 * How far a start may be in the future: the tolerance for Prometheus' clock is four minutes too.
 */
const AHEAD: Duration = 4 * MINUTE;

/** Returns the senders of alerts that are still firing although each was sent with a past end. */
export function clocksBehind(
  alerts: readonly ExternalAlert[],
  now: Instant,
): readonly SenderFault[] {
  return alerts.map(({ sent, endsAt = now }) => ({
    ...clockOf(sent),
    title: 'Its alerts arrive as ended: set its clock right, it is behind',
    detail: `it told an alert that goes on to have ended ${seconds(now - endsAt)} ago`,
    isProven: true,
  }));
}

/** Returns the senders of alerts that begin in the future. */
export function clocksAhead(events: readonly AlertEvent[], now: Instant): readonly SenderFault[] {
  return events.flatMap((event) => {
    if (event.kind !== 'fires' || event.alert.startsAt <= now + AHEAD) {
      return [];
    }
    const { sent, startsAt } = event.alert;
    return {
      ...clockOf(sent),
      title: 'Its alerts begin in the future: set its clock right, it is ahead',
      detail: `it told an alert that begins in ${seconds(startsAt - now)}`,
    };
  });
}

function clockOf(sent: ExternalAlertDetails): Pick<SenderFault, 'kind' | 'key' | 'sender'> {
  const sender = senderHost(sent);
  return { kind: 'clock', key: sent.key, ...(sender !== undefined && { sender }) };
}

function seconds(duration: Duration): string {
  return `${Math.round(duration / SECOND)} s`;
}
