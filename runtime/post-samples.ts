import { type Duration, SECOND } from '#core/time/instant.ts';
import type { PostSamples } from '#usecases/ports.ts';

/** Longer than the ingest function may take. */
const ANSWER_WITHIN: Duration = 12 * SECOND;

/** How many characters of a refusal are reported. */
const TOLD = 500;

/**
 * Posts samples from outside, as an agent does. Throws the answer if it is not 200, and throws if
 * none comes in time.
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
 * `fetch failed` says nothing; its cause does. If several addresses were tried, the cause has only
 * a code.
 */
function reasonOf(error: unknown): string {
  const { cause, message, code } = error as Error & { readonly code?: string };
  return cause === undefined ? message || String(code) : reasonOf(cause);
}
