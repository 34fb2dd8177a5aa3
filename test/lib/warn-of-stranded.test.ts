import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Wardbell } from '../../lib/wardbell.ts';
import { warnOfStranded } from '../../lib/warn-of-stranded.ts';
import { EXAMPLE, testApp } from './synth.ts';

const OLD = { id: 'o1', schedule: 'gone', person: 'eva', to: '2999-01-01T00:00:00Z' };

/** Returns what the CDK would print of an app, for this environment. */
async function printed(...envs: readonly Readonly<Record<string, string>>[]) {
  const app = testApp();
  const stack = new Stack(app, 'Test');
  const wardbell = new Wardbell(stack, 'Wardbell', { config: EXAMPLE, name: 'ward' });
  const before = wardbell.node.metadata.length;
  const all: string[][] = [];
  for (const env of envs) {
    await warnOfStranded(app, env);
    const added = wardbell.node.metadata.slice(before);
    all.push(added.map(({ type, data }) => `${type} ${data}`));
  }
  return all;
}

test('the CDK warns of what people hold and a config strands, where it can ask, and never fails', async () => {
  const server = createServer((_, response) =>
    response.end(JSON.stringify({ overrides: [OLD], incidents: [], silences: [] })),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [unset, away, asked] = await printed(
    {},
    { WARDBELL_URL: 'http://127.0.0.1:1', WARDBELL_KEY: 'wb_1' },
    { WARDBELL_URL: url, WARDBELL_KEY: 'wb_1' },
  );
  server.closeAllConnections();
  server.close();
  expect(unset).toEqual([]);
  expect(away).toEqual([
    expect.stringMatching(/^aws:cdk:info What this config would strand is not/),
  ]);
  expect(asked?.[1]).toMatch(/^aws:cdk:warning The override o1 of eva in schedule gone/);
});
