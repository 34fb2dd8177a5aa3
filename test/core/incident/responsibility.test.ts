import { describe, expect, test } from '@jest/globals';
import { responsibilityOf } from '#core/incident/responsibility.ts';
import { MINUTE } from '#core/time/instant.ts';
import { hospital } from '../../support/config.ts';
import { createWorld, sample } from '../../support/world.ts';

describe('the responsibility for an incident, in the words of IEC 60601-1-8,', () => {
  test('is undefined once a step has passed, rejected once declined, accepted once taken', async () => {
    const world = createWorld(hospital());
    await world.post(sample('bed-1', 'spo2', 80, world.now()));
    const now = async () => responsibilityOf(await world.incident());
    expect(await now()).toBeUndefined();
    await world.pass(6 * MINUTE);
    expect(await now()).toBe('undefined');
    const { id } = await world.incident();
    await world.act(id, { kind: 'decline', by: 'bo' });
    expect(await now()).toBe('rejected');
    await world.act(id, { kind: 'acknowledge', by: 'cia' });
    expect(await now()).toBe('accepted');
    await world.post(sample('bed-1', 'spo2', 97, world.now()));
    expect(await world.open()).toEqual([]);
  });
});
