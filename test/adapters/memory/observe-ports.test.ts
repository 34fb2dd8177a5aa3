import { expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { subject } from '../sample-states.ts';

test('every call is named, and may fail before or after it was done', async () => {
  const plain = memoryPorts(() => 0);
  const calls: string[] = [];
  const observed = observePorts(plain, async (operation, call) => {
    calls.push(operation);
    const answer = await call();
    if (operation === 'subjects.save') {
      throw new Error('crash');
    }
    return answer;
  });
  await expect(observed.subjects.save(subject('a'), 0)).rejects.toThrow('crash');
  expect((await observed.subjects.load(['a'])).size).toBe(1);
  await observed.incidentQueue.send([]);
  expect(calls).toEqual(['subjects.save', 'subjects.load', 'incidentQueue.send']);
});

test('what belongs to the driver stays as it is', async () => {
  const observed = observePorts(memoryPorts(), () => Promise.reject(new Error('not this one')));
  expect(observed.pageQueue.receive()).toEqual([]);
  expect(observed.pageQueue.waiting()).toEqual([]);
  expect(observed.publisher.attempts).toEqual([]);
  expect(observed.publisher.received()).toEqual([]);
});
