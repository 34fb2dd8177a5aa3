import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Versions } from '#usecases/ports.ts';

/** How many characters of a function's error are reported. */
const TOLD = 500;

/** Calls versions of functions by their number. */
export function lambdaVersions(client: LambdaClient): Versions {
  return {
    async call(functionName, version, event) {
      const { Payload, FunctionError } = await client.send(
        new InvokeCommand({
          FunctionName: functionName,
          Qualifier: version,
          Payload: JSON.stringify(event),
        }),
      );
      const text = Payload?.transformToString() ?? '';
      if (FunctionError !== undefined) {
        throw new Error(
          `version ${version} of ${functionName} failed (${FunctionError}): ${text.slice(0, TOLD)}`,
        );
      }
      return text === '' ? undefined : JSON.parse(text);
    },
  };
}
