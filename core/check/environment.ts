import type { Check } from './check.ts';

/** What variables of the environment that headers may name begin with. */
export const VARIABLE_PREFIX = 'PROBE_';

const VARIABLE = /\$(PROBE_\w+)/gu;

/** A value that a header asks for and the environment does not have. */
export interface MissingValue {
  readonly check: string;
  readonly header: string;
  readonly variable: string;
}

/** Whether a header asks for a value of the environment. */
export function readsEnvironment(headers: Readonly<Record<string, string>>): boolean {
  return Object.values(headers).some((value) => value.search(VARIABLE) >= 0);
}

/**
 * Puts values of the environment into headers that ask for them, such as `Bearer $PROBE_TOKEN`. No
 * other variables are to be had: whoever edits the config would read all secrets of the machine.
 */
export function withEnvironment(
  checks: readonly Check[],
  environment: Readonly<Record<string, string | undefined>>,
): { readonly checks: readonly Check[]; readonly missing: readonly MissingValue[] } {
  const missing: MissingValue[] = [];
  const filled = checks.map((check): Check => {
    const { name, target } = check;
    if (target.kind !== 'http') {
      return check;
    }
    const headers = Object.entries(target.headers).map(([header, value]) => [
      header,
      value.replace(VARIABLE, (_, variable: string) => {
        const found = environment[variable];
        if (found === undefined) {
          missing.push({ check: name, header, variable });
        }
        return found ?? '';
      }),
    ]);
    return { ...check, target: { ...target, headers: Object.fromEntries(headers) } };
  });
  return { checks: filled, missing };
}
