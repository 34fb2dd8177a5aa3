import { shortHash } from '#core/team/short-hash.ts';
import { json } from '#http/http.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';

/**
 * Which version serves which config, to compare with what lies in a folder (`wardbell --version`).
 * It needs a key: a version tells whoever has none which faults are not mended here yet.
 */
export function versionRoutes({ runtime, gate }: RouteDependencies): Routes<'GET /v1/version'> {
  const { version = 'unknown', config } = runtime;
  const answer = { version, config: { short: shortHash(config), sha256: config.hash } };
  return { 'GET /v1/version': gate.withRight('read', async () => json(200, answer)) };
}
