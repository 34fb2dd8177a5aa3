import { ReplicatedWriteConflictException } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { isTransient } from '#runtime/transient.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { hospital } from '../../support/config.ts';
import { startDynalite } from '../../support/dynamodb-engines.ts';
import { startStores } from '../../support/dynamodb-stores.ts';
import { sample } from '../../support/world.ts';
import { NOON, subject } from '../sample-states.ts';

let started: Awaited<ReturnType<typeof startStores>>;
beforeAll(async () => {
  started = await startStores(startDynalite);
});
afterEach(() => {
  started.clients.dynamodb.middlewareStack.remove('otherRegion');
});
afterAll(() => started.stop());

/** The SDK tries a call four times. */
const ATTEMPTS = 4;

/**
 * DynamoDB refuses the next writes because another Region writes the same item; tells how many were
 * tried.
 */
function otherRegionWrites(refusals: number): { readonly tried: number } {
  const writes = { tried: 0 };
  started.clients.dynamodb.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (!/^(Put|Delete)Item/.test(commandName ?? '')) {
          return next(args);
        }
        if (writes.tried++ >= refusals) {
          return next(args);
        }
        throw new ReplicatedWriteConflictException({ message: 'elsewhere', $metadata: {} });
      },
    { step: 'deserialize', name: 'otherRegion' },
  );
  return writes;
}

describe('a write that another Region stops', () => {
  test('is repeated, and then stored', async () => {
    const { subjects } = started.stores;
    const writes = otherRegionWrites(ATTEMPTS - 1);
    expect(await subjects.save(subject('repeated'), 0)).toBe('saved');
    expect(writes.tried).toBe(ATTEMPTS);
  });

  test('again and again is a lost race: nothing is stored, and the caller decides anew', async () => {
    const { subjects } = started.stores;
    otherRegionWrites(2 * ATTEMPTS);
    expect(await subjects.save(subject('lost'), 0)).toBe('conflict');
    expect(await subjects.remove('lost', 1)).toBe('conflict');
    expect((await subjects.load(['lost'])).size).toBe(0);
  });

  test('costs no alert: the breach is stored in the end, and told', async () => {
    otherRegionWrites(2 * ATTEMPTS);
    const { incidentQueue } = memoryPorts();
    const take = ingestSamples({ subjects: started.stores.subjects, incidentQueue }, hospital());
    const result = await take([sample('bed-1', 'spo2', 80, NOON)], NOON);
    expect(result).toMatchObject({ accepted: 1, transitions: 1, handedOver: { kind: 'sent' } });
    expect(incidentQueue.waiting()).toMatchObject([{ kind: 'transition' }]);
  });

  test('leaves the one secret of links, whoever stored it', async () => {
    otherRegionWrites(ATTEMPTS);
    expect(await started.stores.controls.linkSecret('a')).toBe('a');
    expect(await started.stores.controls.linkSecret('b')).toBe('a');
  });

  test('that is told to a sender is one that passes', async () => {
    otherRegionWrites(ATTEMPTS);
    const key = { id: 'k', name: 'k', hash: '', scopes: [], createdAt: NOON };
    const refused = started.stores.controls.putKey(key).catch((error: unknown) => error);
    expect(isTransient(await refused)).toBe(true);
  });
});
