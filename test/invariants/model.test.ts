import { afterAll, beforeAll, describe, test } from '@jest/globals';
import fc from 'fast-check';
import { command, liveThrough, restlessWorld } from '../support/random-history.ts';
import { runs } from '../support/runs.ts';
import { STORE_ENGINES, type StoreEngineName } from '../support/store-engines.ts';

/** How many histories on each store: a call of dynalite takes milliseconds. */
const RUNS = { memory: runs(200), SQLite: runs(25), DynamoDB: runs(2) } as const;

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
