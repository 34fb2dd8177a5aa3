import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { postSamples } from '#runtime/post-samples.ts';
import { START, sample } from '../support/world.ts';

let server: Server;

beforeEach(async () => {
  server = createServer(() => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('a request that is taken and never answered is given up', async () => {
  const { port } = server.address() as AddressInfo;
  const post = postSamples(`http://127.0.0.1:${port}`, 'token', 50);
  await expect(post([sample('bed-1', 'spo2', 80, START)])).rejects.toThrow(
    /^POST http:.*\/v1\/samples was not answered: .*timeout/,
  );
});
