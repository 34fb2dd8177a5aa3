import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import type { Config } from '#core/team/config.ts';
import { MINUTE } from '#core/time/instant.ts';
import { createProbeHandler } from '#lambdas/probe/handler.ts';
import { probe } from '#lambdas/support/probe.ts';
import type { LogLine } from '#runtime/log.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

/** `/up` answers, `/down` answers with 503, and `/hangs` never. */
const server = createServer(({ url }, response) => {
  if (url !== '/hangs') {
    response.writeHead(url === '/up' ? 200 : 503).end();
  }
});

const check = (name: string, url: string) =>
  `  - { name: ${name}, title: The ${name}, service: it, for: 0s, timeout: 1s, places: [aws], reach: [127.0.0.0/8], http: { url: "${url}" } }\n`;

function configOf(at: string): Config {
  const loaded = loadConfig(
    `
time_zone: UTC
people: { anna: { name: Anna, channels: [sms] } }
policies: { it: { steps: [{ page: [person: anna], wait: 5m }] } }
services: { it: { name: IT, policy: it } }
technical_service: it
checks:
${check('record', `${at}/up`)}${check('lab', `${at}/down`)}${check('ris', `${at}/hangs`)}`,
    'wardbell.yaml',
  );
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  return loaded.config;
}

let stage: TestPlatform;
let config: Config;

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  config = configOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  stage = await startTestPlatform({ config });
});

afterAll(async () => {
  await stage.platform.stop();
  server.closeAllConnections();
  server.close();
});

function createProbe(publicUrl = stage.platform.url) {
  const logged: LogLine[] = [];
  const log = (line: LogLine) => logged.push(line);
  const { ports } = stage.platform;
  const runtime = { ports, config, publicUrl, clock: Date.now, log };
  return { run: createProbeHandler(runtime, { place: 'eu-west-1', probe }), logged };
}

describe('the probe on the whole platform', () => {
  test('pages about what fails and what hangs, and about nothing else', async () => {
    const { run, logged } = createProbe();
    // Two runs at once, as where one takes longer than a minute.
    await Promise.all([run({}), run({})]);
    expect((await stage.nextPage()).text).toMatch(/^ERROR The \w+ does not answer/);
    const { incidents } = (await stage.call('GET', '/v1/incidents')).json;
    expect(new Set(incidents.map(({ title }: { title: string }) => title))).toEqual(
      new Set(['The lab does not answer', 'The ris does not answer']),
    );
    expect(logged.slice(0, 2)).toEqual(
      expect.arrayContaining([
        {
          ...{ level: 'info', message: 'a check fails', check: 'lab' },
          failure: 'it answers with status 503, not 2xx',
        },
        {
          ...{ level: 'info', message: 'a check fails', check: 'ris' },
          failure: 'it had not answered after 1s',
        },
      ]),
    );
  });

  test('fails where nothing answers what it posts, and logs why', async () => {
    const { run, logged } = createProbe('http://127.0.0.1:4');
    await expect(run({})).rejects.toThrow(/^what was probed could not be sent; the log/);
    expect(logged).toMatchObject([
      { level: 'error', reason: expect.stringMatching(/^POST .*:4\/v1\/samples was not answered/) },
    ]);
  });

  test('fails with a key that was revoked, and does not bring it back', async () => {
    const { keys } = (await stage.call('GET', '/v1/keys')).json;
    const { id, scopes } = keys.find(({ name }: { name: string }) => name === 'probe');
    expect(scopes).toEqual(['samples']);
    await stage.call('DELETE', `/v1/keys/${id}`);
    // Ingest remembers a key for half a minute.
    stage.putForward(MINUTE);
    const { run, logged } = createProbe();
    await expect(run({})).rejects.toThrow();
    expect(logged).toMatchObject([{ reason: expect.stringMatching(/401/) }]);
    expect((await stage.platform.ports.controls.key(id))?.revokedAt).toBeDefined();
  });
});
