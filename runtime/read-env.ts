import { type Duration, SECOND } from '#core/time/instant.ts';

/**
 * Reads an environment variable that the stack sets. Throws an error that names it if it is
 * missing.
 */
export function readEnv(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') {
    throw new Error(
      `The environment variable ${name} is not set: the stack sets it for every function that needs it.`,
    );
  }
  return value;
}

/** Reads an environment variable that is a whole number of seconds, 0 if it is not set. */
export function readSeconds(env: NodeJS.ProcessEnv, name: string): Duration {
  const seconds = env[name] || '0';
  if (!/^\d{1,5}$/.test(seconds)) {
    throw new Error(`${name} is "${seconds}"; it must be a whole number of seconds, 0 to 99999.`);
  }
  return Number(seconds) * SECOND;
}

/** Returns the Region in which this function runs. */
export function placeFromEnv(env: NodeJS.ProcessEnv = process.env): string {
  return env['AWS_REGION'] || 'here';
}
