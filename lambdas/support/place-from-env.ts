/** Returns the Region in which this function runs. */
export function placeFromEnv(env: NodeJS.ProcessEnv = process.env): string {
  return env['AWS_REGION'] || 'here';
}
