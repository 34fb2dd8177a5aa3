import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { snsContactBook } from '#adapters/sns/contact-book.ts';
import { createTopics } from '#adapters/sns/create-topics.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { createAuditHandler } from '#lambdas/audit/handler.ts';
import type { LogLine } from '#runtime/log.ts';
import type { Measured } from '#runtime/measure.ts';
import { sendHeartbeat } from '#runtime/send-heartbeat.ts';
import { trackExpectedMetrics } from '#usecases/audit-missing-metrics.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import type { ContactBook } from '#usecases/ports.ts';
import { recordMetricCoverage } from '#usecases/record-metric-coverage.ts';
import { startQueuesAndTopics } from '../../support/aws-engines.ts';
import { below, hospital, person } from '../../support/config.ts';
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
let now: number;

beforeEach(async () => {
  [beats, answers, logged, measured, now] = [0, [], [], [], NIGHT];
  ports = memoryPorts(() => NIGHT);
  server = createServer((_, response) => {
    beats += 1;
    const answer = answers.shift() ?? 200;
    if (answer > 0) {
      response.writeHead(answer).end();
    }
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
  const runtime = { ports, config, publicUrl: 'http://x', clock: () => now, log, measure };
  const deadLetters = { count: async () => [] };
  return createAuditHandler(runtime, {
    deadLetters,
    contacts,
    place: 'eu-north-1',
    beat: sendHeartbeat(url, log),
  });
}

const PLATFORM = { audit: 'platform' };

describe('the audit of the platform', () => {
  test('that finds nothing measures that, and tells somebody outside', async () => {
    await handlerWith()(PLATFORM);
    expect(measured).toEqual([{ oldestDue: 0, unacknowledgedIncidents: 0, platformFindings: 0 }]);
    expect([beats, logged]).toEqual([1, []]);
    const found = { check: 'platform', place: 'eu-north-1', at: NIGHT, findings: [] };
    expect(await ports.controls.checkReports()).toMatchObject([{ ...found, deadLetters: [] }]);
  });

  test('that finds something logs it, and sends no heartbeat to the external monitor', async () => {
    await ports.incidents.save(incident([alert('bed-1')], { due: NIGHT - 3 * MINUTE }), 0);
    await handlerWith()(PLATFORM);
    expect(measured).toEqual([{ oldestDue: 180, unacknowledgedIncidents: 1, platformFindings: 1 }]);
    expect(logged).toMatchObject([{ level: 'error', kind: 'late' }]);
    expect(JSON.stringify(logged)).not.toContain('bed-1');
    expect(beats).toBe(0);
    const reports = await ports.controls.checkReports();
    expect(reports).toMatchObject([{ oldestDue: 3 * MINUTE, findings: [{ kind: 'late' }] }]);
  });

  test('whose report cannot be written logs that, and has still told somebody outside', async () => {
    ports = observePorts(ports, (operation, call) =>
      operation === 'controls.putCheckReport' ? Promise.reject(new Error('away')) : call(),
    );
    await handlerWith()(PLATFORM);
    expect(beats).toBe(1);
    expect(logged).toMatchObject([{ message: 'the report of a check could not be written' }]);
  });

  test('that fails is an error, measures nothing and sends no beat', async () => {
    ports = observePorts(ports, (operation, call) =>
      operation === 'incidents.open'
        ? Promise.reject(new Error('away: bed-1', { cause: new Error('bed-1') }))
        : call(),
    );
    const thrown = await handlerWith()(PLATFORM).catch((error: unknown) => error);
    // The line that Lambda would log of it.
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
    await sendHeartbeat(url, (line) => logged.push(line), 50)();
    expect(logged).toMatchObject([{ message: 'the heartbeat was not taken' }]);
    expect(logged[0]).not.toHaveProperty('status');
  });

  test('goes nowhere where nobody listens', async () => {
    url = '';
    await handlerWith()(PLATFORM);
    expect([beats, logged]).toEqual([0, []]);
  });
});

test('the daily audit logs whose contact needs somebody, never an address, and counts', async () => {
  const { clients, stop } = await startQueuesAndTopics();
  try {
    const anna = { ...person('anna', ['sms', 'email']), contacts: {} };
    const config = { ...hospital(), people: { anna } };
    const prefix = await createTopics(clients.sns, 'w-', [
      { responder: 'anna', channel: 'sms', contact: '+46701234567' },
      { responder: 'anna', channel: 'email' },
    ]);
    const handler = handlerWith(snsContactBook(clients.sns, prefix), config);
    await handler({ audit: 'daily' });
    expect(logged).toMatchObject([{ level: 'error', person: 'anna', channel: 'email' }]);
    expect(measured).toEqual([
      { contactFindings: logged.length, unsentMetrics: 0, dailyFindings: logged.length },
    ]);
    expect(JSON.stringify(logged)).not.toContain('4567');
    expect(beats).toBe(0);
  } finally {
    await stop();
  }
});

describe('the daily audit of metrics', () => {
  const config = { ...hospital({ rules: [below('spo2', 88)] }), people: {} };
  const daily = async (at: number, contacts?: ContactBook) => {
    now = at;
    await handlerWith(contacts, contacts ? hospital() : config)({ audit: 'daily' });
  };

  test('logs each that nobody sends, says what to do, and counts; nothing once it comes', async () => {
    await trackExpectedMetrics(ports, config)(NIGHT);
    await daily(NIGHT);
    expect([logged, measured.pop()]).toEqual([
      [],
      { contactFindings: 0, unsentMetrics: 0, dailyFindings: 0 },
    ]);
    await daily(NIGHT + DAY);
    expect(logged).toMatchObject([{ level: 'error', metric: 'spo2', rules: ['spo2-low'] }]);
    expect(JSON.stringify(logged)).toMatch(/last: never, since .*seldom_sent: true/);
    expect(measured.pop()).toEqual({ contactFindings: 0, unsentMetrics: 1, dailyFindings: 1 });
    const sample = { subject: 'bed-1', metric: 'spo2', value: 97, at: now, labels: {} };
    await recordMetricCoverage(ports, config)(
      await ingestSamples(ports, config)([sample], now),
      now,
    );
    await daily(NIGHT + DAY + HOUR);
    expect(measured.pop()).toEqual({ contactFindings: 0, unsentMetrics: 0, dailyFindings: 0 });
    expect(logged).toHaveLength(1);
  });

  test('is made though that of contacts fails, which is an error all the same', async () => {
    const away: Pick<ContactBook, 'list'> = {
      list: () => Promise.reject(new Error('SNS is away')),
    };
    await trackExpectedMetrics(ports, hospital())(NIGHT);
    await expect(daily(NIGHT + DAY, away as ContactBook)).rejects.toThrow('an audit failed');
    expect(logged[0]).toMatchObject({ message: 'a metric of the rules is not sent' });
  });

  test('is made if a stack of an earlier version asks for that of contacts', async () => {
    await handlerWith(NOBODY, config)({ audit: 'contacts' });
    expect(measured).toHaveLength(1);
  });
});

test.each([
  [{ audit: 'x' }, '"audit" is "x"; it must be "platform" or "daily".'],
  [{}, '"audit" is missing; it must be "platform" or "daily".'],
  [null, '"audit" is missing'],
])('%j is refused, and the error says what is allowed', async (event, message) => {
  await expect(handlerWith()(event)).rejects.toThrow(message);
});
