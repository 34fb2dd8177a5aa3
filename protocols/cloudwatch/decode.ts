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
 * Decodes the message that CloudWatch sends to a topic when an alarm changes its state: ALARM
 * fires, OK ends. INSUFFICIENT_DATA is no recovery: after ALARM it changes nothing, and otherwise
 * the missing data are an alert of their own, a warning. Error messages quote nothing of the
 * message, because they are logged.
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
  // If a clock is ahead of ours, or somebody else publishes here, no message may make all later
  // ones look old.
  const at = Math.min(said ?? now, now);
  const saidAt = { ...(said !== undefined && { saidAt: at }) };
  const identity = identityOf(message, name);
  if (state === 'OK') {
    return { kind: 'ended', fingerprint: identity, ...saidAt };
  }
  if (state !== 'ALARM' && state !== 'INSUFFICIENT_DATA') {
    return malformed('its "NewStateValue" is none of ALARM, OK and INSUFFICIENT_DATA');
  }
  const isMissing = state === 'INSUFFICIENT_DATA';
  // The alarm's own message has begun the alert, or is on its way; after a person has ended it,
  // this message must not begin it anew.
  if (isMissing && message['OldStateValue'] === 'ALARM') {
    return { kind: 'nothing' };
  }
  const alert = { fingerprint: identity, startsAt: at, ...describe(message, name, isMissing) };
  return { kind: 'fires', alert, ...saidAt };
}

/** An alarm on many time series reports the change of each, which is an alert of its own. */
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
    // They come first, so that they are kept if room is short, and again last, so that they are not
    // overwritten.
    labels: withinBounds({ ...ours, ...dimensions, ...ours }),
    sent: externalAlertDetails({ source: 'cloudwatch', key: account }, texts(said), url),
  } as const;
}

/**
 * `arn:aws:cloudwatch:<region>:<account>:alarm:<name>`: the field "Region" holds a display name.
 */
function placeOf({ AlarmArn, AWSAccountId }: JsonObject, name: string) {
  const [, partition, , region = '', ofArn = ''] = textOf(AlarmArn).split(':');
  const account = ofArn || textOf(AWSAccountId);
  // In China and GovCloud the console has other host names.
  if (partition !== 'aws' || !/^[a-z\d-]+$/.test(region)) {
    return { account, region };
  }
  const alarm = encodeURIComponent(name.toWellFormed());
  const url = `https://${region}.console.aws.amazon.com/cloudwatch/deeplink.js?region=${region}#alarmsV2:alarm/${alarm}`;
  return { account, region, url };
}

/**
 * Returns the subject of an alarm; for several metrics it consists of the dimensions in which they
 * agree.
 */
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

/** Returns the metrics of an alarm: one, those of an expression, or none for a composite alarm. */
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
  // Emulators write the capitalized names of the API.
  const pairs = Dimensions.filter(isObject).map(({ name, Name, value, Value }) => [
    textOf(name ?? Name),
    value ?? Value,
  ]);
  return texts(Object.fromEntries(pairs));
}

/**
 * The first labels, as many as an alert may have: an alert that is refused pages nobody, and its
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

/** Returns the non-empty texts of an object. */
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
