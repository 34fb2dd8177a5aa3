import type { Instant } from '#core/time/instant.ts';
import {
  ACCESS_LOG_BYTES,
  CALL_MS,
  CALLS_AT_ONCE,
  CALLS_IN_TURN,
  HTTP_CHUNK_BYTES,
  HTTP_MS,
  INVOCATION_LOG_BYTES,
  INVOCATION_MS,
  SAMPLES_PER_CPU_SECOND,
  VCPU_MEGABYTES,
} from '#deployment/capacity/assumptions.ts';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import { METRICS } from '#deployment/metrics.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import type { Log } from '#runtime/log.ts';
import { type Measure, metricLines } from '#runtime/measure.ts';
import type { Calls, Meter } from './meter.ts';

const GIGABYTE = 1024 ** 3;

/** Usage by Lambda, its logs and the HTTP API, in addition to the functions' own calls. */
export interface Invocations {
  readonly log: Log;
  readonly measure: Measure;
  /** The names of the metrics that have been emitted. */
  readonly emitted: ReadonlySet<string>;
  /**
   * Meters each call of a function. What it waits for within, another function even, counts as its
   * time.
   */
  of<Event, Answer>(
    name: FunctionName,
    handler: (event: Event) => Promise<Answer>,
  ): (event: Event) => Promise<Answer>;
  ofHttp(name: FunctionName, handler: HttpHandler): HttpHandler;
}

/** Adds what they cost to the meter. */
export function meterInvocations(meter: Meter, clock: () => Instant): Invocations {
  const emitted = new Set<string>();
  // Of the invocation that is under way: samples evaluated, and time waited for other functions.
  let samples = 0;
  let waitedMs = 0;
  const logged = (line: string) => meter.add({ logGigabytes: (line.length + 1) / GIGABYTE });
  const metered = async <Answer>(name: FunctionName, call: () => Promise<Answer>) => {
    const outer = { calls: meter.calls, samples, waitedMs };
    meter.calls = { dynamodb: 0, sqs: 0, sns: 0 };
    samples = 0;
    waitedMs = 0;
    const answer = await call();
    const { memoryMegabytes } = FUNCTIONS[name];
    const vcpus = memoryMegabytes / VCPU_MEGABYTES;
    const cpuMs = (1_000 * samples) / SAMPLES_PER_CPU_SECOND / vcpus;
    const ms = Math.ceil(INVOCATION_MS + waitedMs + callsMs(meter.calls) + cpuMs);
    meter.add({
      invocations: 1,
      gigabyteSeconds: ((ms / 1_000) * memoryMegabytes) / 1_024,
      logGigabytes: INVOCATION_LOG_BYTES / GIGABYTE,
    });
    meter.note(`ms ${name}`, ms);
    meter.calls = outer.calls;
    samples = outer.samples;
    waitedMs = outer.waitedMs + ms;
    return answer;
  };
  return {
    emitted,
    log: (line) => logged(JSON.stringify(line)),
    measure(values) {
      samples += [values.samplesEvaluated ?? 0].flat().reduce((n, more) => n + more, 0);
      for (const key of Object.keys(values)) {
        emitted.add(METRICS[key as keyof typeof METRICS].name);
      }
      for (const line of metricLines(values, 'wardbell-prod', clock())) {
        logged(line);
      }
    },
    of: (name, handler) => (event) => metered(name, () => handler(event)),
    ofHttp: (name, handler) => async (event, context) => {
      const bytes = event.body?.length ?? 0;
      waitedMs += HTTP_MS;
      meter.add({
        httpRequests: Math.max(1, Math.ceil(bytes / HTTP_CHUNK_BYTES)),
        logGigabytes: ACCESS_LOG_BYTES / GIGABYTE,
      });
      return metered(name, () => handler(event, context));
    },
  };
}

function callsMs(calls: Calls): number {
  return (Object.entries(calls) as [keyof Calls, number][]).reduce((ms, [service, count]) => {
    const inTurn = Math.min(count, CALLS_IN_TURN);
    return ms + CALL_MS[service] * (inTurn + Math.ceil((count - inTurn) / CALLS_AT_ONCE));
  }, 0);
}
