import { describe, expect, test } from '@jest/globals';
import { decodeAlertmanager } from '#protocols/alertmanager/decode.ts';
import { decodeOtlp } from '#protocols/otlp/decode.ts';
import { createRemoteWriteDecoder } from '#protocols/remote-write/decode.ts';
import { decodeJson } from '#protocols/samples/decode.ts';
import { T0 } from '../support/bed-1.ts';
import { gaugeOf, jsonRequestOf, textOf } from '../support/otlp.ts';
import { compress, messageV1, messageV2 } from '../support/remote-write.ts';

const NAMES = ['replica', 'prometheus_replica', '__replica__', 'member'];
const LEFT_OUT = { replicaLabels: NAMES };

type Read = (labels: Readonly<Record<string, string>>) => object | undefined;

/** What each door makes of the labels of a series. */
const DOORS: Readonly<Record<string, Read>> = {
  '/v1/samples'(labels) {
    const samples = [{ subject: 'x', metric: 'up', value: 1, labels }];
    const decoded = decodeJson(JSON.stringify({ samples }), T0, NAMES);
    return 'samples' in decoded ? decoded.samples[0]?.sample.labels : decoded;
  },
  'remote write 1.0': (labels) => byRemoteWrite(labels, 1),
  'remote write 2.0': (labels) => byRemoteWrite(labels, 2),
  'OTLP, of a data point'(labels) {
    const attributes = Object.entries(labels).map(([name, text]) => textOf(name, text));
    return byOtlp(attributes, []);
  },
  'OTLP, of a resource'(labels) {
    const attributes = Object.entries(labels).map(([name, text]) => textOf(name, text));
    return byOtlp([], attributes);
  },
  '/api/v2/alerts'(labels) {
    const reading = { now: T0, key: 'k', subjectLabels: ['instance'], ...LEFT_OUT };
    const decoded = decodeAlertmanager(JSON.stringify([{ labels }]), reading);
    const [placed] = 'events' in decoded ? decoded.events : [];
    return placed?.event.alert?.labels;
  },
};

function byRemoteWrite(labels: Readonly<Record<string, string>>, version: 1 | 2) {
  const options = { subjectLabels: ['instance'], maxBytes: 1 << 20, ...LEFT_OUT };
  const named = Object.entries({ __name__: 'up', ...labels });
  const series = [{ labels: named, samples: [{ value: 1, at: T0 }] }];
  const message = version === 1 ? messageV1(series) : messageV2(series);
  const decoded = createRemoteWriteDecoder(options)(
    compress(Uint8Array.from(message)),
    version,
    'k',
  );
  return 'samples' in decoded ? decoded.samples[0]?.sample.labels : decoded;
}

function byOtlp(attributes: readonly object[], resource: readonly object[]) {
  const options = { subjectAttributes: [], otherwise: 'k', now: T0, ...LEFT_OUT };
  const promotedAttributes = ['team', ...NAMES];
  const point = { timeUnixNano: String(BigInt(T0) * 1_000_000n), asDouble: 1 };
  const body = Buffer.from(
    JSON.stringify(jsonRequestOf(gaugeOf({ ...point, attributes }), resource)),
  );
  const decoded = decodeOtlp(body, 'json', { ...options, promotedAttributes });
  return 'samples' in decoded ? decoded.samples[0]?.sample.labels : decoded;
}

describe.each(Object.entries(DOORS))('the labels of replicas, by %s', (_, read) => {
  test('are left out, those of the config too, and no others', () => {
    expect(read({ team: 'it', replica: 'a', member: '2', __replica__: 'b' })).toEqual({
      team: 'it',
    });
    expect(read({ team: 'it' })).toEqual({ team: 'it' });
  });
});

test('an alert with no other label than that of its replica has none', () => {
  const reading = { now: T0, key: 'k', subjectLabels: [] };
  expect(decodeAlertmanager('[{"labels":{"replica":"a"}}]', reading)).toMatchObject({
    errors: [{ detail: expect.stringMatching(/no label with a value/) }],
  });
});
