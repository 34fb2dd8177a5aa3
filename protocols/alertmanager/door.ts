import type { Config } from '#core/team/config.ts';
import { type HttpResponse, json } from '#http/http.ts';
import { MAX_SAMPLE_BYTES, NOT_UTF8, utf8 } from '#http/read-body.ts';
import type { Answers } from '#http/routes.ts';
import type { AlertsIngested } from '#usecases/ingest-alerts.ts';
import type { AlertDoor, DoorParts } from '../door.ts';
import { type AlertmanagerAlerts, decodeAlertmanager } from './decode.ts';
import { asJsonString } from './json-string.ts';
import type { ROUTES } from './routes.ts';

/**
 * How many of the rejected alerts are listed: senders log the first few hundred bytes of an answer.
 */
const TOLD = 3;

export function alertmanagerDoors({
  runtime: { config },
  alerts,
}: DoorParts): Answers<typeof ROUTES, 'ingest'> {
  return { 'POST /api/v2/alerts': alerts(alertmanagerDoor(config)) };
}

/**
 * Alertmanager's API for senders of alerts, above all Prometheus, and for Alertmanager's own
 * webhook.
 */
export function alertmanagerDoor({
  prometheus: { subjectLabels },
  replicaLabels,
}: Pick<Config, 'prometheus' | 'replicaLabels'>): AlertDoor<AlertmanagerAlerts> {
  return {
    body: { types: ['application/json'], maxBytes: MAX_SAMPLE_BYTES },
    decode({ bytes }, { key, now }) {
      const text = utf8(bytes);
      return text === undefined
        ? { kind: 'malformed', detail: NOT_UTF8 }
        : decodeAlertmanager(text, { now, key: key.name, subjectLabels, replicaLabels });
    },
    answer,
    // Alertmanager's webhook retries after 503, and drops what was answered with 429.
    renderProblem: (refused) =>
      asJsonString(refused.kind === 'rate_limited' ? { ...refused, status: 503 } : refused),
  };
}

/**
 * 200 only if everything was accepted: senders count any other answer as failed, and the sentence
 * says what failed and why.
 */
function answer(
  { events, errors }: AlertmanagerAlerts,
  { taken, rejected }: AlertsIngested,
): HttpResponse {
  const all = [...errors, ...rejected].sort((a, b) => a.index - b.index);
  if (all.length === 0) {
    return { statusCode: 200, headers: { 'cache-control': 'no-store' } };
  }
  const told = all.slice(0, TOLD).map(({ index, detail }) => `alert ${index}: ${detail}`);
  const what = `${all.length} of ${events.length + errors.length} alerts were not taken${taken > 0 ? ', all others were' : ''}`;
  return json(400, `${what}. E.g. ${told.join('; ')}.`);
}
