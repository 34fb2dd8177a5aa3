import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An external monitor, which counts the platform's heartbeats. */
export interface Monitor {
  readonly url: string;
  beats(): number;
}

export async function startMonitor(): Promise<Monitor> {
  let beats = 0;
  const server = createServer((_, response) => {
    beats += 1;
    response.end('ok');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // The caller need not stop it.
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, beats: () => beats };
}
