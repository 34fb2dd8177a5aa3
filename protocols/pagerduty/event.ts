import {
  type AlertEvent,
  type ExternalAlert,
  externalAlertDetails,
  truncateText,
} from '#core/alert/external-alert.ts';
import { fingerprint } from '#core/alert/fingerprint.ts';
import type { SenderAcknowledges } from '#core/incident/sender-acknowledgement.ts';
import type { Labels } from '#core/sample/sample.ts';
import { type Rejection, SAMPLE_LIMITS } from '#core/sample/validate-sample.ts';
import { formatValue } from '#http/format-value.ts';
import { malformed } from '../decoded.ts';
import type { PlacedEvent } from '../placed.ts';
import { annotationsFrom, type Link } from './annotations.ts';
import type { From } from './parse-fields.ts';

/**
 * An event of PagerDuty's API, version 1 or 2, about one alert: it fires, has ended, or was
 * acknowledged at its source.
 */
export interface PagerdutyEvent {
  readonly events: readonly PlacedEvent[];
  /** All errors of the event, of which nothing is taken then. */
  readonly errors: readonly Rejection[];
  /** The sender's key of the alert; generated if it named none. */
  readonly dedupKey: string;
  readonly acknowledges?: SenderAcknowledges;
}

/**
 * Whether an event triggers, acknowledges or resolves an alert, and its key; both as they were
 * sent, with the names of their fields.
 */
export interface Head {
  readonly action: readonly [name: string, value: unknown];
  readonly dedupKey: readonly [name: string, value: unknown];
}

/** The fields of an event that triggers an alert. */
export interface Trigger
  extends Pick<ExternalAlert, 'rule' | 'subject' | 'severity' | 'title' | 'startsAt'> {
  /** Left out if empty, cut if long: they are not part of the alert's identity. */
  readonly labels: Readonly<Record<string, unknown>>;
  readonly links: readonly Link[];
  readonly details: unknown;
  readonly url: unknown;
}

const ACTIONS = ['trigger', 'acknowledge', 'resolve'] as const;

const MAX_KEY = 255;

/**
 * `trigger` parses the fields that only a trigger has, or returns what is wrong with them; `newKey`
 * is used if it names no key.
 */
export function decodeEvent(
  head: Head,
  trigger: () => Trigger | readonly string[],
  newKey: string,
  from: From,
): PagerdutyEvent {
  const [actionName, given] = head.action;
  const action = ACTIONS.find((known) => known === given);
  const key = keyFrom(head.dedupKey[1]);
  const begun = action === 'trigger' ? trigger() : [];
  const faults = [
    ...(action === undefined
      ? [`'${actionName}' is ${formatValue(given)}; it must be one of "${ACTIONS.join('", "')}"`]
      : keyFaults(head, key)),
    ...(isFaults(begun) ? begun : []),
  ];
  if (faults.length > 0) {
    return { events: [], errors: faults.map(malformed), dedupKey: '' };
  }
  const dedupKey = key || newKey;
  const id = fingerprint(['pagerduty', from.key, dedupKey]);
  const told = { events: [], errors: [], dedupKey };
  if (action === 'acknowledge') {
    return { ...told, acknowledges: { fingerprint: id, by: `key ${from.key}` } };
  }
  const event: AlertEvent = isFaults(begun)
    ? { kind: 'ended', fingerprint: id }
    : { kind: 'fires', alert: alertFrom(begun, id, dedupKey, from) };
  return { ...told, events: [{ event, index: 0 }] };
}

function isFaults(begun: Trigger | readonly string[]): begun is readonly string[] {
  return Array.isArray(begun);
}

/** Returns the key as a text, empty if there is none; undefined if it is invalid. */
function keyFrom(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  if (value === undefined || value === null) {
    return '';
  }
  return typeof value === 'number' ? String(value) : undefined;
}

function keyFaults(
  { action: [actionName, action], dedupKey: [name, given] }: Head,
  key: string | undefined,
): readonly string[] {
  if (key === undefined) {
    return [`'${name}' is ${formatValue(given)}; it must be a text`];
  }
  if (key === '' && action !== 'trigger') {
    return [`'${name}' is missing; only where '${actionName}' is "trigger" it may be left out`];
  }
  return key.length > MAX_KEY
    ? [`'${name}' has ${key.length} characters; at most ${MAX_KEY} are taken`]
    : [];
}

function alertFrom(begun: Trigger, id: string, dedupKey: string, { key }: From): ExternalAlert {
  const { rule, subject, severity, title, startsAt, links, details } = begun;
  const [first] = links;
  const url = typeof begun.url === 'string' && begun.url !== '' ? begun.url : first?.address;
  return {
    fingerprint: id,
    rule,
    subject,
    severity,
    title,
    startsAt,
    labels: labelsFrom({ ...begun.labels, dedup_key: dedupKey }),
    sent: externalAlertDetails({ source: 'pagerduty', key }, annotationsFrom(links, details), url),
  };
}

function labelsFrom(given: Readonly<Record<string, unknown>>): Labels {
  const texts = Object.entries(given).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && value !== ''
      ? [[name, truncateText(value, SAMPLE_LIMITS.labelValue)]]
      : [],
  );
  return Object.fromEntries(texts);
}
