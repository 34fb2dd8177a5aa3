import { describe, expect, test } from '@jest/globals';
import { REHEARSED } from '#core/canary/canary.ts';
import { FUNCTIONS } from '#deployment/functions.ts';
import { QUEUES } from '#deployment/queues.ts';
import { arnOf, deployed, refTo, sorted } from './synth.ts';

const { resources } = deployed();
const queueOf = (name: string) => resources.one('SQS::Queue', `Queues${name}`);
const deadOf = (name: string) => queueOf(`${name}dead`);

/** Told apart from its dead letters by what follows its name: only a hash. */
const workOf = (name: string) => {
  const found = resources
    .of('SQS::Queue')
    .filter(({ id }) => new RegExp(`Queues${name}[0-9A-F]{8}$`, 'u').test(id));
  if (found[0] === undefined || found.length > 1) {
    throw new Error(`no one queue ${name}`);
  }
  return found[0];
};

const FIFO = {
  FifoQueue: true,
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
};
const HOUR = 60 * 60;
const TWO_WEEKS = 14 * 24 * HOUR;

describe.each(Object.entries(QUEUES))('the queue %s', (name, declared) => {
  test('waits and retries as declared, and then keeps what failed: for two weeks, or an hour where it was overtaken', () => {
    const { Properties } = workOf(name);
    expect(Properties).toMatchObject({
      VisibilityTimeout: declared.visibilityTimeoutSeconds,
      RedrivePolicy: {
        deadLetterTargetArn: arnOf(deadOf(name)),
        maxReceiveCount: declared.maxReceiveCount,
      },
    });
    expect(deadOf(name).Properties).toMatchObject({
      MessageRetentionPeriod: declared.overtaken ? HOUR : TWO_WEEKS,
    });
    for (const queue of [workOf(name), deadOf(name)]) {
      if (declared.fifo) {
        expect(queue.Properties).toMatchObject(FIFO);
      } else {
        expect(queue.Properties.FifoQueue).toBeUndefined();
      }
    }
  });

  test('feeds its function, which tells for each message whether it was handled', () => {
    const mapping = resources.one('Lambda::EventSourceMapping', `From${name}`);
    expect(mapping.Properties).toMatchObject({
      EventSourceArn: arnOf(workOf(name)),
      BatchSize: declared.batchSize,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});

describe('the queues', () => {
  test('are read by functions that end before a message is handed out again', () => {
    const readers = [
      ['incidents', 'incident'],
      ['pages', 'page'],
      ['alarms', 'alarms'],
      ['ticks', 'clock'],
    ] as const;
    for (const [name, reader] of readers) {
      expect(QUEUES[name].visibilityTimeoutSeconds).toBeGreaterThan(
        FUNCTIONS[reader].timeoutSeconds,
      );
    }
  });

  test('are none but these, their dead letters, what could not be delivered, and what the canary and rehearsals receive', () => {
    const expected = [
      ...Object.keys(QUEUES).flatMap((name) => [workOf(name).id, deadOf(name).id]),
      deadOf('undelivered').id,
      resources.one('SQS::Queue', 'CanaryInbox').id,
      ...REHEARSED.map((name) => resources.one('SQS::Queue', `RehearsalPages${name}`).id),
    ];
    expect(sorted(resources.of('SQS::Queue').map(({ id }) => id))).toEqual(sorted(expected));
  });

  test('take nothing that did not come by TLS', () => {
    for (const queue of resources.of('SQS::Queue')) {
      const policy = resources
        .of('SQS::QueuePolicy')
        .find(
          ({ Properties }) => JSON.stringify(Properties.Queues) === JSON.stringify([refTo(queue)]),
        );
      expect(policy?.Properties.PolicyDocument.Statement).toContainEqual({
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sqs:*',
        Resource: arnOf(queue),
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
    }
  });

  test('forget a tick after five minutes, and keep all else that waits for the four days of SQS', () => {
    const kept = Object.keys(QUEUES).map((name) => [
      name,
      workOf(name).Properties.MessageRetentionPeriod,
    ]);
    expect(Object.fromEntries(kept)).toEqual({ ticks: 300 });
  });
});
