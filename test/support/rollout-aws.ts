import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A stand-in for CodeDeploy and Lambda over their own protocols. */
export interface RolloutAws {
  readonly endpoint: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** What was reported to CodeDeploy: deployment, hook and status. */
  readonly told: unknown[];
  /** The versions that Lambda was asked for. */
  readonly called: string[];
  stop(): void;
}

export interface RolloutAnswers {
  /** CodeDeploy's `deploymentInfo`. */
  readonly deploymentInfo: object;
  /** Response of a version; throwing means that it failed. */
  invoke(event: unknown): Promise<unknown>;
}

/** Starts the parts of CodeDeploy and Lambda that a hook calls; no emulator here has CodeDeploy. */
export async function startRolloutAws(answers: () => RolloutAnswers): Promise<RolloutAws> {
  const told: unknown[] = [];
  const called: string[] = [];
  const codedeploy = (target: string, body: Readonly<Record<string, unknown>>) => {
    if (/^(?:secretsmanager\.|Firehose_)/u.test(target)) {
      return {};
    }
    if (target.endsWith('.GetDeployment')) {
      return { deploymentInfo: answers().deploymentInfo };
    }
    told.push([body['deploymentId'], body['lifecycleEventHookExecutionId'], body['status']]);
    return { lifecycleEventHookExecutionId: body['lifecycleEventHookExecutionId'] };
  };
  const lambda = async (url: URL, body: unknown, response: ServerResponse) => {
    const [, name] = /functions\/([^/]+)\/invocations/u.exec(url.pathname) ?? [];
    called.push(`${decodeURIComponent(name ?? '')} ${url.searchParams.get('Qualifier')}`);
    return answers()
      .invoke(body)
      .catch((error: Error) => {
        response.setHeader('x-amz-function-error', 'Unhandled');
        return { errorType: error.name, errorMessage: error.message };
      });
  };
  const server = createServer(async (request: IncomingMessage, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const body: Readonly<Record<string, unknown>> = JSON.parse((await text(request)) || '{}');
    const target = String(request.headers['x-amz-target'] ?? '');
    const answer = target ? codedeploy(target, body) : await lambda(url, body, response);
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify(answer ?? null));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    told,
    called,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
