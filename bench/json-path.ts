import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { ingestPlacedSamples } from '#protocols/placed.ts';
import { decodeJson } from '#protocols/samples/decode.ts';
import { bedsideConfig, healthyRequest } from './bedside.ts';
import { perCpuSecond } from './cpu.ts';

const SAMPLES = 500;

/**
 * Measures samples per CPU-second from JSON text to the decision that nothing changes; `JSON.parse`
 * alone is the floor.
 */
export async function jsonPath() {
  const config = bedsideConfig(1);
  const now = Date.now();
  const body = healthyRequest(SAMPLES, now);
  const take = ingestPlacedSamples(
    memoryPorts(() => now),
    config,
  );
  const whole = async () => {
    const decoded = decodeJson(body, now);
    if (decoded.kind !== 'samples') {
      throw new Error(decoded.detail);
    }
    const result = await take(decoded.samples, now);
    if (result.accepted !== SAMPLES || result.transitions !== 0) {
      throw new Error(JSON.stringify(result));
    }
  };
  const parse = () => void JSON.parse(body);
  return {
    samplesPerRequest: SAMPLES,
    bytesPerRequest: body.length,
    samplesPerCpuSecond: await perCpuSecond(SAMPLES, whole),
    jsonParseAloneSamplesPerCpuSecond: await perCpuSecond(SAMPLES, parse),
  };
}
