import { afterAll, beforeAll, describe, test } from '@jest/globals';
import fc from 'fast-check';
import { lastRelease, type Release } from '../support/last-release.ts';
import { mixedCode } from '../support/mixed-code.ts';
import { command, liveThrough, restlessWorld } from '../support/random-history.ts';
import { randomNumbers } from '../support/random-numbers.ts';
import { runs } from '../support/runs.ts';
import { MIXED_ENGINES, type MixedEngine } from '../support/store-engines.ts';

/** How many histories on each store: a call of dynalite takes milliseconds. */
const RUNS = { SQLite: runs(20), DynamoDB: runs(1) } as const;
const ENGINES = RUNS.DynamoDB > 1 ? (['SQLite', 'DynamoDB'] as const) : (['SQLite'] as const);

/**
 * How much of what happens the released version does, one step after the other: a rollout goes
 * forward, comes to a stop, and goes back.
 */
const rollout = fc.array(fc.constantFrom(0, 0.1, 0.5, 0.9, 1), { minLength: 1, maxLength: 8 });

describe.each(ENGINES)(
  'whatever happens while this version and the one released last run side by side, on stores in %s,',
  (name) => {
    let released: Release;
    let engine: MixedEngine;
    beforeAll(async () => {
      released = await lastRelease();
      engine = await MIXED_ENGINES[name](released);
    });
    afterAll(() => engine.stop());

    test(
      'random histories of samples, external alerts, failures, repeats, crashes and answers keep every invariant',
      async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(command, { minLength: 5, maxLength: 40 }),
            rollout,
            fc.noShrink(fc.nat()),
            (commands, shares, seed) =>
              engine.use((mine, theirs) => {
                const chance = randomNumbers(seed);
                let calls = 0;
                // A step of the rollout lasts as long as 20 calls.
                const share = () => shares[Math.floor(calls++ / 20) % shares.length] ?? 0;
                const running = mixedCode(released, theirs, () => chance() < share());
                return liveThrough(restlessWorld(mine, running), commands);
              }),
          ),
          { numRuns: RUNS[name] },
        );
      },
      300_000 * RUNS.DynamoDB,
    );
  },
);
