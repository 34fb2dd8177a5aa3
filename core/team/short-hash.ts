import type { Config } from './config.ts';

/** The part of a config's hash that people compare: 12 hex digits, like a short hash of git. */
export function shortHash({ hash }: Pick<Config, 'hash'>): string {
  return hash.slice(0, 12);
}
