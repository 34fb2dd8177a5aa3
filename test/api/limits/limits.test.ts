import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { below } from '../../support/config.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../../support/platform.ts';
import { news2, observed, WELL } from '../../support/scores.ts';

let world: TestPlatform;

beforeAll(async () => {
  const rules = [
    below('spo2', 90, { bounds: { low: 80, high: 95 } }),
    below('hr', 40),
    news2({ matchers: [{ name: 'subject', op: '=', value: 'bed-6' }] }),
    below('temp', 35, {
      bounds: { low: 30, high: 36 },
      matchers: [{ name: 'subject', op: '=', value: 'bed-9' }],
    }),
  ];
  const aliases = { 'bed-3': 'Window bed' };
  world = await startTestPlatform({ config: { ...TEST_CONFIG, rules, aliases } });
});
afterAll(() => world.platform.stop());

const COPD = { subject: 'bed-1', rule: 'spo2-low', below: 85, minutes: 60, reason: 'COPD' };

const set = (more: object = {}) =>
  world.call('POST', '/v1/limits', { json: { ...COPD, by: 'anna', ...more } });
const end = (more: object = {}) =>
  world.call('POST', '/v1/limits/end', {
    json: { subject: 'bed-1', rule: 'spo2-low', by: 'anna', ...more },
  });
const measure = (subject: string, value: number) =>
  world.call('POST', '/v1/samples', { json: { samples: [{ subject, metric: 'spo2', value }] } });
const subjectOf = async (id: string) => (await world.call('GET', `/v1/subjects/${id}`)).json;

describe('a limit of one subject', () => {
  test('is set with its reason, and told with what holds for all others', async () => {
    const { status, json } = await set();
    expect(status).toBe(201);
    expect(json).toMatchObject({
      ...{ subject: 'bed-1', rule: 'spo2-low', condition: 'below 85', usual: 'below 90' },
      ...{ order: { kind: 'below', limit: 85 }, reason: 'COPD', createdBy: 'anna' },
      warning: expect.stringMatching(/^Nothing is stored of "bed-1"/u),
    });
    expect(Date.parse(json.endsAt) - Date.parse(json.createdAt)).toBe(3_600_000);
  });

  test('holds for the next value, on its subject alone', async () => {
    await measure('bed-1', 88);
    await measure('bed-2', 88);
    expect(await subjectOf('bed-1')).toMatchObject({ state: 'healthy', ownLimits: 1 });
    expect(await subjectOf('bed-2')).toMatchObject({ state: 'firing', limits: [] });
  });

  test('is shown with its subject, and so is the rule as it is for that', async () => {
    const { limits, rules } = await subjectOf('bed-1');
    expect(limits).toMatchObject([{ rule: 'spo2-low', condition: 'below 85', reason: 'COPD' }]);
    expect(rules[0]).toMatchObject({
      ...{ condition: 'below 85', usual: 'below 90', bounds: { low: 80, high: 95 } },
      limit: { kind: 'below', limit: 85 },
    });
    expect(rules[1].bounds).toBeUndefined();
  });

  test('is listed among all', async () => {
    const { json } = await world.call('GET', '/v1/limits');
    expect(json).toMatchObject({ limits: [{ subject: 'bed-1', condition: 'below 85' }] });
    const { json: subjects } = await world.call('GET', '/v1/subjects');
    expect(subjects.subjects).toContainEqual(
      expect.objectContaining({ subject: 'bed-1', ownLimits: 1 }),
    );
  });

  test('is replaced by another for the same rule', async () => {
    expect((await set({ below: 86 })).json).toMatchObject({ condition: 'below 86' });
    expect((await subjectOf('bed-1')).limits).toHaveLength(1);
  });

  test('ends when asked, and what breaches the limit of all pages at once', async () => {
    const { status, json } = await end();
    expect({ status, json }).toMatchObject({ status: 200, json: { condition: 'below 86' } });
    expect(await subjectOf('bed-1')).toMatchObject({ state: 'firing', limits: [] });
    expect((await end()).status).toBe(404);
  });

  test('is in the audit trail, with what it was and what it became', async () => {
    const { json } = await world.call('GET', '/v1/audit?action=limit.set');
    const newest = json.entries.find(({ before }: { before?: object }) => before !== undefined);
    expect(newest).toMatchObject({
      ...{ action: 'limit.set', object: { kind: 'limit', id: 'spo2-low' }, subjects: ['bed-1'] },
      before: { condition: 'below 85', reason: 'COPD' },
      after: { condition: 'below 86', reason: 'COPD' },
    });
  });

  test('is set by the name that pages have for its subject', async () => {
    expect((await set({ subject: 'Window bed' })).json).toMatchObject({ subject: 'bed-3' });
    expect((await end({ subject: 'Window bed' })).json).toMatchObject({ subject: 'bed-3' });
  });
});

