import { toAscii } from '#core/messages/gsm7.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Rejection } from '#core/sample/validate-sample.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Gate } from '#http/authenticate.ts';
import type { HttpAnswer, HttpEvent } from '#http/http.ts';
import type { ProblemForm } from '#http/http-handler.ts';
import { wellFormedBody } from '#http/json-text.ts';
import { problem } from '#http/problem.ts';
import { type BodyRules, type Bytes, readBytes } from '#http/read-body.ts';
import type { FormedRoute, RouteDependencies } from '#http/routes.ts';
import { withoutZeros } from '#runtime/measure.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { AlertsIngested } from '#usecases/ingest-alerts.ts';
import type { IngestResult } from '#usecases/ingest-samples.ts';
import type { ApiKey } from '#usecases/ports.ts';
import type { RelayOutcome } from '#usecases/subject-saving.ts';
import type { Undecodable } from './decoded.ts';
import { logPendingTransitions } from './log-pending-transitions.ts';
import {
  ingestPlacedAlerts,
  ingestPlacedSamples,
  type PlacedEvent,
  type PlacedSample,
} from './placed.ts';
import { createCoverageRecorder } from './record-coverage.ts';
import { createFaultRecorder } from './record-faults.ts';
import { createTrendRecorder } from './record-trends.ts';
import { sampleFaults, withAddress } from './sender-faults.ts';
import { createLossWatch } from './tell-lost.ts';
import { unreadWarning } from './warnings.ts';

/** The result of every decoder of samples for a valid body. */
interface SentSamples {
  readonly samples: readonly PlacedSample[];
  /** What is wrong with the parts that gave no samples. */
  readonly errors: readonly Rejection[];
  /** A sample of a series in which several processes alternate, if there is such a series. */
  readonly shared?: Sample;
}

/** The result of every decoder of external alerts for a valid body. */
export interface DecodedAlerts {
  readonly events: readonly PlacedEvent[];
  /** What is wrong with the parts that gave no events. */
  readonly errors: readonly Rejection[];
}

/** The sender, time and request of a body. */
export interface From {
  readonly key: ApiKey;
  readonly now: Instant;
  readonly event: HttpEvent;
}

/**
 * The protocol-specific parts of a request and its answer. `createDoorParts` provides what all
 * protocols share.
 */
interface Door<Decoded extends { readonly errors: readonly Rejection[] }, Result> {
  readonly body: BodyRules;
  decode(body: Bytes, from: From): Decoded | Undecodable;
  /** Answers with the outcome of what was sent; its positions are those in the body. */
  answer(decoded: Decoded, result: Result): HttpAnswer;
  /**
   * Says in the protocol's own form why a request as a whole was not taken: by its key, its body,
   * its rate, or for a fault of ours.
   * @default the problem document
   */
  readonly renderProblem?: ProblemForm['renderProblem'];
  /**
   * Where the protocol carries the API key, as it was given.
   * @default the header Authorization
   */
  token?(event: HttpEvent): string;
}

export type SampleDoor<Decoded extends SentSamples> = Door<Decoded, IngestResult>;
export type AlertDoor<Decoded extends DecodedAlerts> = Door<Decoded, AlertsIngested>;

interface Doorways {
  /** `afterwards` handles what a protocol sends beside its samples, once these are evaluated. */
  readonly samples: <Decoded extends SentSamples>(
    door: SampleDoor<Decoded>,
    afterwards?: (decoded: Decoded) => Promise<void>,
  ) => FormedRoute;
  /** `also` handles what a protocol sends beside its alerts. */
  readonly alerts: <Decoded extends DecodedAlerts>(
    door: AlertDoor<Decoded>,
    also?: (decoded: Decoded, now: Instant) => Promise<void>,
  ) => FormedRoute;
}

/** The dependencies of a protocol's doors. */
export interface DoorParts extends RouteDependencies, Doorways {}

/**
 * Creates what doors share: key and scope, rate, body limits, metrics, and an answer only once the
 * decisions are durable. Create it once for each function.
 */
export function createDoorParts(parts: RouteDependencies): DoorParts {
  return { ...parts, ...createDoorways(parts) };
}

