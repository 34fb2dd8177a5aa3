import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import fc from 'fast-check';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { EXTERNAL_ALERT_LIMITS, validateExternalAlert } from '#core/alert/external-alert.ts';
import { createApiKey } from '#http/api-key.ts';
import type { HttpEvent } from '#http/http.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import type { JsonObject } from '#http/json-object.ts';
import { KEY_RATE_LIMIT } from '#http/rate-limiter.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import { decodeChange } from '#protocols/pagerduty/change.ts';
import { parseObject } from '#protocols/pagerduty/parse-fields.ts';
import { decodeV1 } from '#protocols/pagerduty/v1.ts';
import { decodeV2 } from '#protocols/pagerduty/v2.ts';
import { T0 } from '../../support/bed-1.ts';
import { hospital } from '../../support/config.ts';

const FROM = { key: 'monitor', now: T0 };
const KEY = '0'.repeat(32);

/** More than all the texts together that one alert may hold. */
const MAX_KEPT = 40_000;

/** One event of every kind, as Alertmanager, pdjs and shell scripts send them. */
const EVENTS = [
  {
    routing_key: 'k',
    event_action: 'trigger',
    dedup_key: 'a',
    payload: {
      summary: 'Disk full',
      source: 'db-1',
      severity: 'critical',
      timestamp: '2026-06-01T09:00:00.000+0000',
      class: 'disk',
      component: 'sda',
      group: 'db',
      custom_details: { firing: 'many\nlines', num_firing: 1, nested: { a: [1, null] } },
    },
    client: 'Alertmanager',
    client_url: 'https://am.example',
    links: [{ href: 'https://a.example', text: 'A' }],
    images: [{ src: 'https://a.example/1.png', href: 'https://a.example', alt: 'B' }],
  },
  {
    service_key: 'k',
    event_type: 'trigger',
    incident_key: 'b',
    description: 'Disk full',
    details: { a: 1 },
    contexts: [{ type: 'link', href: 'https://a.example' }],
    event_action: '',
    payload: null,
  },
  { routing_key: 'k', event_action: 'resolve', dedup_key: 'a' },
] as const;

/** An event in which some fields, at any depth, are something else or gone. */
const mutated = fc
  .tuple(
    fc.constantFrom(...EVENTS),
    fc.array(fc.tuple(fc.nat(40), fc.option(fc.jsonValue({ maxDepth: 3 }))), { maxLength: 4 }),
  )
  .map(([event, changes]): JsonObject => {
    const sent = changes.reduce<JsonObject>((made, [at, to]) => changed(made, at, to), event);
    return JSON.parse(JSON.stringify(sent));
  });

function changed(sent: JsonObject, place: number, to: unknown): JsonObject {
  let left = place;
  const walk = (value: unknown): unknown => {
    if (left-- === 0) {
      return to ?? undefined;
    }
    if (Array.isArray(value)) {
      return value.map(walk);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner)]));
  };
  return Object.fromEntries(Object.entries(sent).map(([name, inner]) => [name, walk(inner)]));
}

/**
 * Whatever was sent: an alert that can be taken and is no larger than one may be, an end, or what
 * is wrong.
 */
function survives(sent: JsonObject): void {
  for (const decode of [decodeV1, decodeV2]) {
    const { events, errors, dedupKey, acknowledges } = decode(sent, KEY, FROM);
    expect(events.length + errors.length + (acknowledges === undefined ? 0 : 1)).toBeGreaterThan(0);
    for (const { detail } of errors) {
      expect(detail.length).toBeLessThan(300);
    }
    if (errors.length === 0) {
      expect(dedupKey).not.toBe('');
    }
    for (const { event } of events) {
      if (event.kind === 'ended') {
        continue;
      }
      expect(validateExternalAlert(event.alert)).toBeUndefined();
      expect(event.alert.title.length).toBeLessThanOrEqual(EXTERNAL_ALERT_LIMITS.title);
      expect(event.alert.startsAt).toBeLessThanOrEqual(T0);
      expect(JSON.stringify(event.alert).length).toBeLessThan(MAX_KEPT);
    }
  }
  const { change, errors } = decodeChange(sent, FROM);
  expect(change === undefined).toBe(errors.length > 0);
  expect(JSON.stringify(change ?? '').length).toBeLessThan(MAX_KEPT);
}

