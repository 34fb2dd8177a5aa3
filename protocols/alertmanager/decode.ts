import type { ExternalAlertDetails } from '#core/alert/alert.ts';
import {
  type AlertEvent,
  EXTERNAL_ALERT_LIMITS,
  externalAlertDetails,
  RESOLVE_TIMEOUT,
  truncateText,
} from '#core/alert/external-alert.ts';
import { fingerprint } from '#core/alert/fingerprint.ts';
import { severityFrom } from '#core/alert/severity.ts';
import { isEmpty } from '#core/collections/is-empty.ts';
import { own } from '#core/collections/own.ts';
import { sortedLabels } from '#core/sample/labels-key.ts';
import { REPLICA_LABELS, withoutReplica } from '#core/sample/replica.ts';
import type { Labels } from '#core/sample/sample.ts';
import { type Rejection, SAMPLE_LIMITS } from '#core/sample/validate-sample.ts';
import type { Instant } from '#core/time/instant.ts';
import { formatValue } from '#http/format-value.ts';
import { isObject, type JsonObject, parseJson } from '#http/json-object.ts';
import { jsonSyntaxError } from '#http/json-syntax-error.ts';
import { parseTime } from '#http/parse-time.ts';
import { malformed, type Undecodable } from '../decoded.ts';
import type { PlacedEvent } from '../placed.ts';

/** How the body of a request is decoded to alerts. */
export interface AlertmanagerReading {
  readonly now: Instant;
  /** The name of the API key of the request. */
  readonly key: string;
  /** The labels that name the subject; the first one that an alert has counts. */
  readonly subjectLabels: readonly string[];
  /** The labels that distinguish replicas of a sender, but not alerts. */
  readonly replicaLabels?: readonly string[];
}

/** The alerts of a request, and what is wrong with those that cannot be decoded. */
export interface AlertmanagerAlerts {
  readonly kind: 'alerts';
  readonly events: readonly PlacedEvent[];
  readonly errors: readonly (Rejection & { readonly index: number })[];
}

/**
 * Each alert is an item of its own: this many new ones are stored well within the time that a
 * sender waits. Prometheus sends 256 at most.
 */
export const MAX_ALERTS = 2_000;

/** Go's zero time: the first of January of the year 1, with or without fractions of a second. */
const UNSET = Date.parse('0001-01-01T00:00:00Z');

/**
 * Decodes the list of alerts that Alertmanager's clients post, or the body of its webhook,
 * `{"version":"4","alerts":[...]}`. An invalid alert costs only itself. In a webhook a firing alert
 * without an end lasts until its end is sent; elsewhere it must be re-sent.
 */
export function decodeAlertmanager(
  text: string,
  reading: AlertmanagerReading,
): AlertmanagerAlerts | Undecodable {
  const body = readList(text);
  if (typeof body === 'string') {
    return { kind: 'malformed', detail: body };
  }
  const { list, isWebhook, truncated } = body;
  const events: PlacedEvent[] = [];
  const errors: (Rejection & { index: number })[] = [];
  for (const [index, item] of list.entries()) {
    const read = index < MAX_ALERTS ? readAlert(item, reading, isWebhook) : TOO_MANY;
    if ('reason' in read) {
      errors.push({ index, ...read });
    } else {
      events.push({ event: read, index });
    }
  }
  if (truncated > 0) {
    errors.push({ index: list.length, ...truncatedBy(truncated) });
  }
  return { kind: 'alerts', events, errors };
}

interface Listed {
  readonly list: readonly unknown[];
  readonly isWebhook: boolean;
  readonly truncated: number;
}

/** Returns the list of alerts, or what is wrong with the body. */
function readList(text: string): Listed | string {
  const body = parseJson(text);
  if (body === undefined) {
    return `The body is not JSON: ${jsonSyntaxError(text)}.`;
  }
  if (Array.isArray(body)) {
    return { list: body, isWebhook: false, truncated: 0 };
  }
  if (!isObject(body) || !Array.isArray(body['alerts'])) {
    return `The body is ${formatValue(body)}; it must be a list of alerts, or what Alertmanager's webhook sends.`;
  }
  if (body['version'] !== '4') {
    return `"version" is ${formatValue(body['version'])}; of Alertmanager's webhook "4" is known.`;
  }
  const { alerts: list, truncatedAlerts } = body;
  const truncated = typeof truncatedAlerts === 'number' ? truncatedAlerts : 0;
  return { list, isWebhook: true, truncated };
}

