import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { HttpEvent } from '#http/http.ts';
import { ingestPlacedSamples } from '#protocols/placed.ts';
import { remoteWriteDoor } from '#protocols/remote-write/door.ts';
import { compress, messageV1, messageV2, type SentSeries } from '../test/support/remote-write.ts';
import { rendered } from '../test/support/rendered.ts';
import { bedsideConfig, healthySeries } from './bedside.ts';
import { perCpuSecond } from './cpu.ts';
import { bytesOf, messageOf, walk } from './remote-write-floor.ts';

const SAMPLES = 500;

const TYPES = {
  v1: 'application/x-protobuf',
  v2: 'application/x-protobuf;proto=io.prometheus.write.v2.Request',
} as const;

/**
 * Measures samples per CPU-second from a compressed body to the answer, when nothing changes and
 * the series are known from earlier requests. The floors are snappy plus a decode as a protobuf
 * library does it, and snappy plus a mere walk over the fields.
 */
export async function remoteWrite() {
  const now = Date.now();
  return {
    samplesPerRequest: SAMPLES,
    bedsideEachMeantByARule: await measure(healthySeries(SAMPLES, now), now),
    nodeExporterMeantByNone: await measure(nodeExporterSeries(now), now),
  };
}

async function measure(series: readonly SentSeries[], now: number) {
  const messages = { v1: messageV1(series), v2: messageV2(series) };
  const bodies = { v1: compress(messages.v1), v2: compress(messages.v2) };
  const figures = async (version: 'v1' | 'v2') => ({
    bytes: { sent: bodies[version].length, uncompressed: messages[version].length },
    samplesPerCpuSecond: {
      decodeAndEvaluate: await perCpuSecond(SAMPLES, receive(bodies[version], version, now)),
      decode: await perCpuSecond(SAMPLES, decode(bodies[version], version, now)),
      bareDecoding: await perCpuSecond(SAMPLES, () => void messageOf(bytesOf(bodies[version]))),
      walkAlone: await perCpuSecond(SAMPLES, () => void walk(bytesOf(bodies[version]))),
      snappyAlone: await perCpuSecond(SAMPLES, () => void bytesOf(bodies[version])),
    },
  });
  return { v1: await figures('v1'), v2: await figures('v2') };
}

/** Handles a request as the function does, without HTTP and without its key. */
function receive(body: Uint8Array, version: 'v1' | 'v2', now: number): () => Promise<void> {
  const config = bedsideConfig(1);
  const { decode, answer } = remoteWriteDoor(config);
  const take = ingestPlacedSamples(
    memoryPorts(() => now),
    config,
  );
  const sent = bytesFrom(body, version);
  return async () => {
    const decoded = decode(sent, { ...FROM, now });
    if ('detail' in decoded) {
      throw new Error(decoded.detail);
    }
    const { statusCode, body } = rendered(answer(decoded, await take(decoded.samples, now)));
    if (statusCode !== 204) {
      throw new Error(body);
    }
  };
}

function decode(body: Uint8Array, version: 'v1' | 'v2', now: number): () => void {
  const door = remoteWriteDoor(bedsideConfig(1));
  const sent = bytesFrom(body, version);
  return () => {
    const decoded = door.decode(sent, { ...FROM, now });
    if (!('samples' in decoded) || decoded.samples.length !== SAMPLES) {
      throw new Error(JSON.stringify(decoded));
    }
  };
}

const FROM = {
  key: { id: '', name: 'prometheus', hash: '', scopes: ['samples'], createdAt: 0 },
  event: {} as HttpEvent,
} as const;

function bytesFrom(body: Uint8Array, version: 'v1' | 'v2') {
  return { kind: 'bytes', bytes: Buffer.from(body), contentType: TYPES[version] } as const;
}

/** Returns series with ten labels each, as a Kubernetes scrape job relabels them. */
function nodeExporterSeries(now: number): readonly SentSeries[] {
  return Array.from({ length: SAMPLES }, (_, i) => ({
    labels: [
      ['__name__', `node_cpu_seconds_total_${i % 25}`],
      ['cluster', 'ward-monitoring'],
      ['cpu', String(i % 16)],
      ['instance', `10.0.${i % 5}.17:9100`],
      ['job', 'node-exporter'],
      ['mode', ['idle', 'user', 'system', 'iowait'][i % 4] ?? ''],
      ['namespace', 'observability'],
      ['pod', `node-exporter-${i.toString(36)}`],
      ['region', 'eu-central-1'],
      ['site', 'hospital-a'],
    ],
    samples: [{ value: i * 1.37, at: now }],
  }));
}
