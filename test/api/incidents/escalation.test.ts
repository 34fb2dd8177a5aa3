import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform();
  const samples = ['bed-1', 'bed-2'].map((subject) => ({
    ...{ subject, metric: 'spo2', value: 80 },
    labels: { ward: 'east', bed: subject },
  }));
  await world.call('POST', '/v1/samples', { json: { samples } });
  await world.nextPage();
});

afterAll(() => world.platform.stop());

describe('an incident in the API', () => {
  test('has the stages of its escalation, and how the config led to each page', async () => {
    const { json: list } = await world.call('GET', '/v1/incidents');
    const { json } = await world.call('GET', `/v1/incidents/${list.incidents[1].id}`);
    expect(json.ladder[0]).toMatchObject({
      step: 'step 1',
      number: 1,
      state: 'reached',
      people: ['anna'],
      at: expect.any(String),
    });
    const [page] = json.pages;
    expect(page.via).toMatchObject({
      policy: 'icu',
      stop: { kind: 'step', step: 1 },
      text: expect.stringContaining('step 1 of policy icu'),
    });
    expect(json.runbooks).toEqual([]);
  });
});