describe('whatever is sent as an event', () => {
  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const sent = parseObject(Buffer.from(bytes));
        if (typeof sent !== 'string') {
          survives(sent);
        } else {
          expect(sent.length).toBeLessThan(300);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('any JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (sent) => survives(sent)),
      { numRuns: 1_000 },
    );
  });

  test('real events in which something is not as it should be', () => {
    fc.assert(fc.property(mutated, survives), { numRuns: 3_000 });
  });

  test('details so deep that JSON.stringify would overflow the stack, and texts as long as a body may be', () => {
    const depth = 200_000;
    const deep = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    const long = 'x\ud83d'.repeat(200_000);
    const [event] = EVENTS;
    for (const value of [deep, { deep }, [deep], long, { long }, { [long]: long }, [long, long]]) {
      survives({ ...event, custom_details: value, dedup_key: value, links: value });
      survives({
        ...event,
        payload: { ...event.payload, custom_details: value, timestamp: value },
      });
      for (const field of ['summary', 'source', 'class', 'severity']) {
        survives({ ...event, payload: { ...event.payload, [field]: value } });
      }
      survives({ ...EVENTS[1], description: value, client: value, contexts: [value] });
    }
  });
});

describe('every answer is one that clients of PagerDuty understand', () => {
  const ports = memoryPorts(() => T0);
  const { token, key } = createApiKey('monitor', ['samples'], T0);
  const runtime = {
    ports,
    config: hospital(),
    publicUrl: 'https://x',
    clock: () => T0,
    log: () => undefined,
    measure: () => undefined,
  };
  const paths = ['/v2/enqueue', '/v2/change/enqueue', '/generic/2010-04-15/create_event.json'];
  const [v2 = '', , v1 = ''] = paths;

  let asked = 0;

  const asking = (handler: HttpHandler) => async (path: string, body: string) => {
    asked += 1;
    // Each from an address of its own: without a key so many are limited.
    const sourceIp = `10.0.${asked >> 8}.${asked & 255}`;
    const event = {
      version: '2.0',
      rawPath: path,
      routeKey: `POST ${path}`,
      headers: { 'content-type': 'application/json' },
      requestContext: { http: { method: 'POST', path, sourceIp }, requestId: 'r' },
      body,
    } as unknown as HttpEvent;
    const { statusCode = 0, headers, body: said = '' } = await handler(event, {} as Context);
    return { statusCode, headers, said: JSON.parse(said) };
  };
  const ask = asking(createIngestHandler(runtime));

  beforeAll(() => ports.controls.putKey(key));

  test('to mutated events with a key and without', async () => {
    await fc.assert(
      fc.asyncProperty(
        mutated,
        fc.constantFrom(...paths),
        fc.boolean(),
        async (sent, path, withKey) => {
          const { statusCode, said } = await ask(
            path,
            JSON.stringify({ ...sent, ...(withKey && { routing_key: token, service_key: token }) }),
          );
          expect([200, 202, 400]).toContain(statusCode);
          expect(typeof said.message).toBe('string');
          expect(said.status === 'success').toBe(statusCode !== 400);
          if (statusCode === 400) {
            expect(said.errors[0]).toEqual(expect.any(String));
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('to what comes too fast: 429, and 403 for version 1, with the time to wait', async () => {
    const body = JSON.stringify({ routing_key: token, service_key: token });
    for (let left = KEY_RATE_LIMIT.burst; left > 0; left--) {
      await ask(v2, body);
    }
    const { statusCode, headers, said } = await ask(v2, body);
    expect([statusCode, headers?.['retry-after']]).toEqual([429, '1']);
    expect(said).toEqual({
      status: 'throttle exceeded',
      message: expect.stringMatching(/Try again in 1 s/),
    });
    expect((await ask(v1, body)).statusCode).toBe(403);
  });

  test('to a fault of ours: 503, which is sent again', async () => {
    const away = { ...ports.controls, key: () => Promise.reject(new Error('away')) };
    const broken = createIngestHandler({ ...runtime, ports: { ...ports, controls: away } });
    const { statusCode, headers, said } = await asking(broken)(
      v2,
      JSON.stringify({ routing_key: token }),
    );
    expect([statusCode, headers?.['retry-after']]).toEqual([503, '5']);
    expect(said).toEqual({
      status: 'error',
      message: expect.stringMatching(/Send the same request again in 5 s/),
    });
  });
});
