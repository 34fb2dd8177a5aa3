import { ApiProblem, createClient, type KeptAnswer, NoAnswer } from '#api/client/index.ts';
import { words } from '../words/index.ts';
import { compareClocks } from './clock.ts';

/** How long an answer may take: whoever looks must soon be told that what it shows is old. */
const PATIENCE = 10_000;

/** So many answers are kept, to be asked for by their tags; those asked for last. */
const MOST_KEPT = 24;

/** Answers by address. A cursor makes a new address: older ones must go. */
class Kept extends Map<string, KeptAnswer> {
  override get(address: string): KeptAnswer | undefined {
    const answer = super.get(address);
    return answer && this.set(address, answer) && answer;
  }

  override set(address: string, answer: KeptAnswer): this {
    this.delete(address);
    super.set(address, answer);
    const [oldest] = this.keys();
    if (this.size > MOST_KEPT && oldest !== undefined) {
      this.delete(oldest);
    }
    return this;
  }
}

/** The API of the platform that serves this page. The browser sends the cookie by itself. */
export const api = createClient({
  url: location.origin,
  patience: PATIENCE,
  kept: new Kept(),
  onHeaders: compareClocks,
});

/** Whether asking again may help: nobody answered, or only now and not as one could. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof NoAnswer ||
    (error instanceof ApiProblem && (error.status === 429 || error.status >= 500))
  );
}

export function hasEnded(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}

/**
 * What is wrong: its kind in the reader's language, and what exactly in the platform's own words,
 * which are English. Those about keys are for programs alone.
 */
export function textOf(error: unknown): string {
  if (hasEnded(error)) {
    return words.value.signedOut;
  }
  if (error instanceof ApiProblem) {
    const kinds: Readonly<Record<string, string>> = words.value.problems;
    const kind = kinds[error.kind] ?? error.title;
    return error.detail === undefined ? kind : words.value.problemWith(kind, error.detail);
  }
  return error instanceof Error ? error.message : String(error);
}
