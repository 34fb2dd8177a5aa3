import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Config } from '#core/team/config.ts';
import { createApiKey } from '#http/api-key.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import { startHttpFront } from '#local/http-server.ts';
import { startPlatform } from '#local/platform.ts';
import { bedsideConfig } from '../bedside.ts';
import { watchPublishing } from '../time-to-page.ts';
import { WARDS } from './time-to-page.ts';

/**
 * The process prints one JSON line with its address and key, then one for each person it has paged.
 */
const config: Config = {
  ...bedsideConfig(WARDS),
  alertRoutes: [{ matchers: [], to: { service: 'ward-0' } }],
};
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const log = (line: object) => process.stderr.write(`${JSON.stringify(line)}\n`);

if (process.argv[2] === 'function') {
  const front = await startHttpFront(0, Date.now);
  const ports = memoryPorts();
  const { token, key } = createApiKey('bench', ['samples'], Date.now());
  await ports.controls.putKey(key);
  const runtime = { ports, config, publicUrl: front.url, clock: Date.now, log };
  const ingest = createIngestHandler({ ...runtime, measure: () => undefined });
  front.serve({
    ingest,
    answer: ingest,
    respond: ingest,
    reports: ingest,
    contacts: ingest,
    console: ingest,
  });
  say({ url: front.url, key: token });
} else {
  const platform = await startPlatform({ config, port: 0, log });
  watchPublishing(platform, (page) => say({ page }));
  say({ url: platform.url, key: platform.adminKey });
}
