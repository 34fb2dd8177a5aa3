import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const EXAMPLE_CONFIG = fileURLToPath(
  new URL('../examples/hospital/wardbell.yaml', import.meta.url),
);

/** Returns the config file to use if none is named: the one in this folder, or the example. */
export function defaultConfigFile(): string {
  return existsSync('wardbell.yaml') ? 'wardbell.yaml' : EXAMPLE_CONFIG;
}
