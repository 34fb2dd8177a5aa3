import { mkdirSync } from 'node:fs';
import { Server } from 'node:net';
import { startFauxqs } from 'fauxqs';
import { type QueueFile, takeQueueFile } from '#adapters/sqlite/queue-file.ts';

/** An SQS and an SNS API in this process. */
export interface Queues {
  readonly endpoint: string;
  /** The queue file of the folder as it was found; undefined in memory. */
  readonly file?: QueueFile;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/**
 * Starts them on a free port. With a folder everything is on disk before they answer; without one
 * it is in memory.
 */
export async function startQueues(folder?: string): Promise<Queues> {
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
  }
  const file = folder === undefined ? undefined : takeQueueFile(folder);
  const server = await onLoopback(() =>
    startFauxqs({
      port: 0,
      host: HOST,
      logger: false,
      ...(folder !== undefined && { dataDir: folder }),
    }),
  ).catch((error: unknown) => {
    file?.release();
    throw error;
  });
  return {
    endpoint: `http://${HOST}:${server.port}`,
    ...(file !== undefined && { file }),
    async stop() {
      await server.stop();
      file?.release();
    },
  };
}

/**
 * fauxqs listens on every interface whatever host it is given; what is in its queues is for this
 * machine only.
 */
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
