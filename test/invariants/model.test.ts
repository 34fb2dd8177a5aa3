import { afterAll, beforeAll, describe, test } from '@jest/globals';
import fc from 'fast-check';
import { command, liveThrough, restlessWorld } from '../support/random-history.ts';
import { STORE_ENGINES, type StoreEngineName } from '../support/store-engines.ts';

/**
 * How many histories on each store: a call of dynalite takes milliseconds. The nightly, which asks
 * for other histories, runs twice as many.
 */
const TIMES = process.env['SEED'] === 'random' ? 2 : 1;
const RUNS = { memory: 200 * TIMES, SQLite: 25 * TIMES, DynamoDB: 2 * TIMES } as const;

describe.each(['memory', 'SQLite', 'DynamoDB'] as const)(
  'whatever happens, on stores in %s,',
  (name) => {
    let engine: Awaited<ReturnType<(typeof STORE_ENGINES)[StoreEngineName]>>;
    beforeAll(async () => {
      engine = await STORE_ENGINES[name]();
    });
    afterAll(() => engine.stop());

    test(`${RUNS[name]} random histories of samples, external alerts, failures, repeats, crashes and answers keep every invariant`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), (commands) =>
          engine.use((stores) => liveThrough(restlessWorld(stores), commands)),
        ),
        { numRuns: RUNS[name] },
      );
    }, 300_000);
  },
);
