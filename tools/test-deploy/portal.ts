import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the deployed probe asks. */
export interface Portal {
  readonly url: string;
  /** Lets it answer with this status from now on. */
  answer(status: number): void;
}

export async function startPortal(): Promise<Portal> {
  let status = 200;
  const server = createServer((_, response) => response.writeHead(status).end());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // The caller need not stop it.
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    answer(next) {
      status = next;
    },
  };
}
