import { EXTERNAL_ALERT_LIMITS } from '#core/alert/external-alert.ts';
import { SEVERITIES } from '#core/alert/severity.ts';
import { SAMPLE_LIMITS } from '#core/sample/validate-sample.ts';
import { formatValue } from '#http/format-value.ts';
import { isObject, type JsonObject } from '#http/json-object.ts';
import { linksFrom } from './annotations.ts';
import { decodeEvent, type PagerdutyEvent, type Trigger } from './event.ts';
import { type From, momentFrom, textFault, textFrom } from './parse-fields.ts';

/** The rule name of an alert whose sender gives it no `class`. */
export const UNCLASSED = 'pagerduty event';

/**
 * Decodes an event of the Events API v2 (`/v2/enqueue`). Many senders always fill in `payload`;
 * only a trigger needs it.
 */
export function decodeV2(sent: JsonObject, newKey: string, from: From): PagerdutyEvent {
  const { event_action: action, dedup_key: dedupKey } = sent;
  const head = {
    action: ['event_action', action],
    dedupKey: ['dedup_key', dedupKey],
  } as const;
  return decodeEvent(head, () => triggerFrom(sent, from), newKey, from);
}

function triggerFrom(sent: JsonObject, { now }: From): Trigger | readonly string[] {
  const { payload, client, client_url: url } = sent;
  if (!isObject(payload)) {
    return [`'payload' is ${formatValue(payload)}; it must be an object`];
  }
  const { component, group, class: kind } = payload;
  const title = textFrom(payload['summary'], EXTERNAL_ALERT_LIMITS.title);
  const subject = textFrom(payload['source'], SAMPLE_LIMITS.name);
  const word = payload['severity'];
  const severity = SEVERITIES.find((one) => typeof word === 'string' && one === word.toLowerCase());
  if (title === undefined || subject === undefined || severity === undefined) {
    return [
      ...textFault('payload.summary', payload['summary']),
      ...textFault('payload.source', payload['source']),
      ...(severity === undefined
        ? [
            `'payload.severity' is ${formatValue(word)}; it must be one of "${SEVERITIES.join('", "')}"`,
          ]
        : []),
    ];
  }
  return {
    rule: textFrom(kind, SAMPLE_LIMITS.name) ?? UNCLASSED,
    subject,
    severity,
    title,
    startsAt: momentFrom(payload['timestamp'], now),
    labels: { client, component, group, class: kind },
    links: linksFrom(sent['links'], sent['images']),
    details: payload['custom_details'],
    url,
  };
}
