import { Resolver } from 'node:dns/promises';
import type { DnsTarget } from '#core/check/check.ts';
import type { Duration } from '#core/time/instant.ts';
import type { Reach } from './reach.ts';

/** Asks for records, and returns each as a text. */
export async function resolveTarget(
  { name, type, server }: DnsTarget,
  reach: Reach,
  { timeout, signal }: { readonly timeout: Duration; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout, tries: 1 });
  if (server !== undefined) {
    const { host, port } = server;
    reach.admit(host);
    resolver.setServers([`${host.includes(':') ? `[${host}]` : host}:${port}`]);
  }
  signal.addEventListener('abort', () => resolver.cancel(), { once: true });
  const records: unknown = await resolver.resolve(name, type);
  return (Array.isArray(records) ? records : [records]).map(textOf);
}

/** TXT records come in chunks, which belong together; others have parts with names. */
function textOf(record: unknown): string {
  if (Array.isArray(record)) {
    return record.join('');
  }
  return typeof record === 'string'
    ? record
    : Object.values(record as object)
        .map(String)
        .join(' ');
}
