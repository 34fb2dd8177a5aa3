/** Writes log lines, one JSON object each. */
export type Log = (line: LogLine) => void;

export interface LogLine {
  readonly level: 'info' | 'error';
  /** What happened, as a fixed phrase; variable parts are separate fields. */
  readonly message: string;
  readonly [field: string]: unknown;
}

/** Logs to the standard output, which Lambda sends to CloudWatch. */
export const logToConsole: Log = (line) => console.log(JSON.stringify(line));

interface Described {
  readonly name: string;
  readonly code?: string;
  readonly text?: string;
  readonly status?: number;
  readonly requestId?: string;
  readonly frames: readonly string[];
  readonly cause?: Described;
}

/**
 * Describes an error for the log. A message of our own may name a subject, and so a patient: only
 * messages of services and of the system are kept; for others the place in the code is.
 */
export function describeError(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) {
    return { name: typeof error, frames: [] };
  }
  const { code, $metadata } = error as ForeignError;
  const foreign = code !== undefined || $metadata !== undefined;
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...(foreign && { text: error.message }),
    ...($metadata?.httpStatusCode !== undefined && { status: $metadata.httpStatusCode }),
    ...($metadata?.requestId !== undefined && { requestId: $metadata.requestId }),
    frames: (error.stack ?? '').split('\n').filter(isFrame).slice(0, 8).map(trimmed),
    ...(error.cause !== undefined && depth < 3 && { cause: describeError(error.cause, depth + 1) }),
  };
}

/** The fields that errors of the AWS SDK and of Node carry. */
interface ForeignError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

const isFrame = (line: string) => line.startsWith('    at ');
const trimmed = (line: string) => line.trim();
