import { type Duration, SECOND } from '#core/time/instant.ts';
import { describeError, type Log } from '#runtime/log.ts';

/** How long whoever listens may take to answer. */
const ANSWER_WITHIN: Duration = 5 * SECOND;

const TRIES = 2;

/**
 * Says to somebody outside that all is well, by a GET; without a URL there is nobody to tell.
 * Whoever listens raises the alarm when it stays out, so a beat that was not taken is logged and
 * not an error here. The URL is not logged: whoever knows it can beat.
 */
export function sendHeartbeat(
  url: string,
  log: Log,
  answerWithin: Duration = ANSWER_WITHIN,
): () => Promise<void> {
  return async () => {
    if (url === '') {
      return;
    }
    let failure: object = {};
    for (let tries = 0; tries < TRIES; tries++) {
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(answerWithin) });
        await response.body?.cancel();
        if (response.ok) {
          return;
        }
        failure = { status: response.status };
      } catch (error) {
        failure = { error: describeError(error) };
      }
    }
    log({ level: 'error', message: 'the heartbeat was not taken', ...failure });
  };
}
