import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { firehoseArchive, firehoseClient } from '#adapters/archive/firehose.ts';
import { SECOND } from '#core/time/instant.ts';

const NOW = Date.UTC(2026, 10, 28, 12);

type Answer = (response: ServerResponse) => void;

const TAKEN: Answer = (response) => response.end('{"RecordId":"1"}');
const THROTTLED: Answer = (response) => {
  response.statusCode = 500;
  response.end('{"__type":"ServiceUnavailableException","message":"slow down"}');
};
const SILENT: Answer = () => undefined;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A Firehose over the wire that answers so. */
async function firehose(answer: () => Answer) {
  const calls: { readonly target: string; readonly body: Record<string, unknown> }[] = [];
  server = createServer(async (request: IncomingMessage, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) {
      parts.push(part as Buffer);
    }
    const body = JSON.parse(Buffer.concat(parts).toString());
    calls.push({ target: String(request.headers['x-amz-target']), body });
    answer()(response);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = firehoseClient(`http://127.0.0.1:${port}`);
  const sent = () =>
    calls.map(({ body }) => Buffer.from((body['Record'] as { Data: string }).Data, 'base64'));
  return { calls, sent, archive: firehoseArchive(client, 'ward-archive') };
}

describe('the archive on Firehose', () => {
  test('sends lines as one record of gzip, and several of them are one file', async () => {
    const { archive, calls, sent } = await firehose(() => TAKEN);
    await archive.append(['{"a":1}', '{"a":2}'], NOW);
    await archive.append(['{"a":3}'], NOW);
    expect(calls.map(({ target }) => target)).toEqual([
      'Firehose_20150804.PutRecord',
      'Firehose_20150804.PutRecord',
    ]);
    expect(calls[0]?.body['DeliveryStreamName']).toBe('ward-archive');
    expect(gunzipSync(Buffer.concat(sent())).toString()).toBe('{"a":1}\n{"a":2}\n{"a":3}\n');
  });

  test('is asked once more if it throttles, and says what it did not take', async () => {
    const answers = [THROTTLED, TAKEN, THROTTLED, THROTTLED, TAKEN];
    const { archive, calls } = await firehose(() => answers.shift() ?? TAKEN);
    await archive.append(['x'], NOW);
    expect(calls).toHaveLength(2);
    await expect(archive.append(['x'], NOW)).rejects.toThrow('slow down');
    await archive.append(['x'], NOW);
    expect(calls).toHaveLength(5);
  });

  test('is waited for half a second, and left alone for ten after three silences in a row', async () => {
    const answers = [SILENT, SILENT, TAKEN, SILENT, SILENT, SILENT];
    const { archive, calls } = await firehose(() => answers.shift() ?? TAKEN);
    const silence = async (now: number) => {
      const began = performance.now();
      await expect(archive.append(['x'], now)).rejects.toThrow('aborted');
      expect(performance.now() - began).toBeLessThan(2_000);
    };
    await silence(NOW);
    await silence(NOW + 1);
    await archive.append(['x'], NOW + 2);
    await silence(NOW + 3);
    await silence(NOW + 4);
    await silence(NOW + 5);
    await expect(archive.append(['x'], NOW + 9 * SECOND)).rejects.toThrow(
      'Firehose did not answer a moment ago, and is not asked again yet',
    );
    expect(calls).toHaveLength(6);
    await archive.append(['x'], NOW + 5 + 10 * SECOND);
    expect(calls).toHaveLength(7);
  });

  test('goes on to be asked where several pieces of one request were not answered', async () => {
    const answers = [SILENT, SILENT, SILENT, SILENT];
    const { archive, calls } = await firehose(() => answers.shift() ?? TAKEN);
    const pieces = answers.map((_, i) => archive.append([`${i}`], NOW));
    expect((await Promise.allSettled(pieces)).map(({ status }) => status)).not.toContain(
      'fulfilled',
    );
    await archive.append(['x'], NOW + 1);
    expect(calls).toHaveLength(5);
  });
});
