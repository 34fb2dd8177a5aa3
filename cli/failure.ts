/**
 * Something that the person at the terminal can mend: shown without a stack, and the command ends
 * with 1.
 */
export class CliFailure extends Error {
  /** What kind of problem the platform told, where it was the platform. */
  readonly problem: string | undefined;

  constructor(message: string, { problem, ...options }: ErrorOptions & { problem?: string } = {}) {
    super(message, options);
    this.problem = problem;
  }

  override readonly name = 'CliFailure';
}
