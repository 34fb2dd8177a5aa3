import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { type Agent, isInstalled, startAgent } from '../support/agent.ts';
import { hospital } from '../support/config.ts';
import { freePort } from '../support/free-port.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

const EXAMPLES = new URL('../../examples/agents/prometheus/', import.meta.url);

const CONFIG = hospital({
  config: {
    alertRoutes: [
      {
        matchers: [{ name: 'alertname', op: '=', value: 'Watchdog' }],
        to: { heartbeat: 'prometheus' },
      },
      { matchers: [], to: { service: 'icu' } },
    ],
    heartbeats: {
      prometheus: {
        id: 'prometheus',
        title: 'Prometheus is silent',
        service: 'it',
        severity: 'critical',
        expected: { kind: 'every', period: MINUTE },
        grace: MINUTE,
      },
    },
  },
});

const withPrometheus = isInstalled('prometheus') ? test : test.skip;

withPrometheus(
  'Prometheus as in the example pages by a rule of its own, ends it, and is missed when it falls silent (skipped where `prometheus` is not in PATH)',
  async () => {
    const world = await startTestPlatform({ config: CONFIG });
    const server = await startServer();
    const prometheus = await startPrometheus(world, server);
    try {
      expect(await world.nextPage()).toMatchObject({
        responder: 'anna',
        text: expect.stringMatching(/^CRITICAL Server does not answer, 127\.0\.0\.1:\d+, ICU/),
      });
      server.removeAllListeners('request').on('request', (_, answer) => answer.end('up_now 1\n'));
      while ((await world.call('GET', '/v1/incidents')).json.incidents.length > 0) {}
      await prometheus.stop();
      world.putForward(2 * MINUTE + 10 * SECOND);
      await world.platform.tick();
      expect(await world.nextPage()).toMatchObject({
        responder: 'dan',
        text: expect.stringMatching(/^CRITICAL Prometheus is silent/),
      });
    } catch (error) {
      throw new Error(prometheus.output(), { cause: error });
    } finally {
      await prometheus.stop();
      server.closeAllConnections();
      server.close();
      await world.platform.stop();
    }
  },
  40_000,
);

/** Starts the scrape target, which is broken at first. */
async function startServer(): Promise<Server> {
  const server = createServer((_, answer) => answer.writeHead(500).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/**
 * Returns the example with the addresses of this platform and this server, and seconds instead of
 * minutes.
 */
async function startPrometheus(world: TestPlatform, server: Server): Promise<Agent> {
  const token = await world.key('samples');
  const port = await freePort();
  const example = (name: string) => readFileSync(new URL(name, EXAMPLES), 'utf8');
  const config = example('alerting.yml')
    .replace('127.0.0.1:8080', world.platform.url.replace('http://', ''))
    .replace('127.0.0.1:9100', `127.0.0.1:${(server.address() as AddressInfo).port}`)
    .replaceAll('_interval: 15s', '_interval: 1s');
  return startAgent('prometheus', (folder) => {
    writeFileSync(join(folder, 'wardbell.key'), `${token}\n`);
    writeFileSync(join(folder, 'alerting.yml'), config);
    writeFileSync(join(folder, 'alerts.yml'), example('alerts.yml').replace('for: 1m', 'for: 0s'));
    return [
      '--config.file=alerting.yml',
      '--storage.tsdb.path=data',
      // What it made before it had found the platform it has dropped, and sends with the next.
      '--rules.alert.resend-delay=1s',
      `--web.listen-address=127.0.0.1:${port}`,
    ];
  });
}
