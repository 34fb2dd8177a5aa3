import { EXTERNAL_ALERT_LIMITS } from '#core/alert/external-alert.ts';
import { severityFrom } from '#core/alert/severity.ts';
import { SAMPLE_LIMITS } from '#core/sample/validate-sample.ts';
import type { JsonObject } from '#http/json-object.ts';
import { linksFrom } from './annotations.ts';
import { decodeEvent, type PagerdutyEvent, type Trigger } from './event.ts';
import { type From, textFault, textFrom } from './parse-fields.ts';
import { UNCLASSED } from './v2.ts';

/**
 * Decodes an event of the Events API v1 (`create_event.json`), which has neither a severity nor a
 * source.
 */
export function decodeV1(sent: JsonObject, newKey: string, from: From): PagerdutyEvent {
  const { event_type: action, incident_key: dedupKey } = sent;
  const head = {
    action: ['event_type', action],
    dedupKey: ['incident_key', dedupKey],
  } as const;
  return decodeEvent(head, () => triggerFrom(sent, from), newKey, from);
}

function triggerFrom(sent: JsonObject, { key, now }: From): Trigger | readonly string[] {
  const { description, client, client_url: url, contexts, details } = sent;
  const title = textFrom(description, EXTERNAL_ALERT_LIMITS.title);
  if (title === undefined) {
    return textFault('description', description);
  }
  return {
    rule: UNCLASSED,
    // The subject keeps unrelated alerts from sharing an incident.
    subject: textFrom(sent['incident_key'], SAMPLE_LIMITS.name) ?? key,
    severity: severityFrom(undefined),
    title,
    startsAt: now,
    labels: { client },
    links: linksFrom(contexts),
    details,
    url,
  };
}
