import { type Duration, SECOND } from '#core/time/instant.ts';
import type { PostSamples } from '#usecases/run-canary.ts';

/** Longer than ingest may take. */
const ANSWER_WITHIN: Duration = 12 * SECOND;

/** As much of a refusal as is told. */
const TOLD = 500;

/**
 * Posts samples from outside, as an agent does. Throws with the answer where it is not 200, and
 * where none comes in time.
 */
export function postSamples(
  publicUrl: string,
  token: string,
  answerWithin: Duration = ANSWER_WITHIN,
): PostSamples {
  const url = `${publicUrl}/v1/samples`;
  return async (samples) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        samples: samples.map(({ at, ...sample }) => ({ ...sample, time: at })),
      }),
      signal: AbortSignal.timeout(answerWithin),
    }).catch((cause: unknown) => {
      throw new Error(`POST ${url} was not answered: ${reasonOf(cause)}.`, { cause });
    });
    const text = await response.text();
    if (response.status !== 200) {
      throw new Error(`POST ${url} was refused: ${response.status} ${text.slice(0, TOLD)}`);
    }
  };
}

/**
 * `fetch failed` says nothing; its cause says what did. Where several addresses were tried that has
 * a code only.
 */
function reasonOf(error: unknown): string {
  const { cause, message, code } = error as Error & { readonly code?: string };
  return cause === undefined ? message || String(code) : reasonOf(cause);
}
