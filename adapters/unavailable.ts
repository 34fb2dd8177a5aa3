/**
 * A service went on refusing what nothing is wrong with: it is throttling or ill, and may well take
 * the same in a moment.
 */
export class Unavailable extends Error {
  override readonly name = 'ServiceUnavailable';

  /** Why, for whoever asked: it names no address, no file and nobody. */
  readonly reason?: string;

  constructor(message: string, { reason, cause }: { reason?: string; cause?: unknown } = {}) {
    super(message, { cause });
    if (reason !== undefined) {
      this.reason = reason;
    }
  }
}
