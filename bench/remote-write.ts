import { createRemoteWriteDecoder } from '#lambdas/ingest/decoders/remote-write/remote-write.ts';
import { uncompress } from '#lambdas/ingest/decoders/remote-write/snappy.ts';
import {
  readDouble,
  readEnd,
  readVarint,
  skip,
  type Wire,
  wireOf,
} from '#lambdas/ingest/decoders/remote-write/wire.ts';
import { compress, messageV1, messageV2, type SentSeries } from '../test/support/remote-write.ts';

const REQUESTS = 4_000;
const SAMPLES = 500;
const MAX_BYTES = 4 * 1024 * 1024;

/** Samples per CPU-second from a compressed body to samples, series being known from earlier requests, beside a floor: the same snappy, and walking over the fields. */
export function remoteWrite() {
  const now = Date.now();
  const sent = nodeExporterSeries(now);
  const v1 = compress(messageV1(sent));
  const v2 = compress(messageV2(sent));
  const options = { subjectLabels: ['instance'], otherwise: 'prometheus', maxBytes: MAX_BYTES };
  const decode = createRemoteWriteDecoder(options);
  const decodeAll = (body: Uint8Array, version: 1 | 2) => () => {
    const decoded = decode(body, version);
    if (decoded.kind !== 'decoded' || decoded.samples.length !== SAMPLES)
      throw new Error(JSON.stringify(decoded));
  };
  return {
    samplesPerRequest: SAMPLES,
    bytes: { v1: v1.length, v1Uncompressed: messageV1(sent).length, v2: v2.length },
    samplesPerCpuSecond: {
      v1: perCpuSecond(decodeAll(v1, 1)),
      v2: perCpuSecond(decodeAll(v2, 2)),
      floorV1: perCpuSecond(() => void walk(bytesOf(v1))),
      snappyAloneV1: perCpuSecond(() => void bytesOf(v1)),
      snappyAloneV2: perCpuSecond(() => void bytesOf(v2)),
    },
  };
}

/** Ten labels each, as relabelled by a Kubernetes scrape job. */
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

function bytesOf(body: Uint8Array): Wire {
  const uncompressed = uncompress(body, MAX_BYTES);
  if (uncompressed.kind !== 'bytes') throw new Error(uncompressed.detail);
  return wireOf(uncompressed.bytes);
}

/** Goes over every field of every series and reads the numbers; makes nothing. */
function walk(wire: Wire): number {
  let sum = 0;
  const { length } = wire.bytes;
  while (wire.at < length) {
    readVarint(wire, length);
    const end = readEnd(wire, length);
    while (wire.at < end) {
      const tag = readVarint(wire, end);
      const partEnd = readEnd(wire, end);
      while (wire.at < partEnd) {
        const part = readVarint(wire, partEnd);
        if (tag !== 0x12) skip(wire, part, partEnd);
        else sum += part === 9 ? readDouble(wire, partEnd) : readVarint(wire, partEnd);
      }
    }
  }
  return sum;
}

function perCpuSecond(work: () => void): number {
  for (let i = 0; i < REQUESTS / 4; i++) work();
  const before = process.cpuUsage();
  for (let i = 0; i < REQUESTS; i++) work();
  const { user, system } = process.cpuUsage(before);
  return Math.round((REQUESTS * SAMPLES) / ((user + system) / 1e6));
}
