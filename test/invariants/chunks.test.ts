import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dynamodbStores } from '#adapters/dynamodb/stores.ts';
import type { Incident, IncidentAlert } from '#core/incident/incident.ts';
import type { IncidentStore } from '#usecases/ports.ts';
import { incident } from '../adapters/sample-states.ts';
import { startDynalite } from '../support/dynamodb-engines.ts';
import { startStores } from '../support/dynamodb-stores.ts';
import { alert } from '../support/incident.ts';

let started: Awaited<ReturnType<typeof startStores>>;
/** Two independent writers, like two instances of a function. */
let writers: readonly [IncidentStore, IncidentStore];
/**
 * Calls of DynamoDB until the next one fails, and whether it takes effect; none fails while this is
 * undefined.
 */
let crash: { calls: number; readonly moment: 'before' | 'after' } | undefined;

beforeAll(async () => {
  started = await startStores(startDynalite);
  const { dynamodb } = started.clients;
  const names = {
    subjects: 'subjects',
    incidents: 'incidents',
    controls: 'controls',
    audit: 'audit',
    trends: 'trends',
  };
  const store = () => dynamodbStores(dynamodb, names).incidents;
  writers = [store(), store()];
  dynamodb.middlewareStack.add(
    (next) => async (args) => {
      const dies = crash !== undefined && crash.calls-- === 0;
      if (dies && crash?.moment === 'before') {
        throw new Error('Crash');
      }
      const answer = await next(args);
      if (dies) {
        throw new Error('Crash');
      }
      return answer;
    },
    { step: 'initialize', name: 'crash' },
  );
});
afterAll(() => started.stop());

/**
 * What somebody does to the alerts of an incident: by their numbers, how they are afterwards;
 * `gone`: forgotten.
 */
interface Change {
  readonly from: number;
  readonly count: number;
  readonly to: 'firing' | 'resolved' | 'gone';
}

/** Twelve of them fill the part of an incident's own item that alerts may take. */
function manyWords(number: number, status: 'firing' | 'resolved', seq: number): IncidentAlert {
  const title = `alert ${number} `.padEnd(2_700, String(number));
  return { alert: alert(`bed-${number}`, { title }), status, seq };
}

function changed(before: Incident, { from, count, to }: Change): Incident {
  const alerts: Record<string, IncidentAlert> = { ...before.alerts };
  for (let number = from; number < from + count; number++) {
    const now = manyWords(number, to === 'resolved' ? to : 'firing', before.version);
    if (to === 'gone') {
      delete alerts[now.alert.fingerprint];
    } else {
      alerts[now.alert.fingerprint] = now;
    }
  }
  return { ...before, alerts, version: before.version + 1 };
}

const change: fc.Arbitrary<Change> = fc.record({
  from: fc.nat(60),
  count: fc.integer({ min: 1, max: 20 }),
  to: fc.constantFrom('firing', 'firing', 'firing', 'resolved', 'gone'),
});

const step = fc.record({
  writer: fc.constantFrom(0 as const, 1 as const),
  change,
  /** What the other writer does at the same moment. */
  rival: fc.option(change, { nil: undefined }),
  crash: fc.option(
    fc.record({ calls: fc.nat(6), moment: fc.constantFrom('before' as const, 'after' as const) }),
    { nil: undefined },
  ),
});

/** As it reads, its alerts in their order: who looks at the first must see the same one. */
const shown = (found: Incident | undefined) => JSON.stringify(found);

async function read(store: IncidentStore, { id, groupKey }: Incident): Promise<Incident> {
  const latest = await store.latest(groupKey);
  const [loaded] = (await store.load([id])).values();
  expect(shown(loaded)).toBe(shown(latest));
  if (latest === undefined) {
    throw new Error('the incident is gone');
  }
  return latest;
}

describe('an incident whose alerts lie in chunks', () => {
  test('is what its last save made it, for every reader, whatever crashes and whoever writes at once', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        runs += 1;
        let known = incident(`["chunks",${runs}]`, 1);
        await writers[0].save(known, 0);
        for (const { writer, change, rival, crash: dies } of steps) {
          const mine = changed(await read(writers[writer], known), change);
          const theirs =
            rival && changed(await read(writers[1 - writer] ?? writers[0], known), rival);
          crash = dies && { ...dies };
          const saves = [mine, theirs].map(
            (next, i) =>
              next && writers[i === 0 ? writer : ((1 - writer) as 0 | 1)].save(next, known.version),
          );
          const reading = writers[1].load([known.id]);
          const outcomes = await Promise.allSettled(saves);
          const seen = await reading.then(
            (found) => found.get(known.id),
            () => undefined,
          );
          crash = undefined;
          const possible = [known, mine, ...(theirs ? [theirs] : [])].map(shown);
          if (seen !== undefined) {
            expect(possible).toContain(shown(seen));
          }
          const now = await read(writers[0], known);
          expect(possible).toContain(shown(now));
          expect(shown(await read(writers[1], known))).toBe(shown(now));
          const saved = outcomes.findIndex((o) => o.status === 'fulfilled' && o.value === 'saved');
          if (saved >= 0) {
            expect(shown(now)).toBe(shown([mine, theirs][saved]));
          }
          known = now;
        }
      }),
      { numRuns: 10 },
    );
  }, 120_000);
});
