import type { HttpEvent } from '#http/http.ts';

/** What an answer holds beside its headers, as a client asks for it. */
export type Preference = 'minimal' | 'representation' | 'OperationOutcome';

const PREFERENCES: readonly Preference[] = ['minimal', 'representation', 'OperationOutcome'];

/**
 * What the header `Prefer: return=…` asks for. Without it the outcome is told: it says what was
 * evaluated. What is wrong is told whatever is preferred.
 */
export function preferenceOf(headers: HttpEvent['headers']): Preference {
  const [, asked = ''] = /(?:^|[,;\s])return\s*=\s*"?(\w+)/i.exec(headers['prefer'] ?? '') ?? [];
  const found = PREFERENCES.find((one) => one.toLowerCase() === asked.toLowerCase());
  return found ?? 'OperationOutcome';
}
