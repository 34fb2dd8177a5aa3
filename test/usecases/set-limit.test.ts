import { expect, test } from '@jest/globals';
import type { PersonalLimit } from '#core/rule/personal-limit.ts';
import { HOUR } from '#core/time/instant.ts';
import { setLimit } from '#usecases/set-limit.ts';
import { below, hospital } from '../support/config.ts';
import { crashingPorts } from '../support/crashing.ts';
import { createWorld, START, sample } from '../support/world.ts';

const CONFIG = hospital({ rules: [below('spo2', 90, { bounds: { low: 80, high: 96 } })] });

test('a sample of a subject with a limit of its own costs one read and no write, as any other', async () => {
  let calls: readonly string[] = [];
  const world = createWorld(CONFIG, START, (ports) => {
    const counted = crashingPorts(ports, undefined);
    calls = counted.calls;
    return counted.ports;
  });
  const limit: PersonalLimit = {
    rule: 'spo2-low',
    order: { kind: 'below', limit: 85 },
    reason: 'COPD',
    createdBy: 'anna',
    createdAt: START,
    endsAt: START + HOUR,
  };
  await setLimit(world.ports, CONFIG)('bed-1', limit, START);
  const callsOf = async (bed: string, value: number) => {
    const before = calls.length;
    await world.post(sample(bed, 'spo2', value, world.now()));
    world.moment(1_000);
    return calls.slice(before);
  };
  const plain = await callsOf('bed-2', 95);
  expect(plain).toHaveLength(1);
  expect(await callsOf('bed-1', 95)).toEqual(plain);
  await callsOf('bed-1', 88);
  expect(await callsOf('bed-1', 87)).toEqual(plain);
});
