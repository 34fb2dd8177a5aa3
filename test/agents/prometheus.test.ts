import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isInstalled, startAgent } from '../support/agent.ts';
import { below, hospital } from '../support/config.ts';
import { freePort } from '../support/free-port.ts';
import { startTestPlatform } from '../support/platform.ts';

const EXAMPLE = new URL('../../examples/agents/prometheus/prometheus.yml', import.meta.url);

/** Nothing listens there, so the server does not answer. */
const NOBODY = '127.0.0.1:1';

const DOWN = below('up', 1, {
  title: 'Server does not answer',
  condition: { kind: 'equals', value: 0 },
});

const withPrometheus = isInstalled('prometheus') ? test : test.skip;

withPrometheus(
  'Prometheus as in the example pages for a server that is down, and counts nothing as failed (skipped where `prometheus` is not in PATH)',
  async () => {
    const { platform, key, nextPage } = await startTestPlatform({
      config: hospital({ rules: [DOWN] }),
    });
    const token = await key('samples');
    const port = await freePort();
    const prometheus = startAgent('prometheus', (folder) => {
      writeFileSync(join(folder, 'wardbell.key'), `${token}\n`);
      writeFileSync(join(folder, 'prometheus.yml'), inAHurry(platform.url));
      return [
        '--config.file=prometheus.yml',
        '--storage.tsdb.path=data',
        `--web.listen-address=127.0.0.1:${port}`,
      ];
    });
    try {
      const page = await nextPage();
      expect(page).toMatchObject({ responder: 'anna' });
      expect(page.text).toMatch(/Server does not answer.*127\.0\.0\.1:1\b/s);
      const counts = await onceAnswered(`http://127.0.0.1:${port}/metrics`);
      expect(counts).toMatch(/^prometheus_remote_storage_samples_failed_total\{.*\} 0$/m);
      expect(counts).toMatch(/^prometheus_remote_storage_samples_retried_total\{.*\} 0$/m);
    } catch (error) {
      throw new Error(prometheus.output(), { cause: error });
    } finally {
      await prometheus.stop();
      await platform.stop();
    }
  },
  30_000,
);

/**
 * Returns the example with the address of this platform, and seconds instead of quarters of
 * minutes.
 */
function inAHurry(url: string): string {
  return readFileSync(EXAMPLE, 'utf8')
    .replace('http://127.0.0.1:8080', url)
    .replace('127.0.0.1:9100', NOBODY)
    .replace('scrape_interval: 15s', 'scrape_interval: 1s')
    .replace('batch_send_deadline: 5s', 'batch_send_deadline: 1s');
}

/**
 * Returns what Prometheus counts, as soon as a request of it has been answered with success: asked
 * again until then, as often as it answers.
 */
async function onceAnswered(url: string): Promise<string> {
  for (;;) {
    const counts = await (await fetch(url)).text();
    if (
      /^prometheus_remote_storage_queue_highest_sent_timestamp_seconds\{.*\} [1-9]/m.test(counts)
    ) {
      return counts;
    }
  }
}