function createDoorways({ runtime, gate }: RouteDependencies): Doorways {
  const takeSamples = ingestPlacedSamples(runtime.ports, runtime.config);
  const takeSent = ingestPlacedAlerts(runtime.ports, runtime.config);
  const noteFaults = createFaultRecorder(runtime);
  const noteSent = createCoverageRecorder(runtime);
  const noteTrends = createTrendRecorder(runtime);
  const tellLost = createLossWatch(runtime);
  const open = opener(runtime, gate);
  return {
    samples: (door, afterwards) =>
      open(door, async (decoded, from) => {
        const result = await takeSamples(decoded.samples, from.now);
        const samplesRejected = decoded.errors.length + result.rejected.length;
        const { accepted: samplesEvaluated, unread } = result;
        const counts = { samplesEvaluated, samplesRejected, samplesUnread: unread.count };
        runtime.measure(withoutZeros(counts), doorOf(from));
        logOverflow(runtime, result);
        tellLost(result, from.now);
        await noteSent(result, from.now);
        await noteFaults(sampleFaults({ ...decoded, result }, from, runtime.config), from.now);
        await noteTrends(result.judged, { sender: from.key.id, now: from.now });
        await afterwards?.(decoded);
        return result;
      }),
    alerts: (door, also) =>
      open(door, async (decoded, from) => {
        const { now } = from;
        await also?.(decoded, now);
        const result = await takeSent(decoded.events, now);
        const alertsRejected = decoded.errors.length + result.rejected.length;
        runtime.measure(withoutZeros({ alertsTaken: result.taken, alertsRejected }), doorOf(from));
        await noteFaults(withAddress(result.faults, from), now);
        return result;
      }),
  };
}

function doorOf({ event }: From): { readonly door: string } {
  return { door: event.routeKey };
}

/** The part that all doors share, around the operation of each. */
function opener(runtime: Runtime, gate: Gate) {
  return <Decoded extends { readonly errors: readonly Rejection[] }, Result extends Handed>(
    door: Door<Decoded, Result>,
    take: (decoded: Decoded, from: From) => Promise<Result>,
  ): FormedRoute => {
    const receive = async (event: HttpEvent, key: ApiKey): Promise<HttpAnswer> => {
      const sent = await readBytes(event, door.body);
      if (sent.kind === 'refused') {
        return sent.problem;
      }
      const { body, warning } = readable(sent);
      const from = { key, now: runtime.clock(), event };
      const decoded = door.decode(body, from);
      if ('detail' in decoded) {
        return problem(decoded.kind, decoded.detail);
      }
      const result = await take(decoded, from);
      logPendingTransitions(runtime, result);
      return withWarnings(door.answer(decoded, result), [warning, unreadIn(result)]);
    };
    const { renderProblem } = door;
    return {
      answer: gate.withKey('samples', receive, door.token),
      ownFault: 'unavailable',
      ...(renderProblem !== undefined && { renderProblem }),
    };
  };
}

/** Returns the body for the decoders, and a warning for its sender; protobuf holds no JSON. */
function readable(sent: Bytes): { readonly body: Bytes; readonly warning?: string } {
  if (sent.contentType.includes('protobuf')) {
    return { body: sent };
  }
  const { bytes, ...told } = wellFormedBody(sent.bytes);
  return { body: { ...sent, bytes }, ...told };
}

function unreadIn(result: object): string | undefined {
  const { unread } = result as Partial<IngestResult>;
  return unread && unreadWarning(unread);
}

/** Warnings for the sender of a request that was not refused, in a header; it is ASCII. */
function withWarnings(answer: HttpAnswer, warnings: readonly (string | undefined)[]): HttpAnswer {
  const told = warnings.filter((warning) => warning !== undefined);
  if (told.length === 0) {
    return answer;
  }
  const headers = { ...answer.headers, 'wardbell-warning': toAscii(told.join('. ')) };
  return { ...answer, headers };
}

/** Logs what the answers of some protocols cannot say; the technical service is paged too. */
function logOverflow({ log }: Runtime, { partlyKept, displaced }: IngestResult): void {
  if (partlyKept.length + displaced === 0) {
    return;
  }
  const message = 'a subject has no room for all of its series';
  log({ level: 'info', message, partlyKept: partlyKept.length, displaced });
}

interface Handed {
  readonly handedOver: RelayOutcome;
}
