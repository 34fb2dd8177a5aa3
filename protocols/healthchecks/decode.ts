import { createHash } from 'node:crypto';
import type { HeartbeatPing, Ping } from '#core/evaluation/heartbeat/apply-pings.ts';

/** The parts of a request that make a ping: its path after `/ping/`, and its query. */
export interface PingRequest {
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** `wrong`: why it is not a ping, in the protocol's words. */
export type DecodedPing =
  | { readonly kind: 'ping'; readonly sent: HeartbeatPing }
  | { readonly kind: 'wrong'; readonly text: 'invalid url format' | 'invalid uuid format' }
  | { readonly kind: 'unknown' };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The same rule as for names in the config: a heartbeat that a ping creates must be able to move
 * there.
 */
const SLUG = /^(?!wardbell-|none$)[a-z0-9][a-z0-9_-]{0,47}$/;

/** Whether the first part of a path is the secret address of a heartbeat, and not an API key. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Hashes a UUID as the config has it, so that readers of the config cannot ping. */
export function hashUuid(uuid: string): string {
  return createHash('sha256').update(uuid.toLowerCase()).digest('hex');
}

/**
 * Decodes a ping: `/ping/{uuid}` or `/ping/{key}/{slug}`, and after either nothing, what happened,
 * or an exit status.
 */
export function decodePing(
  { path, query }: PingRequest,
  idOf: (uuidHash: string) => string | undefined,
): DecodedPing {
  const [first = '', ...rest] = path;
  const byUuid = isUuid(first);
  const [slug = '', action, ...more] = byUuid ? ['', ...rest] : rest;
  if (more.length > 0) {
    return BAD_URL;
  }
  if (!byUuid && rest.length === 0) {
    return BAD_UUID;
  }
  if (!byUuid && !SLUG.test(slug)) {
    return BAD_URL;
  }
  const kind = kindOf(action);
  if (kind === undefined) {
    return BAD_URL;
  }
  const run = query['rid'];
  if (run !== undefined && !isUuid(run)) {
    return BAD_UUID;
  }
  const heartbeat = byUuid ? idOf(hashUuid(first)) : slug;
  if (heartbeat === undefined) {
    return { kind: 'unknown' };
  }
  const ping: Ping = { ...kind, ...(run !== undefined && { run: run.toLowerCase() }) };
  const create = !byUuid && query['create'] === '1';
  return { kind: 'ping', sent: { heartbeat, ping, create } };
}

const BAD_URL: DecodedPing = { kind: 'wrong', text: 'invalid url format' };
const BAD_UUID: DecodedPing = { kind: 'wrong', text: 'invalid uuid format' };

function kindOf(action: string | undefined): Ping | undefined {
  if (action === undefined) {
    return { kind: 'success' };
  }
  if (action === 'start' || action === 'fail' || action === 'log') {
    return { kind: action };
  }
  if (!/^\d{1,3}$/.test(action) || Number(action) > 255) {
    return undefined;
  }
  const exitStatus = Number(action);
  return exitStatus === 0 ? { kind: 'success' } : { kind: 'fail', exitStatus };
}
