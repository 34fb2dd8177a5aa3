import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Config } from '#core/team/config.ts';
import type { HttpEvent } from '#http/http.ts';
import type { Encoding } from '#protocols/otlp/decode.ts';
import { otlpDoor } from '#protocols/otlp/door.ts';
import { ingestPlacedSamples } from '#protocols/placed.ts';
import { type Fields, requestOf } from '../test/support/otlp.ts';
import { rendered } from '../test/support/rendered.ts';
import { bedsideConfig, healthySeries } from './bedside.ts';
import { perCpuSecond } from './cpu.ts';

const SAMPLES = 500;

const KEY = { id: '', name: 'collector', hash: '', scopes: ['samples'], createdAt: 0 } as const;

/** Only its body is read. */
const EVENT = {} as HttpEvent;

const TYPES = { protobuf: 'application/x-protobuf', json: 'application/json' } as const;

/**
 * Measures samples per CPU-second from an inflated body of gauges to the answer, when nothing
 * changes. The floor is, for protobuf, a walk over all fields with the same library, which reads
 * strings and numbers and keeps none; for JSON, `JSON.parse`.
 */
export async function otlp() {
  const now = Date.now();
  const bodies = { protobuf: inProtobuf(now), json: inJson(now) };
  const config = bedsideConfig(1);
  const figures = async (encoding: Encoding, floor: () => void) => ({
    bytes: bodies[encoding].length,
    samplesPerCpuSecond: {
      decodeAndEvaluate: await perCpuSecond(
        SAMPLES,
        receive(config, bodies[encoding], encoding, now),
      ),
      decode: await perCpuSecond(SAMPLES, decode(config, bodies[encoding], encoding, now)),
      floor: await perCpuSecond(SAMPLES, floor),
    },
  });
  return {
    samplesPerRequest: SAMPLES,
    protobuf: await figures('protobuf', () => void walk(bodies.protobuf)),
    json: await figures('json', () => void JSON.parse(bodies.json.toString())),
  };
}

/** Handles a request as the function does, without HTTP, gzip and its key. */
function receive(config: Config, body: Buffer, encoding: Encoding, now: number) {
  const door = otlpDoor(config);
  const ports = memoryPorts(() => now);
  const take = ingestPlacedSamples(ports, config);
  return async () => {
    const decoded = door.decode(bytesOf(body, encoding), { key: KEY, now, event: EVENT });
    if ('detail' in decoded) {
      throw new Error(decoded.detail);
    }
    const { statusCode, body: said } = rendered(
      door.answer(decoded, await take(decoded.samples, now)),
    );
    if (statusCode !== 200 || decoded.samples.length !== SAMPLES) {
      throw new Error(said);
    }
  };
}

function decode(config: Config, body: Buffer, encoding: Encoding, now: number) {
  const door = otlpDoor(config);
  return () => {
    const decoded = door.decode(bytesOf(body, encoding), { key: KEY, now, event: EVENT });
    if ('detail' in decoded) {
      throw new Error(decoded.detail);
    }
  };
}

function bytesOf(bytes: Buffer, encoding: Encoding) {
  return { kind: 'bytes', bytes, contentType: TYPES[encoding] } as const;
}

/**
 * Returns the bedside series of remote write, each as a gauge with one data point for each of its
 * beds.
 */
function gauges(now: number) {
  const series = healthySeries(SAMPLES, now).map(({ labels, samples = [] }) => ({
    metric: labels[0]?.[1] ?? '',
    value: Number(samples[0]?.value),
    attributes: labels.slice(1),
  }));
  return Map.groupBy(series, ({ metric }) => metric);
}

function inProtobuf(now: number): Buffer {
  const metrics = [...gauges(now)].map(([name, points]): Fields => {
    const dataPoints = points.map(({ value, attributes }): Fields[number] => [
      1,
      [
        ...attributes.map(([key, text]): Fields[number] => [
          7,
          [
            [1, key],
            [2, [[1, text]]],
          ],
        ]),
        [3, BigInt(now) * 1_000_000n],
        [4, value],
      ],
    ]);
    return [
      [1, name],
      [5, dataPoints],
    ];
  });
  return Buffer.from(requestOf(metrics));
}

function inJson(now: number): Buffer {
  const timeUnixNano = String(BigInt(now) * 1_000_000n);
  const metrics = [...gauges(now)].map(([name, points]) => {
    const dataPoints = points.map(({ value, attributes }) => ({
      attributes: attributes.map(([key, stringValue]) => ({ key, value: { stringValue } })),
      timeUnixNano,
      asDouble: value,
    }));
    return { name, gauge: { dataPoints } };
  });
  return Buffer.from(JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }));
}

/**
 * Field numbers that hold nested messages, by the path that leads to them: request, resource,
 * scope, metric, gauge, data point, attribute, value.
 */
const INSIDE: readonly (readonly number[])[] = [[1], [2], [2], [5], [1], [7], [2], []];

function walk(bytes: Uint8Array): number {
  const reader = new BinaryReader(bytes);
  let sum = 0;
  const message = (end: number, depth: number) => {
    while (reader.pos < end) {
      const [field, wire] = reader.tag();
      if (wire === WireType.Bit64) {
        sum += reader.double();
      } else if (wire !== WireType.LengthDelimited) {
        reader.skip(wire);
      } else if (INSIDE[depth]?.includes(field)) {
        message(reader.uint32() + reader.pos, depth + 1);
      } else {
        sum += reader.string().length;
      }
    }
  };
  message(bytes.length, 0);
  return sum;
}
