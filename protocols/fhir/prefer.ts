import type { HttpEvent } from '#http/http.ts';

/** The body that a client prefers in an answer. */
export type Preference = 'minimal' | 'representation' | 'OperationOutcome';

const PREFERENCES: readonly Preference[] = ['minimal', 'representation', 'OperationOutcome'];

/**
 * Parses the header `Prefer: return=…`. The default is the outcome, which says what was evaluated.
 * Errors are always returned, whatever is preferred.
 */
export function preferenceOf(headers: HttpEvent['headers']): Preference {
  const [, asked = ''] = /(?:^|[,;\s])return\s*=\s*"?(\w+)/i.exec(headers['prefer'] ?? '') ?? [];
  const found = PREFERENCES.find((one) => one.toLowerCase() === asked.toLowerCase());
  return found ?? 'OperationOutcome';
}
