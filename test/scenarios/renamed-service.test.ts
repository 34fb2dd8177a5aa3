import { describe, expect, test } from '@jest/globals';
import { MINUTE } from '#core/time/instant.ts';
import { findLinked } from '#usecases/linked-incidents.ts';
import { below, hospital, service } from '../support/config.ts';
import { wordsOf } from '../support/timeline.ts';
import { createWorld, START, sample } from '../support/world.ts';

const BEFORE = hospital();
const AFTER = hospital({
  services: [service('ward', 'icu')],
  rules: [{ ...below('spo2', 88), service: 'ward' }],
});

describe('an incident of a service that is called otherwise now', () => {
  test('and the one that it became lead to each other', async () => {
    const w = createWorld(BEFORE);
    await w.post(sample('bed-1', 'spo2', 84, START));
    w.expectPage('anna', 'sms');
    const first = await w.incident();
    await w.deploy(AFTER);
    await w.pass(1 * MINUTE);
    await w.post(sample('bed-1', 'spo2', 83, w.now()));
    w.expectPage('anna', 'sms');
    const [second] = (await w.ports.incidents.open()).filter((one) => one.service === 'ward');
    if (second === undefined) {
      throw new Error('nothing is open');
    }
    const ended = (await w.ports.incidents.load([first.id])).get(first.id);
    expect(ended?.status).toBe('resolved');
    const find = findLinked(w.ports);
    expect(ended && (await find(ended))).toMatchObject({
      goesOnAs: [{ id: second.id }],
      cameFrom: [],
    });
    expect(await find(second)).toMatchObject({
      goesOnAs: [],
      cameFrom: [{ id: first.id }],
    });
    const texts = (one: typeof ended) => one && wordsOf(one);
    expect(texts(ended)).toContain(
      'goes on in an incident of service "ward", as the config has it now',
    );
    expect(texts(second)).toContain(
      'came from an incident of service "icu", as the config had it before',
    );
  });
});
