import { CommanderError } from 'commander';

/**
 * The kinds of failure of a command, with their exit codes. This is the only table of them:
 * `--help` and docs/one-machine.md show it, and scripts rely on it.
 */
export const EXIT_CODES = {
  done: [0, 'it is done'],
  failed: [1, 'not done: a file has mistakes, or something else went wrong'],
  usage: [2, 'the command line is wrong, or names a file that cannot be read'],
  not_found: [3, 'there is no such incident, person, schedule, silence, key …'],
  refused: [4, 'it cannot be done now, e.g. because the incident is resolved'],
  not_allowed: [5, 'the key is missing, not valid, or does not allow it'],
  unreachable: [6, 'Wardbell does not answer there, or not now: try again'],
} as const satisfies Record<string, readonly [code: number, meaning: string]>;

export type FailureKind = Exclude<keyof typeof EXIT_CODES, 'done'>;

interface FailureOptions extends ErrorOptions {
  /** The kind of problem that the platform reported, if it was the platform. */
  readonly problem?: string;
}

/** A failure that the person at the terminal can fix: shown without a stack. */
export class CliFailure extends Error {
  readonly kind: FailureKind;
  readonly problem: string | undefined;

  constructor(kind: FailureKind, message: string, { problem, ...options }: FailureOptions = {}) {
    super(message, options);
    this.kind = kind;
    this.problem = problem;
  }

  override readonly name = 'CliFailure';
}

/** Returns the exit code of a process whose command threw this. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CliFailure) {
    return EXIT_CODES[error.kind][0];
  }
  // Commander also throws for --help and --version, with code 0.
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT_CODES.done[0] : EXIT_CODES.usage[0];
  }
  return EXIT_CODES.failed[0];
}

/** Returns what an error status of the platform means for the caller. */
export function failureOfStatus(status: number): FailureKind {
  switch (status) {
    case 400:
    case 413:
    case 415:
      return 'usage';
    case 401:
    case 403:
      return 'not_allowed';
    case 404:
      return 'not_found';
    case 409:
      return 'refused';
    case 429:
    case 502:
    case 503:
    case 504:
      return 'unreachable';
    default:
      return 'failed';
  }
}

/** Returns the exit codes as `--help` shows them. */
export function exitCodesHelp(): string {
  const lines = Object.values(EXIT_CODES).map(([code, meaning]) => `  ${code}  ${meaning}`);
  return ['Exit codes:', ...lines].join('\n');
}
