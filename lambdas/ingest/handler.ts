import { ingest } from '#usecases/ingest.ts';
import { createGate } from '../support/authenticate.ts';
import type { HttpEvent, HttpResponse } from '../support/http.ts';
import { type HttpHandler, httpHandler } from '../support/http-handler.ts';
import { describeError } from '../support/log.ts';
import { problem } from '../support/problem.ts';
import { readBody, SAMPLES_BODY } from '../support/read-body.ts';
import type { Runtime } from '../support/runtime.ts';
import { answerSamples, countSamples } from './answer.ts';
import { decodeJson } from './decoders/json.ts';

/** Takes samples in, and answers only when what was decided on them is durable. */
export function createIngestHandler(runtime: Runtime): HttpHandler {
  const take = ingest(runtime.ports, runtime.config);
  const receive = async (event: HttpEvent): Promise<HttpResponse> => {
    const body = await readBody(event, SAMPLES_BODY);
    if (body.kind === 'refused') return body.response;
    const now = runtime.clock();
    const decoded = decodeJson(body.text, now);
    if (decoded.kind === 'malformed') return problem('malformed', decoded.detail);
    const result = await take(decoded.samples, now);
    if (result.handedOver.kind === 'waiting') {
      const { transitions, cause } = result.handedOver;
      const error = describeError(cause);
      runtime.log({
        level: 'error',
        message: 'transitions wait for the queue',
        transitions,
        error,
      });
    }
    runtime.measure(countSamples(decoded, result));
    return answerSamples(decoded, result);
  };
  const gate = createGate(runtime);
  return httpHandler(runtime, gate.withKey('samples', receive), { ownFault: 'unavailable' });
}
