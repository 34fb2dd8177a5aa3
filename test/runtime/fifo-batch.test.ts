import { describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { type FifoBatchOptions, fifoBatch } from '#runtime/fifo-batch.ts';
import type { LogLine } from '#runtime/log.ts';
import type { Measured } from '#runtime/measure.ts';

/**
 * Returns an event whose messages are named `<group><number>`, with only the fields that the batch
 * reads.
 */
function eventOf(...names: readonly string[]): SQSEvent {
  const Records = names.map((name) => ({
    messageId: name,
    body: name === 'x1' ? 'not json' : JSON.stringify(name),
    attributes: { MessageGroupId: name[0], ApproximateReceiveCount: '1' },
  }));
  return { Records } as unknown as SQSEvent;
}

async function run(
  event: SQSEvent,
  fails: readonly string[] = [],
  options: FifoBatchOptions<string> = {},
) {
  const handled: string[] = [];
  const runs: string[] = [];
  const logged: LogLine[] = [];
  const measured: Measured[] = [];
  const runtime = {
    clock: () => 0,
    log: (line: LogLine) => logged.push(line),
    measure: (values: Measured) => measured.push(values),
  };
  const handle = fifoBatch<string>(
    runtime,
    async (names) => {
      runs.push(names.join(' '));
      for (const name of names) {
        if (fails.includes(name)) {
          throw new Error(`of bed-7: ${name}`);
        }
      }
      handled.push(...names);
    },
    options,
  );
  const { batchItemFailures } = await handle(event);
  return {
    handled,
    runs,
    failed: batchItemFailures.map((f) => f.itemIdentifier),
    logged,
    measured,
  };
}

describe('fifoBatch', () => {
  test('handles all, each group in order', async () => {
    const { handled, failed } = await run(eventOf('a1', 'b1', 'a2', 'b2'));
    expect(failed).toEqual([]);
    expect(handled.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2']);
    expect(handled.filter((name) => name.startsWith('b'))).toEqual(['b1', 'b2']);
  });

  test('stops a group where a message fails, gives that and the later ones back, and goes on with others', async () => {
    const { handled, failed, measured } = await run(eventOf('a1', 'a2', 'b1', 'a3', 'b2'), ['a2']);
    expect(failed).toEqual(['a2', 'a3']);
    expect(measured).toEqual([{ messagesFailed: 1 }]);
    expect(new Set(handled)).toEqual(new Set(['a1', 'b1', 'b2']));
  });

  test('gives a message back that is no JSON, so that it ends with the dead letters', async () => {
    expect((await run(eventOf('x1', 'a1'))).failed).toEqual(['x1']);
  });

  describe('with messages that are handled together', () => {
    const pairs: FifoBatchOptions<string> = {
      runs: (names) => [names.slice(0, 2), names.slice(2)].filter((r) => r.length > 0),
    };

    test('handles each run of a group in one go, and in order', async () => {
      const { runs, failed } = await run(eventOf('a1', 'b1', 'a2', 'a3'), [], pairs);
      expect(failed).toEqual([]);
      expect(runs.filter((r) => r.startsWith('a'))).toEqual(['a1 a2', 'a3']);
      expect(runs).toContain('b1');
    });

    test('tries each for itself where a run fails, and gives back only the one that fails and what stands behind it', async () => {
      const { handled, failed, logged } = await run(eventOf('a1', 'a2', 'a3'), ['a2'], pairs);
      expect([handled, failed]).toEqual([['a1'], ['a2', 'a3']]);
      expect(logged).toMatchObject([{ messageId: 'a2' }]);
    });

    test('goes on where each for itself succeeds', async () => {
      let calls = 0;
      const { batchItemFailures } = await fifoBatch<string>(
        { clock: () => 0, log: () => undefined, measure: () => undefined },
        async () => {
          calls += 1;
          if (calls === 1) {
            throw new Error('throttled');
          }
        },
        pairs,
      )(eventOf('a1', 'a2', 'a3'));
      expect([batchItemFailures, calls]).toEqual([[], 4]);
    });

    test('handles what stands before a message that is no JSON', async () => {
      const { handled, failed } = await run(eventOf('x0', 'x1', 'x2'), [], pairs);
      expect([handled, failed]).toEqual([['x0'], ['x1', 'x2']]);
    });
  });

  test('logs a failure without its message, which may name a subject', async () => {
    const { logged } = await run(eventOf('a1'), ['a1']);
    expect(logged).toMatchObject([{ level: 'error', messageId: 'a1' }]);
    expect(JSON.stringify(logged)).not.toContain('bed-7');
  });
});
