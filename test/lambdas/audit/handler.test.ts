import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { snsContactBook } from '#adapters/sns/contact-book.ts';
import { createTopics } from '#adapters/sns/create-topics.ts';
import type { Config } from '#core/config.ts';
import { MINUTE } from '#core/time/instant.ts';
import { createAuditHandler } from '#lambdas/audit/handler.ts';
import { heartbeat } from '#lambdas/support/heartbeat.ts';
import type { LogLine } from '#lambdas/support/log.ts';
import type { Measured } from '#lambdas/support/measure.ts';
import type { ContactBook } from '#usecases/ports.ts';
import { startQueuesAndTopics } from '../../support/aws-engines.ts';
import { hospital, person } from '../../support/config.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';

let server: Server;
let url: string;
/**
 * What the monitor outside answers, one after the other, and then 200; it counts every beat. With 0
 * it never answers.
 */
let answers: number[];
let beats: number;
let logged: LogLine[];
let measured: Measured[];
let ports: MemoryPorts;

beforeEach(async () => {
  [beats, answers, logged, measured] = [0, [], [], []];
  ports = memoryPorts(() => NIGHT);
  server = createServer((_, response) => {
    beats += 1;
    const answer = answers.shift() ?? 200;
    if (answer > 0) response.writeHead(answer).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const NOBODY = {} as ContactBook;

function handlerWith(contacts: ContactBook = NOBODY, config: Config = hospital()) {
  const log = (line: LogLine) => void logged.push(line);
  const measure = (values: Measured) => void measured.push(values);
  const runtime = { ports, config, publicUrl: 'http://x', clock: () => NIGHT, log, measure };
  const deadLetters = { count: async () => [] };
  return createAuditHandler(runtime, { deadLetters, contacts, beat: heartbeat(url, log) });
}

const PLATFORM = { audit: 'platform' };

describe('the audit of the platform', () => {
  test('that finds nothing measures that, and tells somebody outside', async () => {
    await handlerWith()(PLATFORM);
    expect(measured).toEqual([{ oldestDue: 0, unacknowledgedIncidents: 0, platformFindings: 0 }]);
    expect([beats, logged]).toEqual([1, []]);
  });

  test('that finds something logs it, and leaves whoever listens outside without a beat', async () => {
    await ports.incidents.save(incident([alert('bed-1')], { due: NIGHT - 3 * MINUTE }), 0);
    await handlerWith()(PLATFORM);
    expect(measured).toEqual([{ oldestDue: 180, unacknowledgedIncidents: 1, platformFindings: 1 }]);
    expect(logged).toMatchObject([{ level: 'error', kind: 'late' }]);
    expect(JSON.stringify(logged)).not.toContain('bed-1');
    expect(beats).toBe(0);
  });

  test('that fails is an error, measures nothing and sends no beat', async () => {
    ports = observePorts(ports, (operation, call) =>
      operation === 'incidents.open'
        ? Promise.reject(new Error('away: bed-1', { cause: new Error('bed-1') }))
        : call(),
    );
    const thrown = await handlerWith()(PLATFORM).catch((error: unknown) => error);
    // What Lambda would log of it.
    expect(inspect(thrown)).toMatch(/an audit failed; .*log/);
    expect(inspect(thrown) + JSON.stringify(logged)).not.toContain('bed-1');
    expect(logged).toMatchObject([{ message: 'an audit failed', audit: 'platform' }]);
    expect([beats, measured]).toEqual([0, []]);
  });
});

describe('a beat', () => {
  test('that is not taken is sent once more', async () => {
    answers = [503];
    await handlerWith()(PLATFORM);
    expect([beats, logged]).toEqual([2, []]);
  });

  test('that is never taken is logged without the URL, which is a secret, and fails nothing', async () => {
    answers = [503, 500];
    await handlerWith()(PLATFORM);
    expect(beats).toBe(2);
    expect(logged).toMatchObject([{ message: 'the heartbeat was not taken', status: 500 }]);
    server.closeAllConnections();
    server.close();
    await handlerWith()(PLATFORM);
    expect(logged).toHaveLength(2);
    expect(JSON.stringify(logged)).not.toContain('secret-path');
  });

  test('is given up where the monitor takes it and does not answer', async () => {
    answers = [0, 0];
    await heartbeat(url, (line) => logged.push(line), 50)();
    expect(logged).toMatchObject([{ message: 'the heartbeat was not taken' }]);
    expect(logged[0]).not.toHaveProperty('status');
  });

  test('goes nowhere where nobody listens', async () => {
    url = '';
    await handlerWith()(PLATFORM);
    expect([beats, logged]).toEqual([0, []]);
  });
});

test('the audit of contacts logs whose contact needs somebody, never an address, and counts', async () => {
  const { clients, stop } = await startQueuesAndTopics();
  try {
    const anna = { ...person('anna', ['sms', 'email']), contacts: {} };
    const config = { ...hospital(), people: { anna } };
    const prefix = await createTopics(clients.sns, 'w-', [
      { responder: 'anna', channel: 'sms', contact: '+46701234567' },
      { responder: 'anna', channel: 'email' },
    ]);
    const handler = handlerWith(snsContactBook(clients.sns, prefix), config);
    await handler({ audit: 'contacts' });
    expect(logged).toMatchObject([{ level: 'error', person: 'anna', channel: 'email' }]);
    expect(measured).toEqual([{ contactFindings: logged.length }]);
    expect(JSON.stringify(logged)).not.toContain('4567');
    expect(beats).toBe(0);
  } finally {
    await stop();
  }
});

test.each([
  [{ audit: 'x' }, '"audit" is "x"; it must be "platform" or "contacts".'],
  [{}, '"audit" is missing; it must be "platform" or "contacts".'],
  [null, '"audit" is missing'],
])('%j is refused, and the error says what is allowed', async (event, message) => {
  await expect(handlerWith()(event)).rejects.toThrow(message);
});
