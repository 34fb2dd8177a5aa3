/**
 * How long a shutdown may take, in ms: requests under way have 10 s of it, then calls of functions
 * and queues.
 */
const ENDS_WITHIN = 25_000;

/** Exit codes of a process that a signal ended, by the convention of shells. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Stops gracefully at the first SIGINT or SIGTERM, and ends the process at once at the second, or
 * if the shutdown takes too long: every answered request is stored, so an abrupt end loses nothing.
 */
export function stopOnSignals({ stop }: { readonly stop: () => Promise<void> }): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) {
        endNow('Stopped at once.', CODES[signal]);
      }
      stopping = true;
      console.log(
        'Stopping: requests under way are answered, for at most 10 s. Again to stop at once.',
      );
      setTimeout(
        () => endNow(`Not everything has ended within ${ENDS_WITHIN / 1_000} s.`, 1),
        ENDS_WITHIN,
      ).unref();
      stop().catch((error: unknown) => {
        console.error(error);
        process.exitCode = 1;
      });
    });
  }
}

/**
 * Ignores a closed output pipe, e.g. after `| head`, which ends other commands: pages matter more
 * than their echo.
 */
export function ignoreBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.removeAllListeners('error').on('error', () => undefined);
  }
  process.on('uncaughtException', (error) => {
    console.error(error);
    endNow('A fault of Wardbell itself, shown above; please report it. Start it again.', 1);
  });
}

function endNow(why: string, code: number): never {
  console.error(
    `${why} What was answered is stored, and what was under way goes on with the next start.`,
  );
  process.exit(code);
}
