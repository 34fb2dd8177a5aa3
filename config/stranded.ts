import type { Config } from '#core/team/config.ts';
import { strandedBy } from '#core/team/stranded.ts';
import type { Instant } from '#core/time/instant.ts';
import { type Asked, askHeld } from './ask-held.ts';

/** What a config would strand on a running platform, or why that is not known. */
export type Stranded =
  | { readonly kind: 'asked'; readonly url: string; readonly found: readonly string[] }
  | { readonly kind: 'unanswered'; readonly reason: string };

/**
 * Asks a running platform what people hold there, and reports what this config would strand. Never
 * throws.
 */
export async function strandedAt(asked: Asked, config: Config, now: Instant): Promise<Stranded> {
  try {
    const found = strandedBy(await askHeld(asked), config, now);
    return { kind: 'asked', url: asked.url, found };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'unanswered', reason };
  }
}

/**
 * Returns the platform to ask: the given one, or that of the environment; undefined if that is
 * incomplete.
 */
export function whomToAsk(
  given: Partial<Asked>,
  env: Readonly<Record<string, string | undefined>>,
): Asked | undefined {
  const url = given.url ?? env['WARDBELL_URL'];
  const key = given.key ?? env['WARDBELL_KEY'];
  return url && key ? { url, key } : undefined;
}
