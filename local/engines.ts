import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { type AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { startFauxqs } from 'fauxqs';
import type { LocalEndpoints } from '#adapters/aws-clients.ts';

/** A DynamoDB, an SQS and an SNS API in this process. */
export interface Engines {
  readonly endpoints: LocalEndpoints;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Starts them on free ports. With a folder everything they are told is on disk before they answer; without one it is in memory. */
export async function startEngines(data?: string): Promise<Engines> {
  const folder = (name: string) => (data === undefined ? undefined : join(data, name));
  const dynamodb = await startDynalite(folder('dynamodb'));
  try {
    const queues = await startQueues(folder('queues'));
    const { endpoint } = queues;
    return {
      endpoints: { dynamodb: dynamodb.endpoint, sqs: endpoint, sns: endpoint },
      async stop() {
        await queues.stop();
        await dynamodb.stop();
      },
    };
  } catch (error) {
    await dynamodb.stop();
    throw error;
  }
}

/** SQS and SNS alone. */
export async function startQueues(dataDir?: string): Promise<{
  readonly endpoint: string;
  stop(): Promise<void>;
}> {
  const server = await onLoopback(() =>
    startFauxqs({ port: 0, host: HOST, logger: false, ...(dataDir && { dataDir }) }),
  );
  return { endpoint: `http://${HOST}:${server.port}`, stop: () => server.stop() };
}

/** fauxqs listens on every interface whatever host it is given; what is in its queues is for this machine only. */
async function onLoopback<Started>(start: () => Promise<Started>): Promise<Started> {
  const { listen } = Server.prototype;
  Server.prototype.listen = function (this: Server, ...given: unknown[]) {
    const [options, ...rest] = given;
    const local = typeof options === 'object' ? { ...options, host: HOST } : options;
    return Reflect.apply(listen, this, [local, ...rest]);
  } as typeof listen;
  try {
    return await start();
  } finally {
    Server.prototype.listen = listen;
  }
}

async function startDynalite(path?: string) {
  if (path !== undefined) mkdirSync(path, { recursive: true });
  const server = dynalite({
    createTableMs: 0,
    updateTableMs: 0,
    deleteTableMs: 0,
    ...(path && { path }),
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  return {
    endpoint: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      await closed;
    },
  };
}
