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

/** Returns the Region in which this function runs. */
export function placeFromEnv(env: NodeJS.ProcessEnv = process.env): string {
  return env['AWS_REGION'] || 'here';
}
