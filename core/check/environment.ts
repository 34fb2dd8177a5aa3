import type { Check } from './check.ts';

/** A header's value that stands for one of the environment, such as `$EHR_TOKEN`. */
const OF_ENVIRONMENT = /^\$([A-Za-z_]\w*)$/u;

/** A value that a header asks for and the environment does not have. */
export interface MissingValue {
  readonly check: string;
  readonly header: string;
  readonly variable: string;
}

/** Puts the values of the environment into headers that ask for them. */
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
    const headers = Object.entries(target.headers).map(([header, value]) => {
      const variable = OF_ENVIRONMENT.exec(value)?.[1];
      if (variable === undefined) {
        return [header, value];
      }
      const found = environment[variable];
      if (found === undefined) {
        missing.push({ check: name, header, variable });
      }
      return [header, found ?? ''];
    });
    return { ...check, target: { ...target, headers: Object.fromEntries(headers) } };
  });
  return { checks: filled, missing };
}
