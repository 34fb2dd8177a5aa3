import type { Config } from './config.ts';

/** As much of a config's hash as people compare: 12 hex digits, as git shows of a commit. */
export function shortHash({ hash }: Pick<Config, 'hash'>): string {
  return hash.slice(0, 12);
}
