import { readEnd, readVarint, wireOf } from '#protocols/remote-write/wire.ts';
import { compress, messageV1, varint } from '../../test/support/remote-write.ts';
import { healthySeries } from '../bedside.ts';
import { paced } from './paced.ts';
import type { Peer } from './peer.ts';

const SAMPLES = 500;
const WARM_UP = 500;
const REQUESTS = 2_000;

/** Headers of a remote write 1.0 request. */
export const REMOTE_WRITE: Readonly<Record<string, string>> = {
  'content-type': 'application/x-protobuf',
  'content-encoding': 'snappy',
  'x-prometheus-remote-write-version': '0.1.0',
};

/** Returns requests for all peers alike: 500 series of 100 beds, one second apart. */
export function sampleRequests(now: number): readonly Uint8Array[] {
  const all = WARM_UP + REQUESTS;
  const message = messageV1(healthySeries(SAMPLES, now));
  return Array.from({ length: all }, (_, i) => compress(stamped(message, now - (all - i) * 1_000)));
}

/**
 * Returns the same message with another time. Each series ends with the time of its only sample,
 * which takes the same number of bytes for any date of these decades.
 */
function stamped(message: Uint8Array, at: number): Uint8Array {
  const copy = Buffer.from(message);
  const wire = wireOf(copy);
  const time = Uint8Array.from(varint(at));
  while (wire.at < copy.length) {
    readVarint(wire, copy.length);
    wire.at = readEnd(wire, copy.length);
    copy.set(time, wire.at - time.length);
  }
  return copy;
}

/** Measures samples per CPU-second of the peer's process; the sender's cost does not count. */
export async function samplesPerCpuSecond(
  peer: Peer,
  requests: readonly Uint8Array[],
): Promise<number> {
  const send = (body: Uint8Array) => peer.post('/api/v1/write', body, REMOTE_WRITE);
  await paced(requests.slice(0, WARM_UP), send);
  const before = peer.cpuSeconds();
  await paced(requests.slice(WARM_UP), send);
  return (REQUESTS * SAMPLES) / (peer.cpuSeconds() - before);
}
