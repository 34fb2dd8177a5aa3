import type { Rejection } from '#core/sample/admit.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Instant } from '#core/time/instant.ts';
import { type IngestResult, ingest } from '#usecases/ingest.ts';
import type { ApiKey } from '#usecases/ports.ts';
import { createGate } from '../support/authenticate.ts';
import type { HttpEvent, HttpResponse, HttpRoute } from '../support/http.ts';
import { httpHandler } from '../support/http-handler.ts';
import { describeError } from '../support/log.ts';
import { withoutZeros } from '../support/measure.ts';
import { type Problem, problem, readProblem } from '../support/problem.ts';
import { type BodyRules, type Bytes, readBytes } from '../support/read-body.ts';
import type { Runtime } from '../support/runtime.ts';
import type { Undecodable } from './decoders/decoded.ts';

/** What every decoder makes of a body that can be read. */
interface Sent {
  readonly samples: readonly Sample[];
  /** What is wrong with those that became no samples. */
  readonly errors: readonly Rejection[];
}

/** A protocol's way in: what is its own of a request and of the answer. What all protocols share is `createDoorway`'s. */
export interface Door<Decoded extends Sent> {
  readonly body: BodyRules;
  decode(body: Bytes, from: { readonly key: ApiKey; readonly now: Instant }): Decoded | Undecodable;
  /** Says what became of the samples. */
  answer(decoded: Decoded, result: IngestResult): HttpResponse;
  /**
   * Says in the protocol's own form why a request as a whole was not taken: by its key, its body, its rate, or for a fault of ours.
   * @default the problem document
   */
  refuse?(refused: Problem, event: HttpEvent): HttpResponse;
}

/** Lets samples in by any door: key and scope, rate, limits of the body, metrics, and answers only when what was decided is durable. */
export function createDoorway(
  runtime: Runtime,
): <Decoded extends Sent>(door: Door<Decoded>) => HttpRoute {
  const take = ingest(runtime.ports, runtime.config);
  const gate = createGate(runtime);
  return (door) => {
    const receive = async (event: HttpEvent, key: ApiKey): Promise<HttpResponse> => {
      const body = await readBytes(event, door.body);
      if (body.kind === 'refused') return body.response;
      const now = runtime.clock();
      const decoded = door.decode(body, { key, now });
      if ('detail' in decoded) return problem(decoded.kind, decoded.detail);
      const result = await take(decoded.samples, now);
      noteWaiting(runtime, result);
      runtime.measure(
        withoutZeros({
          samplesEvaluated: result.accepted,
          samplesRejected: decoded.errors.length + result.rejected.length,
        }),
      );
      return door.answer(decoded, result);
    };
    const route = gate.withKey('samples', receive);
    return inItsOwnForm(door, httpHandler(runtime, route, { ownFault: 'unavailable' }));
  };
}

function noteWaiting({ log }: Runtime, { handedOver }: IngestResult): void {
  if (handedOver.kind !== 'waiting') return;
  const { transitions, cause } = handedOver;
  const message = 'transitions wait for the queue';
  log({ level: 'error', message, transitions, error: describeError(cause) });
}

function inItsOwnForm(
  { refuse }: Pick<Door<never>, 'refuse'>,
  handler: ReturnType<typeof httpHandler>,
): HttpRoute {
  return async (event) => {
    const answer = await handler(event, {} as Parameters<typeof handler>[1]);
    const refused = refuse && readProblem(answer);
    return refused ? refuse(refused, event) : answer;
  };
}
