import { strictEqual } from 'node:assert';
import { gzipSync } from 'node:zlib';
import { bundle, entry, spo2 } from '../../test/support/fhir.ts';
import { requestOf } from '../../test/support/otlp.ts';
import { compress, messageV1 } from '../../test/support/remote-write.ts';

/** A request as an agent makes it, and the status that it expects. */
interface Knock {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly path: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Whether the protocol carries the key elsewhere, or needs none. */
  readonly withoutHeader?: true;
}

/**
 * Knocks at the doors of all protocols as their agents do, with nothing that pages anybody, and
 * says how many there are. Rejects at the first that does not open.
 */
export async function knockAtEveryDoor(url: string, key: string): Promise<string> {
  const knocks = knocksWith(key, new Date());
  for (const { method, path, status, headers = {}, body, withoutHeader } of knocks) {
    const response = await fetch(url + path, {
      method,
      headers: { ...(!withoutHeader && { authorization: `Bearer ${key}` }), ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    strictEqual(response.status, status, `${method} ${path.replace(key, '<key>')}: ${text}`);
  }
  return `${knocks.length} requests`;
}

function knocksWith(key: string, now: Date): readonly Knock[] {
  const json = { 'content-type': 'application/json' };
  const fhir = { 'content-type': 'application/fhir+json' };
  const labels = { alertname: 'DiskFull', instance: 'db-1' };
  const silence = {
    matchers: [{ name: 'alertname', value: 'DiskFull', isRegex: false }],
    startsAt: now.toISOString(),
    endsAt: new Date(now.getTime() + 60_000).toISOString(),
    createdBy: 'bo',
    comment: 'moved',
  };
  return [
    {
      method: 'POST',
      path: '/api/v1/write',
      status: 204,
      headers: { 'content-type': 'application/x-protobuf', 'content-encoding': 'snappy' },
      body: remoteWrite(now),
    },
    {
      method: 'POST',
      path: '/v1/metrics',
      status: 200,
      headers: { 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' },
      body: new Uint8Array(gzipSync(otlp(now))),
    },
    { method: 'GET', path: '/fhir/metadata', status: 200, withoutHeader: true },
    {
      method: 'POST',
      path: '/fhir/Observation',
      status: 201,
      headers: fhir,
      body: JSON.stringify(spo2(97)),
    },
    // Clients put a slash behind the base address, and some do not.
    ...['/fhir', '/fhir/'].map(
      (path): Knock => ({
        method: 'POST',
        path,
        status: 200,
        headers: fhir,
        body: JSON.stringify(bundle('transaction', entry(spo2(96)))),
      }),
    ),
    {
      method: 'POST',
      path: '/api/v2/alerts',
      status: 200,
      headers: json,
      body: JSON.stringify([{ labels, endsAt: now.toISOString() }]),
    },
    { method: 'GET', path: '/api/v2/alerts', status: 200 },
    {
      method: 'POST',
      path: '/api/v2/silences',
      status: 200,
      headers: json,
      body: JSON.stringify(silence),
    },
    { method: 'GET', path: '/-/ready', status: 200, withoutHeader: true },
    {
      method: 'POST',
      path: '/v2/enqueue',
      status: 202,
      headers: json,
      body: JSON.stringify({ routing_key: key, event_action: 'resolve', dedup_key: 'disk' }),
      withoutHeader: true,
    },
    { method: 'HEAD', path: `/ping/${key}/backup`, status: 200, withoutHeader: true },
    { method: 'GET', path: `/ping/${key}/backup/start/`, status: 200, withoutHeader: true },
    {
      method: 'POST',
      path: `/ping/${key}/backup/0`,
      status: 200,
      body: 'copied',
      withoutHeader: true,
    },
  ];
}

function remoteWrite(now: Date): Uint8Array<ArrayBuffer> {
  const labels = [
    ['__name__', 'up'],
    ['instance', 'db-1'],
  ] as const;
  const samples = [{ value: 1, at: now.getTime() }];
  return new Uint8Array(compress(messageV1([{ labels, samples }])));
}

/**
 * One gauge, by the numbers of its fields: 5 the gauge, 1 its points, 3 their time in ns, 4 their
 * value.
 */
function otlp(now: Date): Uint8Array {
  const nanoseconds = BigInt(now.getTime()) * 1_000_000n;
  return requestOf([
    [
      [1, 'load'],
      [
        5,
        [
          [
            1,
            [
              [3, nanoseconds],
              [4, 0.5],
            ],
          ],
        ],
      ],
    ],
  ]);
}
