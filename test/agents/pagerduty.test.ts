import { readFileSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { acknowledge, change, event, resolve, trigger } from '@pagerduty/pdjs';
import { isInstalled, startAgent } from '../support/agent.ts';
import { freePort } from '../support/free-port.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../support/platform.ts';
import { canMakeCertificates, startTlsFront, type TlsFront } from '../support/tls-front.ts';

const EXAMPLE = new URL('../../examples/agents/pagerduty/alertmanager.yml', import.meta.url);

const onlyWhere = (can: boolean) => (can ? test : test.skip);
const withTls = onlyWhere(canMakeCertificates());
const withAlertmanager = onlyWhere(isInstalled('prometheus-alertmanager'));
const withBoth = onlyWhere(canMakeCertificates() && isInstalled('prometheus-alertmanager'));

let world: TestPlatform;
let token: string;

beforeAll(async () => {
  const alertRoutes = [{ matchers: [], to: { service: 'icu' } }] as const;
  world = await startTestPlatform({ config: { ...TEST_CONFIG, alertRoutes } });
  token = await world.key('samples');
});

afterAll(() => world.platform.stop());

interface Found {
  readonly status: string;
  readonly title: string;
}

/** Polls the newest incident with this title until it has the given status. */
async function comesTo(status: string, title: string): Promise<void> {
  for (;;) {
    const { incidents } = (await world.call('GET', '/v1/incidents?status=all')).json;
    const found = incidents.find((incident: Found) => incident.title.includes(title));
    if (found?.status === status) {
      return;
    }
  }
}

describe('@pagerduty/pdjs with `server` (skipped where openssl, for a certificate, is not in PATH)', () => {
  let front: TlsFront | undefined;
  let through: object;

  beforeAll(async () => {
    if (!canMakeCertificates()) {
      return;
    }
    const made = await startTlsFront(world.platform.url, []);
    through = { server: made.host, agent: new Agent({ ca: made.ca }) };
    front = made;
  });

  afterAll(() => front?.stop());

  const payload = { summary: 'Disk of pdjs full', source: 'pdjs-1', severity: 'critical' } as const;

  withTls('triggers, acknowledges and resolves an alert by the key that it was given', async () => {
    const data = { routing_key: token, event_action: 'trigger', payload } as const;
    const triggered = await trigger({ ...through, data });
    expect([triggered.status, triggered.data.status]).toEqual([202, 'success']);
    const { dedup_key } = triggered.data;
    await comesTo('triggered', payload.summary);
    await acknowledge({ ...through, data: { ...data, dedup_key } });
    await comesTo('acknowledged', payload.summary);
    await resolve({ ...through, data: { ...data, dedup_key } });
    await comesTo('resolved', payload.summary);
  });

  withTls('tells of a change', async () => {
    const data = { routing_key: token, payload: { summary: 'Deploy 7', source: 'pdjs' } };
    const told = await change({ ...through, data } as Parameters<typeof change>[0]);
    expect([told.status, told.data.status]).toEqual([202, 'success']);
  });

  withTls('reads why an event was refused', async () => {
    const data = { routing_key: 'nobody', event_action: 'trigger', payload } as const;
    const { status, data: said } = await event({ ...through, data });
    expect([status, said.status]).toEqual([400, 'invalid event']);
    expect(said.errors).toEqual([expect.stringMatching(/'routing_key'/)]);
  });
});

/** Alertmanager with this config in its folder, its key beside it, and whatever more. */
async function startAlertmanager(config: string, files: Readonly<Record<string, string>> = {}) {
  const port = await freePort();
  const agent = startAgent('prometheus-alertmanager', (folder) => {
    writeFileSync(join(folder, 'wardbell.key'), `${token}\n`);
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text);
    }
    writeFileSync(join(folder, 'alertmanager.yml'), config);
    return [
      '--config.file=alertmanager.yml',
      '--storage.path=data',
      '--cluster.listen-address=',
      `--web.listen-address=127.0.0.1:${port}`,
    ];
  });
  /** Tells it of an alert as Prometheus does, as soon as it answers. */
  const tell = async (instance: string, endsAt?: Date) => {
    const labels = { alertname: 'DiskFull', instance, severity: 'critical' };
    const annotations = { summary: `The disk of ${instance} is full` };
    const body = JSON.stringify([{ labels, annotations, endsAt }]);
    const headers = { 'content-type': 'application/json' };
    for (;;) {
      const url = `http://127.0.0.1:${port}/api/v2/alerts`;
      const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
    }
  };
  return { ...agent, tell };
}

const inAHurry = (config: string) =>
  config
    .replace('http://127.0.0.1:8080', world.platform.url)
    .replace('group_wait: 5s', 'group_wait: 0s')
    .replace('group_interval: 1m', 'group_interval: 1s');

async function firesAndResolves(
  alertmanager: Awaited<ReturnType<typeof startAlertmanager>>,
  instance: string,
): Promise<void> {
  try {
    await alertmanager.tell(instance);
    await comesTo('triggered', instance);
    await alertmanager.tell(instance, new Date());
    await comesTo('resolved', instance);
  } catch (error) {
    throw new Error(alertmanager.output(), { cause: error });
  } finally {
    await alertmanager.stop();
  }
}

describe('Alertmanager (skipped where `prometheus-alertmanager` is not in PATH)', () => {
  withAlertmanager(
    'as in the example opens an incident for what fires, and resolves it',
    async () => {
      const example = readFileSync(EXAMPLE, 'utf8');
      await firesAndResolves(await startAlertmanager(inAHurry(example)), 'db-1:9100');
    },
    30_000,
  );

  withBoth(
    'with a service_key, whose address is fixed, through a proxy',
    async () => {
      const host = 'events.pagerduty.com';
      const front = await startTlsFront(world.platform.url, [host]);
      const config = `
route: { receiver: wardbell, group_by: [instance], group_wait: 0s, group_interval: 1s }
receivers:
  - name: wardbell
    pagerduty_configs:
      - service_key_file: wardbell.key
        http_config: { proxy_url: "${front.proxyUrl}", tls_config: { ca_file: ca.pem } }
`;
      await firesAndResolves(await startAlertmanager(config, { 'ca.pem': front.ca }), 'db-2:9100');
      await front.stop();
    },
    30_000,
  );
});
