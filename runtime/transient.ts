/**
 * Names and codes of transient failures: ours, and those of DynamoDB, SQS, the SDK and the network.
 */
const TRANSIENT: ReadonlySet<string> = new Set([
  'WriteConflict',
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'TooManyRequestsException',
  'InternalServerError',
  'InternalFailure',
  'ServiceUnavailable',
  'TimeoutError',
  'AbortError',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/**
 * Whether the same request may well succeed in a moment: a store or a queue throttles or cannot be
 * reached, or other writers were faster.
 */
export function isTransient(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 4) {
    return false;
  }
  const { code, $metadata, $retryable } = error as SdkError;
  return (
    TRANSIENT.has(error.name) ||
    (code !== undefined && TRANSIENT.has(code)) ||
    $retryable !== undefined ||
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    isTransient(error.cause, depth + 1)
  );
}

interface SdkError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: object;
}
