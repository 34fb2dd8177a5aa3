import type { Duration } from '#core/time/instant.ts';

/** An end of patience: it resolves after its time, unless it is stopped before. */
export interface Expiry {
  readonly expired: Promise<undefined>;
  stop(): void;
}

export function expiry(after: Duration): Expiry {
  let handle: NodeJS.Timeout | undefined;
  const expired = new Promise<undefined>((resolve) => {
    handle = setTimeout(() => resolve(undefined), after);
  });
  return { expired, stop: () => clearTimeout(handle) };
}
