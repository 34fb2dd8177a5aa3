import { describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import type { Config } from '#core/team/config.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { createApiKey } from '#http/api-key.ts';
import type { HttpEvent } from '#http/http.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import type { LogLine } from '#runtime/log.ts';
import type { Measured } from '#runtime/measure.ts';
import { hospital } from '../support/config.ts';
import { concept, LOINC, observation, quantity, spo2 } from '../support/fhir.ts';
import { gaugeOf, jsonRequestOf, textOf } from '../support/otlp.ts';
import { compress, messageV1 } from '../support/remote-write.ts';
import { START } from '../support/world.ts';

/** Returns the ingest function with a key, and a clock that is put forward. */
async function ingestAt(config: Config = hospital()) {
  let now = START;
  const state: { fails: boolean } = { fails: false };
  const log: LogLine[] = [];
  const measured: Measured[] = [];
  const memory = memoryPorts(() => now);
  const ports = observePorts(memory, async (operation, call) => {
    if (state.fails && operation === 'subjects.load') {
      throw new Error('away');
    }
    return call();
  });
  const { token, key } = createApiKey('ward agent', ['samples'], now);
  await ports.controls.putKey(key);
  const handler = createIngestHandler({
    ports,
    config,
    publicUrl: 'https://x',
    clock: () => now,
    log: (line) => log.push(line),
    measure: (values) => measured.push(values),
  });
  const post = async (route: string, body: string | Uint8Array, headers: object) => {
    const declared = route.replace(/^\/fhir\/.*/, '/fhir/{proxy+}');
    const event = {
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(typeof body === 'string'
        ? { body }
        : { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }),
      version: '2.0',
      routeKey: `POST ${declared}`,
      rawPath: route,
      pathParameters: { proxy: 'Observation' },
      requestContext: {
        requestId: 'r',
        http: { method: 'POST', path: route, sourceIp: '10.0.0.7' },
      },
    };
    return handler(event as unknown as HttpEvent, {} as Context);
  };
  return {
    state,
    log,
    measured,
    now: () => now,
    pass: (time: number) => {
      now += time;
    },
    samples: (...samples: readonly object[]) =>
      post('/v1/samples', JSON.stringify({ samples }), { 'content-type': 'application/json' }),
    remoteWrite: (message: Uint8Array) =>
      post('/api/v1/write', compress(message), {
        'content-type': 'application/x-protobuf',
        'content-encoding': 'snappy',
      }),
    fhir: (observation: object) =>
      post(`/fhir/Observation`, JSON.stringify(observation), {
        'content-type': 'application/fhir+json',
      }),
    otlp: (request: object) =>
      post('/v1/metrics', JSON.stringify(request), { 'content-type': 'application/json' }),
    told: () =>
      memory.incidentQueue.receive(10).map(({ body }) => {
        if (body.kind !== 'transition') {
          throw new Error(body.kind);
        }
        return body.transition.alert;
      }),
  };
}

const bed = { subject: 'bed-7', metric: 'spo2', value: 97 };

describe('a sender whose clock is wrong', () => {
  test.each([
    ['behind', -2 * HOUR, /too old: set its clock right$/],
    ['ahead', 20 * MINUTE, /of the future: set its clock right$/],
  ])('is told of where all its samples are refused, being %s', async (_, skew, title) => {
    const ingest = await ingestAt();
    for (let i = 0; i < 3; i++) {
      const { statusCode } = await ingest.samples({ ...bed, time: ingest.now() + skew });
      expect(statusCode).toBe(400);
      ingest.pass(20 * SECOND);
    }
    const [alert] = ingest.told();
    expect(alert).toMatchObject({
      rule: 'wardbell-sender-clock',
      service: 'it',
      subject: 'key ward agent',
      title: expect.stringMatching(title),
      sent: { source: 'wardbell', annotations: { address: '10.0.0.7' } },
    });
  });

  test('is told of by the replica that it is, and by no label that might name a patient', async () => {
    const ingest = await ingestAt(hospital({ config: { aliases: { 'prom-b': 'the second' } } }));
    const of = { __name__: 'spo2', patient: 'Doe', replica: 'prom-b', subject: 'bed-7' };
    const labels = Object.entries(of);
    for (let i = 0; i < 3; i++) {
      const samples = [{ value: 97, at: ingest.now() - 3 * HOUR }];
      await ingest.remoteWrite(messageV1([{ labels, samples }]));
      ingest.pass(20 * SECOND);
    }
    const [alert] = ingest.told();
    expect(alert?.subject).toBe('the second, key ward agent');
    expect(JSON.stringify([alert, ingest.log])).not.toMatch(/Doe|bed-7/);
  });

  test('is told of where it sends FHIR', async () => {
    const ingest = await ingestAt();
    for (let i = 0; i < 3; i++) {
      await ingest.fhir({ ...spo2(97), effectiveDateTime: '2020-01-01T00:00:00Z' });
      ingest.pass(20 * SECOND);
    }
    expect(ingest.told()).toMatchObject([{ rule: 'wardbell-sender-clock' }]);
  });

  test('is not told of while anything of a request is taken', async () => {
    const ingest = await ingestAt();
    for (let i = 0; i < 10; i++) {
      await ingest.samples({ ...bed, time: ingest.now() - 2 * HOUR }, bed);
      ingest.pass(20 * SECOND);
    }
    expect(ingest.told()).toEqual([]);
  });

  test('is counted at each request, and logged once a minute', async () => {
    const ingest = await ingestAt();
    for (let i = 0; i < 20; i++) {
      await ingest.samples({ ...bed, time: ingest.now() - 2 * HOUR });
      ingest.pass(SECOND);
    }
    const counted = ingest.measured.flatMap(({ senderFaults = [] }) => senderFaults);
    expect(counted).toHaveLength(20);
    expect(ingest.log).toHaveLength(2);
    expect(ingest.log[0]).toEqual({
      level: 'error',
      message: 'a sender is wrong',
      kind: 'clock',
      key: 'ward agent',
      detail: 'time 2026-06-01T07:00:00.000Z is 7200 s ago; at most 3600 s are taken',
      address: '10.0.0.7',
    });
  });

  test('is answered as ever where that cannot be noted, which is logged', async () => {
    const ingest = await ingestAt();
    ingest.state.fails = true;
    const { statusCode } = await ingest.samples({ ...bed, time: ingest.now() - 2 * HOUR });
    expect(statusCode).toBe(400);
    expect(ingest.log).toMatchObject([{ message: 'a fault of a sender could not be noted' }]);
  });
});

describe('a sender of values that cannot be', () => {
  const fraction = (index: number) =>
    spo2(0.97, { identifier: [{ system: 'urn:x', value: `${index}` }] });

  test('is told of at the third, and nobody is paged for the patient', async () => {
    const ingest = await ingestAt();
    for (let i = 0; i < 3; i++) {
      expect((await ingest.fhir(fraction(i))).statusCode).toBe(422);
    }
    expect(ingest.told()).toMatchObject([
      {
        rule: 'wardbell-sender-values',
        service: 'it',
        subject: 'key ward agent',
        title: 'It sends values that cannot be, which are refused: check its unit and sensor',
        sent: { annotations: { detail: 'refused: spo2 (1 of a request)' } },
      },
    ]);
  });

  test('is told of though other values of the same Observations are taken', async () => {
    const ingest = await ingestAt();
    const component = [
      { code: concept(LOINC, '8480-6'), valueQuantity: quantity(16, 'Pa') },
      { code: concept(LOINC, '8462-4'), valueQuantity: quantity(8_000, 'mm[Hg]') },
    ];
    for (let i = 0; i < 3; i++) {
      const panel = observation({ code: concept(LOINC, '85354-9'), component });
      await ingest.fhir({ ...panel, effectiveDateTime: new Date(ingest.now()).toISOString() });
      ingest.pass(HOUR);
    }
    expect(ingest.told()).toMatchObject([{ rule: 'wardbell-sender-values' }]);
  });
});

describe('processes of one service that nothing tells apart', () => {
  const measured = (id: string, resource: Record<string, string>, at: number) =>
    jsonRequestOf(
      gaugeOf({ timeUnixNano: `${at}000000`, asDouble: 97 }),
      Object.entries({ 'service.instance.id': id, ...resource }).map(([k, v]) => textOf(k, v)),
    );
  const app = { 'service.name': 'ward-app' };

  /** Posts what processes measure in this order, each a minute after the other. */
  async function told(...processes: readonly (readonly [id: string, resource: object])[]) {
    const ingest = await ingestAt();
    for (const [id, resource] of processes) {
      const { statusCode } = await ingest.otlp(measured(id, { ...app, ...resource }, ingest.now()));
      expect(statusCode).toBe(200);
      ingest.pass(MINUTE);
    }
    return ingest.told().map(({ rule, subject, title }) => ({ rule, subject, title }));
  }
  const turns = (count: number, of: readonly (readonly [string, object])[]) =>
    Array.from({ length: count }, () => of).flat();

  test('are told of once they have taken turns for ten minutes', async () => {
    const two = [['a', {}] as const, ['b', {}] as const];
    expect(await told(...turns(4, two))).toEqual([]);
    expect(await told(...turns(8, two))).toEqual([
      {
        rule: 'wardbell-sender-series',
        subject: 'key ward agent',
        title: expect.stringContaining('Several of its processes are one series'),
      },
    ]);
  });

  test.each([
    [
      'each has a host',
      [['a', { 'host.name': 'x' }] as const, ['b', { 'host.name': 'y' }] as const],
    ],
    ['there is one', [['a', {}] as const]],
  ])('are not told of: %s', async (_, processes) => {
    expect(await told(...turns(10, processes))).toEqual([]);
  });

  test('are not told of where one is started anew again and again', async () => {
    const ids = Array.from({ length: 30 }, (_, i) => [`${i}`, {}] as const);
    expect(await told(...ids)).toEqual([]);
  });
});
