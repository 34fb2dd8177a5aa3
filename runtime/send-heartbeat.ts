import { type Duration, SECOND } from '#core/time/instant.ts';
import { describeError, type Log } from './log.ts';

/** How long the outside monitor may take to answer. */
const ANSWER_WITHIN: Duration = 5 * SECOND;

const TRIES = 2;

/**
 * Sends a heartbeat to an outside monitor by a GET request; without a URL it does nothing. The
 * monitor alerts if the heartbeat stays away, so a failed request is logged and is no error here.
 * The URL is not logged: whoever knows it can send heartbeats.
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
