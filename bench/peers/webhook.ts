import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Receives Alertmanager's webhooks and emits the ward of each alert. */
export async function startWebhook(onAlert: (ward: string) => void) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.end();
      const { alerts } = JSON.parse(Buffer.concat(chunks).toString()) as Webhook;
      for (const { labels } of alerts) {
        onAlert(labels['ward'] ?? '');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, stop: () => void server.close() };
}

interface Webhook {
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>> }[];
}