function readAlert(
  item: unknown,
  { now, key, subjectLabels, replicaLabels = REPLICA_LABELS }: AlertmanagerReading,
  isWebhook: boolean,
): AlertEvent | Rejection {
  if (!isObject(item)) {
    return malformed(`it is ${formatValue(item)}, not an object`);
  }
  const given = textsOf(item['labels']);
  if (given === undefined) {
    return wrong('labels', item['labels'], TEXTS);
  }
  const { labels, replica } = withoutReplica(given, replicaLabels);
  if (isEmpty(labels)) {
    return malformed('it has no label with a value; at least one is needed');
  }
  const annotations = textsOf(item['annotations'] ?? {});
  if (annotations === undefined) {
    return wrong('annotations', item['annotations'], TEXTS);
  }
  const span = spanOf(item, now, isWebhook);
  if ('reason' in span) {
    return span;
  }
  const { startsAt, endsAt, hasStart } = span;
  const id = fingerprint(sortedLabels(labels));
  const isResolved = item['status'] === 'resolved';
  const describe = () => ({
    fingerprint: id,
    ...describeAlert(labels, annotations, subjectLabels),
    startsAt,
    sent: wordsOf(item, annotations, key),
    ...(replica !== undefined && { replica }),
  });
  if (!isResolved && (endsAt === undefined || endsAt > now)) {
    return { kind: 'fires', alert: { ...describe(), ...(endsAt !== undefined && { endsAt }) } };
  }
  // A webhook sends an end once, and only that ends the alert: it counts whatever its sender's
  // clock says.
  const over = { kind: 'ended', fingerprint: id, ...formerly(given, replica) } as const;
  if (isWebhook || endsAt === undefined) {
    return over;
  }
  // Even with a correct clock a script may repeat the end of an alert that it never began.
  const mayFire = !isResolved && hasStart && startsAt < endsAt;
  const ended = { ...over, endedAt: endsAt };
  return mayFire ? { ...ended, alert: describe() } : ended;
}

/** The replica that sent an end, and the identity of the alert with the replica's label. */
function formerly(given: Labels, replica: string | undefined) {
  return { ...(replica !== undefined && { replica, formerly: fingerprint(sortedLabels(given)) }) };
}

function describeAlert(labels: Labels, annotations: Labels, subjectLabels: readonly string[]) {
  const name = own(labels, 'alertname') ?? 'alert';
  return {
    rule: truncateText(name, SAMPLE_LIMITS.name),
    subject: truncateText(firstOf(labels, subjectLabels) ?? name, SAMPLE_LIMITS.name),
    severity: severityFrom(own(labels, 'severity')),
    title: truncateText(firstOf(annotations, TITLES) ?? name, EXTERNAL_ALERT_LIMITS.title),
    labels,
  };
}

function wordsOf(
  { generatorURL }: JsonObject,
  annotations: Labels,
  key: string,
): ExternalAlertDetails {
  const url = typeof generatorURL === 'string' ? generatorURL : undefined;
  return externalAlertDetails({ source: 'alertmanager', key }, annotations, url);
}

/**
 * The annotations in which senders describe a problem; the first one that an alert has becomes its
 * title.
 */
const TITLES = ['summary', 'title', 'message'];

const TEXTS = 'an object whose values are texts';

const TOO_MANY: Rejection = {
  reason: 'too_large',
  detail: `only the first ${MAX_ALERTS} of a request are taken; send the others in the next`,
};

function truncatedBy(count: number): Rejection {
  const detail = `the webhook has left out ${count} alerts; set max_alerts: 0 in webhook_configs`;
  return { reason: 'too_large', detail };
}

interface Span {
  readonly startsAt: Instant;
  readonly endsAt?: Instant;
  /** Whether the start was sent. */
  readonly hasStart: boolean;
}

/**
 * These are Alertmanager's defaults; a derived end never makes an alert invalid, whatever the
 * sender's clock says of its start.
 */
function spanOf(item: JsonObject, now: Instant, isWebhook: boolean): Span | Rejection {
  const starts = readTime(item['startsAt']);
  const ends = readTime(item['endsAt']);
  if (starts === undefined) {
    return wrong('startsAt', item['startsAt'], TIME);
  }
  if (ends === undefined) {
    return wrong('endsAt', item['endsAt'], TIME);
  }
  if (starts !== 'unset' && ends !== 'unset' && ends < starts) {
    return malformed(
      `endsAt ${formatValue(item['endsAt'])} is before startsAt ${formatValue(item['startsAt'])}`,
    );
  }
  const hasStart = starts !== 'unset';
  if (ends !== 'unset') {
    return { startsAt: hasStart ? starts : ends, endsAt: ends, hasStart };
  }
  const startsAt = hasStart ? starts : now;
  return { startsAt, hasStart, ...(!isWebhook && { endsAt: now + RESOLVE_TIMEOUT }) };
}

const TIME = 'RFC 3339 with an offset, as in "2026-05-04T07:00:00Z"';

function readTime(value: unknown): Instant | 'unset' | undefined {
  if (value === undefined || value === null || value === '') {
    return 'unset';
  }
  const at = typeof value === 'string' ? parseTime(value) : undefined;
  return at === UNSET ? 'unset' : at;
}

/**
 * Returns the names and texts without empty ones; undefined if it is something else. It returns the
 * given object itself if nothing has to be changed.
 */
function textsOf(value: unknown): Labels | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  let isFilled = true;
  for (const name in value) {
    const text = value[name];
    if (typeof text !== 'string') {
      return undefined;
    }
    isFilled &&= text !== '';
  }
  if (isFilled) {
    return value as Labels;
  }
  // Entries are used, because a label may be called `__proto__`.
  return Object.fromEntries(Object.entries(value as Labels).filter(([, text]) => text !== ''));
}

function firstOf(texts: Labels, names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = own(texts, name)?.trim();
    if (text) {
      return text;
    }
  }
  return undefined;
}

function wrong(key: string, given: unknown, expected: string): Rejection {
  return malformed(`${key} is ${formatValue(given)}; it must be ${expected}`);
}