describe('scale 2 of oxygen for one subject', () => {
  const order = (more: object = {}) =>
    set({ subject: 'bed-6', rule: 'news2', below: undefined, oxygenScale: 2, ...more });
  const chart = (spo2: number) => {
    const samples = observed('bed-6', { ...WELL, spo2 }, 0).map(({ at: _, ...one }) => one);
    return world.call('POST', '/v1/samples', { json: { samples } });
  };

  const scaleOf = async () => {
    const { rules } = await subjectOf('bed-6');
    return rules.find(({ rule }: { rule: string }) => rule === 'news2').oxygenScale;
  };

  test('is ordered with its reason, and told beside that of all others', async () => {
    await chart(97);
    expect(await scaleOf()).toBe(1);
    const { status, json } = await order();
    expect({ status, json }).toMatchObject({
      status: 201,
      json: {
        ...{ subject: 'bed-6', rule: 'news2', condition: 'oxygen scale 2', reason: 'COPD' },
        ...{ usual: 'oxygen scale 1', order: { kind: 'oxygen_scale', scale: 2 } },
      },
    });
  });

  test('counts for its subject at once, and is told with the score and the rule', async () => {
    await chart(90);
    const { scores } = await subjectOf('bed-6');
    expect(scores).toMatchObject([{ score: 'news2', low: 0, oxygenScale: 2 }]);
    expect(await scaleOf()).toBe(2);
  });

  test('ends when the patient leaves the bed, with all that the score was made of', async () => {
    const json = { occupied: false };
    const told = await world.call('PUT', '/v1/subjects/bed-6/occupancy', { json });
    expect(told.json.limitsEnded).toBe(1);
    const { scores } = await subjectOf('bed-6');
    expect(scores).toEqual([]);
  });

  test('is in the audit trail', async () => {
    const { json } = await world.call('GET', '/v1/audit?action=limit.set');
    expect(json.entries[0]).toMatchObject({ after: { condition: 'oxygen scale 2' } });
  });

  test.each<readonly [string, object, RegExp]>([
    ['scale 1, which is that of all', { oxygenScale: 1 }, /oxygenScale.*must be 2/u],
    ['a limit beside it', { below: 85 }, /for a score it is "oxygenScale"/u],
    ['a rule that is no score', { rule: 'spo2-low' }, /is no score/u],
  ])('is refused with %s', async (_, more, why) => {
    const { status, json } = await order(more);
    expect(status).toBe(400);
    expect(json.detail).toMatch(why);
  });
});

describe('a bed that changes hands', () => {
  const tell = (json: object, subject = 'bed-5') =>
    world.call('PUT', `/v1/subjects/${subject}/occupancy`, { json });

  test('takes the limits of whoever has left with it', async () => {
    await set({ subject: 'bed-5' });
    await measure('bed-5', 88);
    expect((await tell({ occupied: false })).json).toMatchObject({ limitsEnded: 1 });
    expect(await subjectOf('bed-5')).toMatchObject({ state: 'healthy', limits: [] });
  });

  test('keeps those of whoever is in it since before they were set', async () => {
    const before = new Date(Date.now() - 60_000).toISOString();
    const { json } = await set({ subject: 'bed-5' });
    const since = new Date(Date.parse(json.createdAt) - 1).toISOString();
    expect((await tell({ occupied: true, since: before })).json.limitsEnded).toBe(0);
    expect((await tell({ occupied: true, since })).json.limitsEnded).toBe(0);
    expect((await tell({ occupied: false, since })).json.limitsEnded).toBe(0);
    const later = new Date(Date.parse(json.createdAt) + 1).toISOString();
    expect((await tell({ occupied: true, since: later })).json.limitsEnded).toBe(1);
  });

  test('says since when, which is not to come', async () => {
    expect((await tell({ occupied: true })).json.detail).toMatch(/Say since when/u);
    const since = '2099-01-01T00:00:00Z';
    expect((await tell({ occupied: false, since })).json.detail).toMatch(/still to come/u);
    expect((await tell({ occupied: 'no' })).status).toBe(400);
  });

  test('is told by a key that may post samples', async () => {
    const call = (scope: string) => async () =>
      world.call('PUT', '/v1/subjects/bed-5/occupancy', {
        json: { occupied: false },
        key: await world.key(scope as 'samples'),
      });
    expect((await call('samples')()).status).toBe(200);
    expect((await call('read')()).status).toBe(403);
  });
});

describe('a limit that is refused', () => {
  test.each<readonly [string, object, number, RegExp]>([
    ['beyond the bounds', { below: 79 }, 400, /bounds from 80 to 95.*"below 79"/u],
    ['for a rule without bounds', { rule: 'hr-low', below: 35 }, 400, /has no bounds/u],
    ['on the other side', { below: undefined, above: 85 }, 400, /Say "below"/u],
    ['for a rule that reads nothing of it', { rule: 'temp-low' }, 400, /reads nothing of "bed-1"/u],
    ['for an unknown rule', { rule: 'spo2-lo' }, 400, /Did you mean "spo2-low"/u],
    ['without a limit', { below: undefined }, 400, /one of "below", "above" and "outside"/u],
    ['with two limits', { above: 95 }, 400, /one of "below", "above" and "outside"/u],
    ['without an end', { minutes: undefined }, 400, /either "endsAt" or "minutes"/u],
    ['with two ends', { endsAt: '2099-01-01T00:00Z' }, 400, /either "endsAt" or "minutes"/u],
    ['for years', { minutes: undefined, endsAt: '2099-01-01T00:00Z' }, 400, /at most 31 days/u],
    ['without a reason', { reason: undefined }, 400, /reason/u],
    ['for an item of the platform', { subject: 'wardbell:x' }, 400, /Wardbell's own/u],
    ['that is no number', { below: '85' }, 400, /below.*number/u],
  ])('%s says why', async (_, more, status, why) => {
    const answer = await set(more);
    expect(answer.status).toBe(status);
    expect(answer.json.detail).toMatch(why);
  });

  test('as the one too many says how many there may be', async () => {
    const many = Array.from({ length: 21 }, (_, i) =>
      below(`m${i}`, 90, { bounds: { low: 80, high: 95 } }),
    );
    const other = await startTestPlatform({ config: { ...TEST_CONFIG, rules: many } });
    const answers = [];
    for (const { name } of many) {
      const json = { ...COPD, rule: name };
      answers.push(await other.call('POST', '/v1/limits', { json }));
    }
    await other.platform.stop();
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.at(-1)?.text).toMatch(/has 20 limits of its own already/u);
  });
});
