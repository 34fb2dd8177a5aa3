import type { FunctionName } from '#deployment/functions.ts';
import type { Emulator } from './emulator.ts';

/**
 * Calls a deployed function by its alias, as EventBridge would, and gives what it returned; rejects
 * where it failed.
 */
export type CallFunction = (name: FunctionName, event: object) => Promise<string>;

interface Deployed {
  readonly FunctionName: string;
  readonly Description: string;
}

/** Uses Lambda's HTTP API, because the project needs no client for it otherwise. */
export function functionCalls({ env }: Emulator): CallFunction {
  const endpoint = `${env['AWS_ENDPOINT_URL']}/2015-03-31/functions`;
  // The emulator checks only the account and the service of a signature.
  const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request';
  const headers = { authorization };
  return async (name, event) => {
    const listed = await fetch(`${endpoint}/`, { headers });
    const { Functions } = (await listed.json()) as { Functions: Deployed[] };
    // The names of those in nested stacks are cut off before what they are called.
    const found = Functions.find(({ Description }) => Description === `Wardbell ${name}`);
    if (found === undefined) {
      throw new Error(`There is no function ${name}.`);
    }
    const response = await fetch(`${endpoint}/${found.FunctionName}:live/invocations`, {
      method: 'POST',
      headers,
      body: JSON.stringify(event),
    });
    const text = await response.text();
    if (!response.ok || response.headers.has('x-amz-function-error')) {
      throw new Error(`The function ${found.FunctionName} failed: ${response.status} ${text}`);
    }
    return text;
  };
}
