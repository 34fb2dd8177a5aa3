import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { secretReader, secretsClient } from '#adapters/secrets-manager/secret.ts';

let answer: readonly [number, object] = [200, {}];
const server = createServer((_, response) => {
  response.writeHead(answer[0], { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(answer[1]));
});

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function read() {
  const { port } = server.address() as AddressInfo;
  const client = secretsClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  return secretReader(client, 'a secret')();
}

const NONE = { __type: 'ResourceNotFoundException', message: 'no value for AWSCURRENT' };

test.each<[string, readonly [number, object], string | undefined]>([
  ['its value', [200, { SecretString: 'p4ss' }], 'p4ss'],
  ['its value without the line break of an editor', [200, { SecretString: 'p4ss\n' }], 'p4ss'],
  ['nothing while nobody has put a value into it', [400, NONE], undefined],
])('a secret is read as %s', async (_, given, value) => {
  answer = given;
  expect(await read()).toBe(value);
});

test('a secret that may not be read is an error, and no public client', async () => {
  answer = [400, { __type: 'AccessDeniedException', message: 'no' }];
  await expect(read()).rejects.toThrow('no');
});
