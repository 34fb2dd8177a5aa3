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
 * What can be wrong with a sender: its clock; values that cannot be, as a saturation of 0.97 %;
 * several processes in one series, where each ends the alerts of the others; or messages that the
 * platform can never handle, whoever sends them again.
 */
type SenderFaultKind = 'clock' | 'values' | 'series' | 'messages';

/** Something wrong with a sender that nobody at its end may notice: who looks after it is paged. */
export interface SenderFault {
  readonly kind: SenderFaultKind;
  /** The name of the API key with which it sends. */
  readonly key: string;
  /**
   * What tells the senders of one key apart, where something does: a host, a replica. It leaves
   * in pages, so it is never a subject, nor a label that might name a patient.
   */
  readonly sender?: string;
  /** What is wrong and what to do, in words that leave in a page. */
  readonly title: string;
  /** What was seen last, shown with the incident and logged. It names no subject and no value. */
  readonly detail: string;
  /** The network address from which it sent last. */
  readonly address?: string;
  /** Whether it was decided by what had been seen again and again, so that once is enough. */
  readonly isProven?: boolean;
}

/** How often a fault must be seen before somebody is paged, and for how long. */
export interface FaultThreshold {
  readonly times: number;
  readonly lasting: Duration;
}

/**
 * One request proves little: a person mistypes a value, and an agent that was cut off sends what is
 * too old by now. Three requests make a habit; of clocks only where half a minute lies between the
 * first and the last, since what has waited is sent off in seconds, and of processes ten minutes,
 * since a new one may take over from the old for a while.
 */
const PATIENCE: Readonly<Record<SenderFaultKind, FaultThreshold>> = {
  clock: { times: 3, lasting: 30 * SECOND },
  values: { times: 3, lasting: 0 },
  series: { times: 3, lasting: 10 * MINUTE },
  messages: { times: 1, lasting: 0 },
};

/** Seen once is enough. */
const NONE: FaultThreshold = { times: 1, lasting: 0 };

/** A fault that is not seen again for so long begins anew: few devices measure less often. */
export const FAULT_FORGOTTEN_AFTER: Duration = DAY;

/** The least time for which the alert of a fault lasts that is not seen again. */
export const FAULT_MIN_DURATION: Duration = 15 * MINUTE;

/** How often it must be seen before it pages. */
export function faultThreshold({ kind, isProven = false }: SenderFault): FaultThreshold {
  return isProven ? NONE : PATIENCE[kind];
}

/**
 * By what a fault is known: its kind and its sender. Of an odd number of parts: no labels have it.
 */
export function faultFingerprint({ kind, key, sender = '' }: SenderFault): string {
  return fingerprint(['wardbell', 'sender', kind, key, sender]);
}

/** The fault as an alert, which goes to the technical service whatever the routes say. */
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
 * By how much a beginning may lie in the future: Prometheus' clock, too, is four minutes from it.
 */
const AHEAD: Duration = 4 * MINUTE;

/** The senders of alerts that go on, though each was told with an end that had come. */
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

/** The senders of alerts that begin in the future. */
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
