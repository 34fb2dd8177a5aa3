import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { hospital } from '../../support/config.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';
import { news2, observed, WELL } from '../../support/scores.ts';

const START = Date.UTC(2026, 10, 28, 12);

let world: TestPlatform;
let now = START;

beforeAll(async () => {
  const config = hospital({ rules: [news2()], config: { trends: { keep: DAY } } });
  world = await startTestPlatform({ config, clock: () => now });
  await chart('Patient/7', WELL);
  now = START + 10 * MINUTE;
  const { temperature: _, ...rest } = WELL;
  await chart('Patient/7', { ...rest, consciousness: 1, heart_rate: 112 });
  await chart('bed-2', rest);
});
afterAll(() => world.platform.stop());

async function chart(subject: string, values: Readonly<Record<string, number>>): Promise<void> {
  const samples = observed(subject, values, now).map(({ at: _, ...sample }) => sample);
  const { status } = await world.call('POST', '/v1/samples', { json: { samples } });
  expect(status).toBe(200);
}

const ask = (subject: string, headers: Record<string, string> = {}) =>
  world.call('GET', `/v1/subjects/${encodeURIComponent(subject)}`, { headers });

describe('the score of a subject', () => {
  test('has the points of each parameter and when they were confirmed', async () => {
    const { scores } = (await ask('Patient/7')).json;
    expect(scores).toMatchObject([
      {
        ...{ score: 'news2', title: 'NEWS2', service: 'icu', low: 5, high: 5 },
        ...{ level: 'medium', severity: 'error', since: isoTime(now) },
      },
    ]);
    expect(scores[0].parameters).toContainEqual({
      ...{ name: 'heart_rate', points: 2, confirmedAt: isoTime(now) },
    });
    expect(scores[0].parameters).toContainEqual({
      ...{ name: 'temperature', points: 0, confirmedAt: isoTime(START) },
    });
  });

  test('is an interval where something is missing', async () => {
    const { scores } = (await ask('bed-2')).json;
    expect(scores).toMatchObject([{ low: 0, high: 3 }]);
    expect(scores[0].parameters).toContainEqual({ name: 'temperature' });
  });

  test('is told by its incident, with its rise', async () => {
    const { incidents } = (await world.call('GET', '/v1/incidents')).json;
    const { json } = await world.call('GET', `/v1/incidents/${incidents[0].id}`);
    expect(json).toMatchObject({ severity: 'error', priority: 'medium' });
    expect(json.alerts).toMatchObject([
      {
        ...{ title: 'NEWS2 5 (+5)', limit: 'medium: a total of 5 or more' },
        score: { low: 5, high: 5, before: { total: 0, at: isoTime(START) } },
      },
    ]);
  });

  test('is drawn over time, from the total on that pages', async () => {
    const query = `metric=score:news2&from=${isoTime(START - HOUR)}`;
    const { json } = await world.call('GET', `/v1/subjects/Patient%2F7/trends?${query}`);
    expect(json.points).toEqual([
      { at: isoTime(START), value: 0 },
      { at: isoTime(now), value: 5 },
    ]);
    expect(json.rules).toMatchObject([{ rule: 'news2', above: 4, phase: 'firing' }]);
  });
});

describe('the score of a subject as FHIR', () => {
  const fhir = { accept: 'application/fhir+json' };

  test('is an Observation with a component for each parameter', async () => {
    const { headers, json } = await ask('Patient/7', fhir);
    expect(headers.get('content-type')).toContain('application/fhir+json');
    expect(json).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
    const [{ resource }] = json.entry;
    expect(resource).toMatchObject({
      resourceType: 'Observation',
      status: 'final',
      subject: { reference: 'Patient/7' },
      effectiveDateTime: isoTime(now),
      valueQuantity: { value: 5, code: '{score}' },
    });
    expect(resource.code.coding).toContainEqual({
      ...{ system: 'http://snomed.info/sct', code: '1104051000000101' },
    });
    expect(resource.component).toHaveLength(7);
    expect(resource.component).toContainEqual({
      code: {
        coding: [{ system: 'http://snomed.info/sct', code: '1104351000000103' }],
        text: 'heart_rate',
      },
      valueQuantity: expect.objectContaining({ value: 2 }),
    });
    expect(resource.derivedFrom).toHaveLength(7);
  });

  test('is preliminary and a range where something is missing, with the reason', async () => {
    const [{ resource }] = (await ask('bed-2', fhir)).json.entry;
    expect(resource).toMatchObject({
      status: 'preliminary',
      subject: { identifier: { value: 'bed-2' } },
      valueRange: { low: { value: 0 }, high: { value: 3 } },
    });
    const [missing] = resource.component.filter(
      (one: { dataAbsentReason?: object }) => one.dataAbsentReason !== undefined,
    );
    expect(missing).toMatchObject({ code: { text: 'temperature' } });
    expect(resource).not.toHaveProperty('valueQuantity');
  });

  test('is an empty Bundle of a subject that has none', async () => {
    const { json } = await ask('bed-9', fhir);
    expect(json).toMatchObject({ resourceType: 'Bundle' });
    expect(json).not.toHaveProperty('entry');
  });

  test('has no empty list where all values are too old', async () => {
    now = START + HOUR + 10 * MINUTE;
    const [{ resource }] = (await ask('Patient/7', fhir)).json.entry;
    expect(resource).toMatchObject({ valueRange: { low: { value: 0 }, high: { value: 20 } } });
    expect(resource).not.toHaveProperty('derivedFrom');
  });
});
