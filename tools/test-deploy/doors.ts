import { strictEqual } from 'node:assert';
import { type Knock, knockAtEveryDoor as knockAtAll } from '../../test/support/knocks.ts';

/**
 * Sends requests to every protocol's routes as their agents do, and returns their number. Rejects
 * at the first that fails.
 */
export async function knockAtEveryDoor(url: string, key: string): Promise<string> {
  let requests = 0;
  const ask = async (knock: Knock) => {
    const { method, path } = knock;
    requests += 1;
    const response = await fetch(url + path, { method, ...sentBy(knock, key) });
    const text = await response.text();
    strictEqual(response.ok, true, `${method} ${path.replace(key, '<key>')}: ${text}`);
    // API Gateway labels a response without a body as JSON too.
    const isJson = text !== '' && response.headers.get('content-type')?.includes('json');
    return isJson ? JSON.parse(text) : text;
  };
  await knockAtAll({ ask, key, now: new Date() });
  return `${requests} requests`;
}

function sentBy({ body, headers = {}, withoutHeader }: Knock, key: string): RequestInit {
  const isText = typeof body === 'string' || body instanceof Uint8Array;
  return {
    headers: {
      ...(!withoutHeader && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && {
      body: isText ? new Uint8Array(Buffer.from(body)) : JSON.stringify(body),
    }),
  };
}
