import {
  type AlertEvent,
  EXTERNAL_ALERT_LIMITS,
  externalAlertDetails,
  truncateText,
} from '#core/alert/external-alert.ts';
import { fingerprint } from '#core/alert/fingerprint.ts';
import type { Labels } from '#core/sample/sample.ts';
import { SAMPLE_LIMITS } from '#core/sample/validate-sample.ts';
import type { Instant } from '#core/time/instant.ts';
import { isObject, type JsonObject, parseJson } from '#http/json-object.ts';
import { parseLenientTime } from '#http/parse-time.ts';
import type { Undecodable } from '../decoded.ts';

/**
 * Reads what CloudWatch tells a topic when an alarm changes its state: ALARM fires, OK ends.
 * INSUFFICIENT_DATA is no recovery: after ALARM it changes nothing, and otherwise the data that are
 * missing are an alert themselves, a warning. What is wrong is told without a word of the message:
 * it goes into the log.
 */
export function decodeCloudwatch(
  text: string,
  now: Instant,
): AlertEvent | { readonly kind: 'nothing' } | Undecodable {
  const message = parseJson(text);
  if (!isObject(message)) {
    return malformed('it is no JSON object, as alarms of CloudWatch send');
  }
  const { AlarmName: name, NewStateValue: state } = message;
  if (!isText(name)) {
    return malformed('its "AlarmName" is missing or no text');
  }
  const said = parseLenientTime(message['StateChangeTime']);
  // Should a clock be ahead of ours, or somebody else publish here: no message may make all later
  // ones look old.
  const at = Math.min(said ?? now, now);
  const saidAt = said === undefined ? {} : { saidAt: at };
  const identity = identityOf(message, name);
  if (state === 'OK') {
    return { kind: 'ended', fingerprint: identity, ...saidAt };
  }
  if (state !== 'ALARM' && state !== 'INSUFFICIENT_DATA') {
    return malformed('its "NewStateValue" is none of ALARM, OK and INSUFFICIENT_DATA');
  }
  const isMissing = state === 'INSUFFICIENT_DATA';
  // The alarm's own message has begun the alert, or is on its way; after a person has ended it,
  // this must not begin it anew.
  if (isMissing && message['OldStateValue'] === 'ALARM') {
    return { kind: 'nothing' };
  }
  const alert = { fingerprint: identity, startsAt: at, ...describe(message, name, isMissing) };
  return { kind: 'fires', alert, ...saidAt };
}

/** An alarm on many time series tells the change of each, which is an alert of its own. */
function identityOf(
  { AlarmArn, AlarmContributorId, AWSAccountId, Region }: JsonObject,
  name: string,
) {
  const alarm = isText(AlarmArn) ? [AlarmArn] : [textOf(AWSAccountId), textOf(Region), name];
  return fingerprint(['cloudwatch', ...alarm, textOf(AlarmContributorId)]);
}

function describe(message: JsonObject, name: string, isMissing: boolean) {
  const { account, region, url } = placeOf(message, name);
  const { measured, dimensions } = measuredBy(message);
  const [subject = name] = Object.values(dimensions);
  const state = isMissing ? 'INSUFFICIENT_DATA' : 'ALARM';
  const ours = { state, ...texts({ account, region }), ...measured };
  const said = { description: message['AlarmDescription'], reason: message['NewStateReason'] };
  return {
    rule: truncateText(name, SAMPLE_LIMITS.name),
    subject: truncateText(subject, SAMPLE_LIMITS.name),
    severity: isMissing ? 'warning' : 'error',
    title: truncateText(isMissing ? `${name}: no data` : name, EXTERNAL_ALERT_LIMITS.title),
    // First, so that they are kept where there is little room; and last, so that they are what they
    // say.
    labels: withinBounds({ ...ours, ...dimensions, ...ours }),
    sent: externalAlertDetails({ source: 'cloudwatch', key: account }, texts(said), url),
  } as const;
}

/**
 * `arn:aws:cloudwatch:<region>:<account>:alarm:<name>`: the field "Region" has its name for people.
 */
function placeOf({ AlarmArn, AWSAccountId }: JsonObject, name: string) {
  const [, partition, , region = '', ofArn = ''] = textOf(AlarmArn).split(':');
  const account = ofArn || textOf(AWSAccountId);
  // In China and GovCloud the console has other names.
  if (partition !== 'aws' || !/^[a-z\d-]+$/.test(region)) {
    return { account, region };
  }
  const alarm = encodeURIComponent(name.toWellFormed());
  const url = `https://${region}.console.aws.amazon.com/cloudwatch/deeplink.js?region=${region}#alarmsV2:alarm/${alarm}`;
  return { account, region, url };
}

/** What an alarm looks at; of several metrics the dimensions in which they agree. */
function measuredBy({ Trigger, AlarmContributorAttributes }: JsonObject) {
  const metrics = metricsIn(Trigger);
  const { Namespace, MetricName } = metrics[0] ?? {};
  const [first = {}, ...others] = metrics.map(dimensionsOf);
  const common = Object.entries(first).filter(([name, value]) =>
    others.every((dimensions) => dimensions[name] === value),
  );
  return {
    measured: texts({ namespace: Namespace, metric: MetricName }),
    dimensions: { ...texts(AlarmContributorAttributes), ...Object.fromEntries(common) },
  };
}

/**
 * The metrics that an alarm looks at: one, those of an expression, or none where it is composed of
 * other alarms.
 */
function metricsIn(trigger: unknown): readonly JsonObject[] {
  if (!isObject(trigger)) {
    return [];
  }
  if (!Array.isArray(trigger['Metrics'])) {
    return [trigger];
  }
  return trigger['Metrics'].flatMap((query) => {
    const stat = isObject(query) ? query['MetricStat'] : undefined;
    const metric = isObject(stat) ? stat['Metric'] : undefined;
    return isObject(metric) ? [metric] : [];
  });
}

function dimensionsOf({ Dimensions }: JsonObject): Labels {
  if (!Array.isArray(Dimensions)) {
    return {};
  }
  // Emulators write the names of the API, with capitals.
  const pairs = Dimensions.filter(isObject).map(({ name, Name, value, Value }) => [
    textOf(name ?? Name),
    value ?? Value,
  ]);
  return texts(Object.fromEntries(pairs));
}

/**
 * As many labels as an alert may have, the first ones: one that is refused pages nobody, and its
 * labels are not its identity.
 */
function withinBounds(labels: Labels): Labels {
  const kept: Record<string, string> = {};
  let room: number = SAMPLE_LIMITS.allLabels;
  for (const [name, value] of Object.entries(labels).slice(0, SAMPLE_LIMITS.labels)) {
    const text = truncateText(value, SAMPLE_LIMITS.labelValue);
    if (name.length > SAMPLE_LIMITS.labelName || name.length + text.length > room) {
      continue;
    }
    room -= name.length + text.length;
    kept[name] = text;
  }
  return kept;
}

/** What of an object's values is text, and not empty. */
function texts(value: unknown): Labels {
  if (!isObject(value)) {
    return {};
  }
  const found = Object.entries(value).filter(
    (entry): entry is [string, string] => entry[0] !== '' && isText(entry[1]),
  );
  return Object.fromEntries(found);
}

function textOf(value: unknown): string {
  return isText(value) ? value : '';
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function malformed(detail: string): Undecodable {
  return { kind: 'malformed', detail };
}
