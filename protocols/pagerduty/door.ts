import { randomUUID } from 'node:crypto';
import type { Instant } from '#core/time/instant.ts';
import { type HttpResponse, json } from '#http/http.ts';
import type { JsonObject } from '#http/json-object.ts';
import type { Answers } from '#http/routes.ts';
import { acknowledgeExternalAlert } from '#usecases/acknowledge-external-alert.ts';
import type { AlertDoor, DecodedAlerts, DoorParts } from '../door.ts';
import { bodyOf, invalid, MAX_EVENT_BYTES, refusal } from './answers.ts';
import { type DecodedChange, decodeChange } from './change.ts';
import type { PagerdutyEvent } from './event.ts';
import { type From, parseObject } from './parse-fields.ts';
import type { ROUTES } from './routes.ts';
import { decodeV1 } from './v1.ts';
import { decodeV2 } from './v2.ts';

/**
 * PagerDuty's Events API and Change Events API: a client that can be given another address works
 * unchanged.
 */
export function pagerdutyDoors({
  runtime: { ports },
  alerts,
}: DoorParts): Answers<typeof ROUTES, 'ingest'> {
  const acknowledgeAlert = acknowledgeExternalAlert(ports);
  const acknowledge = async ({ acknowledges }: PagerdutyEvent, now: Instant) => {
    if (acknowledges !== undefined) {
      await acknowledgeAlert(acknowledges, now);
    }
  };
  return {
    'POST /v2/enqueue': alerts(V2, acknowledge),
    'POST /generic/2010-04-15/create_event.json': alerts(V1, acknowledge),
    'POST /v2/change/enqueue': alerts(CHANGES, async ({ change }) => {
      if (change !== undefined) {
        await ports.controls.putChange(change);
      }
    }),
  };
}

/**
 * PagerDuty parses JSON whatever its content type, and many scripts set none: curl then calls it a
 * form.
 */
const TYPES = ['application/json', 'application/x-www-form-urlencoded', 'text/plain', ''];

const PROCESSED = { status: 'success', message: 'Event processed' };

const V2 = door<PagerdutyEvent>({
  keyIn: 'routing_key',
  rateStatus: 429,
  decode: (sent, from) => decodeV2(sent, newKey(), from),
  accepted: ({ dedupKey }) => json(202, { ...PROCESSED, dedup_key: dedupKey }),
});

const V1 = door<PagerdutyEvent>({
  keyIn: 'service_key',
  rateStatus: 403,
  decode: (sent, from) => decodeV1(sent, newKey(), from),
  accepted: ({ dedupKey }) => json(200, { ...PROCESSED, incident_key: dedupKey }),
});

const CHANGES = door<DecodedChange>({
  keyIn: 'routing_key',
  rateStatus: 429,
  decode: decodeChange,
  accepted: () => json(202, { status: 'success', message: 'Change event processed' }),
});

/** The differences between the APIs. */
interface Manner<Decoded> {
  /** The field of the body that holds the API key. */
  readonly keyIn: string;
  /** The status after which its clients wait and retry. */
  readonly rateStatus: number;
  decode(sent: JsonObject, from: From): Decoded;
  accepted(decoded: Decoded): HttpResponse;
}

function door<Decoded extends DecodedAlerts>(manner: Manner<Decoded>): AlertDoor<Decoded> {
  const { keyIn, decode, accepted } = manner;
  return {
    body: { types: TYPES, encodings: ['identity'], maxBytes: MAX_EVENT_BYTES },
    token(event) {
      const sent = bodyOf(event);
      const key = typeof sent === 'string' ? undefined : sent[keyIn];
      return typeof key === 'string' ? key : '';
    },
    decode({ bytes }, { key, now }) {
      const sent = parseObject(bytes);
      return typeof sent === 'string'
        ? { kind: 'malformed', detail: sent }
        : decode(sent, { key: key.name, now });
    },
    answer(decoded, { rejected }) {
      const faults = [...decoded.errors, ...rejected];
      return faults.length === 0 ? accepted(decoded) : invalid(faults.map(({ detail }) => detail));
    },
    renderProblem: (refused, event) => refusal(refused, event, manner),
  };
}

function newKey(): string {
  return randomUUID().replaceAll('-', '');
}
