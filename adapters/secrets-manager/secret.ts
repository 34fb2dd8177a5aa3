import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';

/** A browser waits meanwhile. In milliseconds. */
const ANSWER_WITHIN = 5_000;

export function secretsClient(local?: SecretsManagerClientConfig): SecretsManagerClient {
  return new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: ANSWER_WITHIN, throwOnRequestTimeout: true },
    ...local,
  });
}

/**
 * Reads a secret; undefined while nobody has put a value into it. A value that ends with a line
 * break has got that from a terminal or an editor.
 */
export function secretReader(
  client: SecretsManagerClient,
  id: string,
): () => Promise<string | undefined> {
  return async () => {
    try {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
      return SecretString?.trim() || undefined;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) {
        return undefined;
      }
      throw error;
    }
  };
}
