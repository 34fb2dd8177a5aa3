import type { Scope } from '#core/access/right.ts';
import { createApiKey } from '#http/api-key.ts';
import type { HttpResponse } from '#http/http.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import type { ControlStore } from '#usecases/ports.ts';
import { NIGHT } from './incident.ts';

export interface Answered extends Pick<HttpResponse, 'headers' | 'body'> {
  readonly status: number | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: a test says by its expectations what it expects.
  readonly json: any;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body, sent as JSON. */
  readonly json?: object;
}

/** Asks a handler with a key of its own, as API Gateway does. */
export async function asker(
  handler: HttpHandler,
  controls: Pick<ControlStore, 'putKey'>,
  scopes: readonly Scope[] = ['read'],
): Promise<(url: string, question?: Question) => Promise<Answered>> {
  const { token, key } = createApiKey('a test', scopes, NIGHT);
  await controls.putKey(key);
  return async (url, { method = 'GET', headers: more = {}, json: sent } = {}) => {
    const type = { ...(sent !== undefined && { 'content-type': 'application/json' }) };
    const headers = { authorization: `Bearer ${token}`, ...type, ...more };
    const body = Buffer.from(sent === undefined ? '' : JSON.stringify(sent));
    const from = { headers, body, sourceIp: '::1', id: 'r', at: NIGHT };
    const { event } = gatewayEvent({ method, url, ...from });
    const { statusCode, headers: answered = {}, body: told } = await handler(event, {} as never);
    const json = told === undefined || told === '' ? undefined : JSON.parse(told);
    const text = { ...(told !== undefined && { body: told }) };
    return { status: statusCode, headers: answered, ...text, json };
  };
}
