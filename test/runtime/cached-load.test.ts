import { expect, test } from '@jest/globals';
import { cachedLoad } from '#runtime/cached-load.ts';

function remembered(most: number) {
  const loads: string[] = [];
  const load = async (key: string) => void loads.push(key);
  return { loads, memory: cachedLoad(load, { lasts: 1_000, most, clock: () => 0 }) };
}

test('remembers no more than it may: the oldest is loaded again', async () => {
  const { loads, memory } = remembered(2);
  for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) {
    await memory.get(key);
  }
  expect(loads).toEqual(['a', 'b', 'c', 'a']);
});

test('remembers what is asked for, however much else is', async () => {
  const { loads, memory } = remembered(2);
  for (const key of ['used', 'guess 1', 'used', 'guess 2', 'used', 'guess 3', 'used']) {
    await memory.get(key);
  }
  expect(loads).toEqual(['used', 'guess 1', 'guess 2', 'guess 3']);
});

test('those who ask at the same moment share one load', async () => {
  const { loads, memory } = remembered(2);
  await Promise.all([memory.get('a'), memory.get('a')]);
  expect(loads).toEqual(['a']);
});
