import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Agent, isInstalled, startAgent } from '../support/agent.ts';
import { below, hospital } from '../support/config.ts';
import { BLOCKS } from '../support/documents.ts';
import { freePort } from '../support/free-port.ts';
import { startTestPlatform } from '../support/platform.ts';

const PROGRAMS = ['prometheus', 'prometheus-node-exporter', 'prometheus-blackbox-exporter'];

const FULL = below('node_filesystem_avail_bytes', 0, {
  title: 'Disk measured',
  condition: { kind: 'above', limit: 1, clear: 1 },
});

const UNREACHED = below('probe_success', 1, { title: 'Health record does not answer' });

const withExporters = PROGRAMS.every(isInstalled) ? test : test.skip;

withExporters(
  'what the node exporter measures and the blackbox exporter probes pages by way of Prometheus (skipped where one of them is not in PATH)',
  async () => {
    const { platform, key, nextPage, call } = await startTestPlatform({
      config: hospital({ rules: [FULL, UNREACHED] }),
    });
    const probed = createServer((_, answer) => answer.end()).listen(0, '127.0.0.1');
    await once(probed, 'listening');
    const ports = { node: await freePort(), blackbox: await freePort(), web: await freePort() };
    const agents: Agent[] = [
      startAgent('prometheus-node-exporter', () => [
        `--web.listen-address=127.0.0.1:${ports.node}`,
        '--collector.disable-defaults',
        '--collector.filesystem',
      ]),
      startAgent('prometheus-blackbox-exporter', (folder) => {
        writeFileSync(join(folder, 'blackbox.yml'), 'modules: { http: { prober: http } }\n');
        return ['--config.file=blackbox.yml', `--web.listen-address=127.0.0.1:${ports.blackbox}`];
      }),
    ];
    const token = await key('samples');
    const record = `http://127.0.0.1:${(probed.address() as AddressInfo).port}/`;
    agents.push(
      startAgent('prometheus', (folder) => {
        writeFileSync(join(folder, 'wardbell.key'), `${token}\n`);
        writeFileSync(join(folder, 'prometheus.yml'), scraping(ports, record, platform.url));
        return [
          '--config.file=prometheus.yml',
          '--storage.tsdb.path=data',
          `--web.listen-address=127.0.0.1:${ports.web}`,
        ];
      }),
    );
    try {
      const disk = await nextPage();
      expect(disk.text).toMatch(/Disk measured/);
      probed.closeAllConnections();
      await new Promise((closed) => probed.close(closed));
      // Which of several disks has an incident of its own is not asked: they share the server's.
      while (!(await titles(call)).includes('Health record does not answer')) {}
    } catch (error) {
      throw new Error(agents.map((agent) => agent.output()).join('\n'), { cause: error });
    } finally {
      for (const agent of agents) {
        await agent.stop();
      }
      await platform.stop();
      probed.close();
    }
  },
  60_000,
);

type Call = Awaited<ReturnType<typeof startTestPlatform>>['call'];

async function titles(call: Call): Promise<readonly string[]> {
  const { json } = await call('GET', '/v1/incidents');
  return json.incidents.map(({ title }: { title: string }) => title);
}

function scraping(
  { node, blackbox }: { readonly node: number; readonly blackbox: number },
  record: string,
  url: string,
): string {
  return `
global: { scrape_interval: 1s, scrape_timeout: 1s }
${probing(record, `127.0.0.1:${blackbox}`)}
  - job_name: node
    static_configs: [{ targets: ['127.0.0.1:${node}'] }]
remote_write:
  - url: ${url}/api/v1/write
    authorization: { credentials_file: wardbell.key }
    queue_config: { batch_send_deadline: 1s }
    write_relabel_configs:
      - { source_labels: [__name__], regex: probe_success|node_filesystem_avail_bytes, action: keep }
`;
}

/**
 * Returns what the README of the examples says of the blackbox exporter, with these addresses in
 * it.
 */
function probing(record: string, exporter: string): string {
  const shown = BLOCKS.find(({ info }) => info.endsWith('exporters.test.ts'));
  if (shown === undefined) {
    throw new Error('no README shows how to scrape the blackbox exporter');
  }
  return shown.text
    .trimEnd()
    .replace('https://records.example.org', record)
    .replace('127.0.0.1:9115', exporter);
}
