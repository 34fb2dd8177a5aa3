import { shortHash } from '#core/team/short-hash.ts';
import { SECOND } from '#core/time/instant.ts';
import { exposition } from '#http/exposition.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { cachedLoad } from '#runtime/cached-load.ts';
import type { Family } from '#runtime/family.ts';
import { readState } from '#usecases/read-state.ts';
import { stateFamilies } from './state-families.ts';

/** However often it is scraped, the stores are read no more often than this. */
const CACHE = { lasts: 30 * SECOND, most: 1 };

/**
 * The metrics that Prometheus scrapes. A deployment has many short-lived instances, whose own
 * counters would be wrong: it shows gauges, read from the stores. One machine has counters too.
 */
export function metricsRoutes({
  runtime: { ports, config, version = 'unknown', clock, counters = () => [] },
  gate,
}: RouteDependencies): Routes<'GET /metrics'> {
  const read = readState(ports, config);
  const state = cachedLoad(async () => stateFamilies(await read(clock())), { ...CACHE, clock });
  const about = buildInfo({ version, config: shortHash(config) });
  return {
    'GET /metrics': gate.withKey('read', async ({ headers }) => {
      const families = [about, ...(await state.get('')), ...counters()];
      const { contentType, body } = exposition(families, headers['accept']);
      const ours = { 'content-type': contentType, 'cache-control': 'no-store', vary: 'accept' };
      return { statusCode: 200, headers: ours, body };
    }),
  };
}

function buildInfo(labels: Readonly<Record<string, string>>): Family {
  return {
    name: 'wardbell_build_info',
    type: 'gauge',
    help: 'Always 1; which version serves which config, by its hash.',
    values: [{ labels, value: 1 }],
  };
}
