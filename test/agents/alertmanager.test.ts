import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Agent, isInstalled, startAgent } from '../support/agent.ts';
import { freePort } from '../support/free-port.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

const EXAMPLE = new URL('../../examples/agents/alertmanager/alertmanager.yml', import.meta.url);

const withAlertmanager = isInstalled('prometheus-alertmanager') ? test : test.skip;

withAlertmanager(
  'Alertmanager as in the example hands its alerts on, and their ends (skipped where `prometheus-alertmanager` is not in PATH)',
  async () => {
    const world = await startTestPlatform();
    const url = `http://127.0.0.1:${await freePort()}`;
    const alertmanager = await startAlertmanager(world, url);
    try {
      const labels = { alertname: 'DiskFull', instance: 'db-1', severity: 'critical' };
      const alert = { labels, annotations: { summary: 'Disk is full' } };
      await post(url, [alert]);
      expect((await world.nextPage()).text).toMatch(/^CRITICAL Disk is full, db-1, /);
      const [theirs] = await listed(`${url}/api/v2/alerts`);
      const [ours] = (await world.call('GET', '/api/v2/alerts')).json;
      expect(ours).toMatchObject({ ...alert, fingerprint: theirs?.fingerprint });
      await post(url, [{ ...alert, endsAt: new Date().toISOString() }]);
      await untilNone(world);
    } catch (error) {
      throw new Error(alertmanager.output(), { cause: error });
    } finally {
      await alertmanager.stop();
      await world.platform.stop();
    }
  },
  30_000,
);

/** Returns the example with the address of this platform and no patience, as soon as it listens. */
async function startAlertmanager(world: TestPlatform, url: string): Promise<Agent> {
  const token = await world.key('samples');
  const agent = startAgent('prometheus-alertmanager', (folder) => {
    const config = readFileSync(EXAMPLE, 'utf8')
      .replace('http://127.0.0.1:8080', world.platform.url)
      .replace('group_wait: 5s', 'group_wait: 0s')
      .replace('group_interval: 1m', 'group_interval: 1s');
    writeFileSync(join(folder, 'wardbell.key'), `${token}\n`);
    writeFileSync(join(folder, 'alertmanager.yml'), config);
    return [
      '--config.file=alertmanager.yml',
      '--storage.path=data',
      '--cluster.listen-address=',
      `--web.listen-address=${url.replace('http://', '')}`,
    ];
  });
  for (;;) {
    const ready = await fetch(`${url}/-/ready`).catch(() => undefined);
    if (ready?.ok) {
      return agent;
    }
  }
}

async function post(url: string, alerts: readonly object[]): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(alerts);
  expect((await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers, body })).status).toBe(200);
}

async function listed(url: string): Promise<readonly { readonly fingerprint: string }[]> {
  return (await (await fetch(url)).json()) as readonly { readonly fingerprint: string }[];
}

/** Polls until nothing is open any more. */
async function untilNone({ call }: TestPlatform): Promise<void> {
  while ((await call('GET', '/v1/incidents')).json.incidents.length > 0) {}
}
