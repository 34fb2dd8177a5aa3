import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { below, hospital } from '../../support/config.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

const START = Date.UTC(2026, 10, 29, 12);
const rules = [below('spo2', 88), below('pulse', 40)];
const config = hospital({ rules, config: { trends: { keep: 7 * DAY } } });

let world: TestPlatform;
let now = START;
beforeAll(async () => {
  world = await startTestPlatform({ config, clock: () => now });
});
afterAll(() => world.platform.stop());

async function measure(subject: string, metric: string, value: number, more: object = {}) {
  const samples = [{ subject, metric, value, ...more }];
  const { status } = await world.call('POST', '/v1/samples', { json: { samples } });
  expect(status).toBe(200);
}

const subjectOf = async (id: string) =>
  (await world.call('GET', `/v1/subjects/${encodeURIComponent(id)}`)).json;

const valuesOf = async (id: string) =>
  (await subjectOf(id)).values.map(({ metric, value }: { metric: string; value: number }) => [
    metric,
    value,
  ]);

describe('a subject that was always well', () => {
  test('tells the last value of each series that a rule reads, with its unit and time', async () => {
    await measure('bed-1', 'spo2', 97, { unit: '%', labels: { ward: 'east' } });
    await measure('bed-1', 'pulse', 70);
    await measure('bed-1', 'not_read', 1);
    now += 6 * MINUTE;
    await measure('bed-1', 'spo2', 96, { unit: '%', labels: { ward: 'east' } });
    const { series, values, moreValues, valuesSince } = await subjectOf('bed-1');
    expect({ series, values, moreValues, valuesSince }).toEqual({
      series: [],
      values: [
        { metric: 'pulse', labels: {}, value: 70, at: isoTime(START) },
        ...[{ metric: 'spo2', unit: '%', labels: { ward: 'east' }, value: 96, at: isoTime(now) }],
      ],
    });
  });

  test('tells every value once it is not well', async () => {
    await measure('bed-2', 'spo2', 97);
    for (const value of [84, 83, 90]) {
      now += 1_000;
      await measure('bed-2', 'spo2', value);
      expect(await valuesOf('bed-2')).toEqual([['spo2', value]]);
    }
  });

  test('tells a series under its old labels beside the new ones, for as long as values are kept', async () => {
    await measure('bed-3', 'spo2', 97, { labels: { ward: 'east' } });
    now += 6 * MINUTE;
    await measure('bed-3', 'spo2', 96, { labels: { ward: 'west' } });
    const { values } = await subjectOf('bed-3');
    expect(values).toMatchObject([
      { value: 97, labels: { ward: 'east' } },
      { value: 96, labels: { ward: 'west' } },
    ]);
  });

  test('tells the last value of a series whose rule has left the config', async () => {
    const data = await mkdtemp(path.join(tmpdir(), 'wardbell-'));
    const samples = [{ subject: 'bed-4', metric: 'pulse', value: 70 }];
    const before = await startTestPlatform({ config, data, clock: () => now });
    await before.call('POST', '/v1/samples', { json: { samples } });
    await before.platform.stop();
    const left = { ...config, rules: rules.slice(0, 1) };
    const after = await startTestPlatform({ config: left, data, clock: () => now });
    const { json } = await after.call('GET', '/v1/subjects/bed-4');
    await after.platform.stop();
    await rm(data, { recursive: true });
    expect(json.rules.map(({ metric }: { metric: string }) => metric)).toEqual(['spo2']);
    expect(json.values).toMatchObject([{ metric: 'pulse', value: 70 }]);
  });
});

describe('a bed that changes hands', () => {
  const tell = (subject: string, json: object) =>
    world.call('PUT', `/v1/subjects/${subject}/occupancy`, { json });

  test('tells no value of whoever has left, and those measured since', async () => {
    await measure('bed-5', 'spo2', 97);
    await measure('bed-5', 'pulse', 70);
    now += 10 * MINUTE;
    const since = now;
    await measure('bed-5', 'spo2', 93);
    now += MINUTE;
    await tell('bed-5', { occupied: true, since: isoTime(since) });
    expect(await valuesOf('bed-5')).toEqual([['spo2', 93]]);
    expect((await subjectOf('bed-5')).valuesSince).toBe(isoTime(since));
    await tell('bed-5', { occupied: false });
    expect(await valuesOf('bed-5')).toEqual([]);
  });

  test('tells none of them by an Encounter of FHIR either, of bed and patient', async () => {
    await measure('Location/bed-6', 'spo2', 97);
    await measure('Patient/p-6', 'pulse', 70);
    now += HOUR;
    const encounter = (end: number) => ({
      resourceType: 'Encounter',
      id: 'e-6',
      status: 'finished',
      subject: { reference: 'Patient/p-6' },
      period: { start: isoTime(START), end: isoTime(end) },
      location: [{ location: { reference: 'Location/bed-6' } }],
    });
    const headers = { 'content-type': 'application/fhir+json' };
    const put = async (end: number) => {
      const body = JSON.stringify(encounter(end));
      const { status } = await world.call('PUT', '/fhir/Encounter/e-6', { body, headers });
      expect(status).toBe(200);
    };
    await put(now - 2 * HOUR);
    expect(await valuesOf('Location/bed-6')).toEqual([['spo2', 97]]);
    await put(now);
    expect(await valuesOf('Location/bed-6')).toEqual([]);
    expect(await valuesOf('Patient/p-6')).toEqual([]);
    // The Encounter comes again, with what changes nothing.
    await put(now);
    const { entries } = (await world.call('GET', '/v1/audit?action=subject.occupancy')).json;
    const forgotten = (since: number) => ({
      ...{ outcome: 'done', subjects: ['Location/bed-6'] },
      after: { occupied: false, since: isoTime(since), valuesForgotten: true },
    });
    const ofBed = entries.filter((one: { subjects: readonly string[] }) =>
      one.subjects.includes('Location/bed-6'),
    );
    expect(ofBed).toHaveLength(2);
    // Both are of one second: which is listed first is chance.
    expect(ofBed).toEqual(
      expect.arrayContaining(
        [now, now - 2 * HOUR].map((since) => expect.objectContaining(forgotten(since))),
      ),
    );
  });
});

describe('a subject that is retired', () => {
  const retire = (subject: string) => world.call('POST', `/v1/subjects/${subject}/retire`);

  test('tells no value of before, though it was always well, and is then unknown', async () => {
    await measure('bed-7', 'spo2', 97);
    const { status, json } = await retire('bed-7');
    expect([status, json]).toEqual([200, { subject: 'bed-7', alerts: 0 }]);
    expect(await valuesOf('bed-7')).toEqual([]);
    expect((await retire('bed-7')).status).toBe(404);
    now += 5 * MINUTE;
    await measure('bed-7', 'spo2', 95);
    expect(await valuesOf('bed-7')).toEqual([['spo2', 95]]);
  });

  test('tells none of the value that fired either', async () => {
    await measure('bed-8', 'spo2', 80);
    expect((await retire('bed-8')).json).toMatchObject({ alerts: 1 });
    expect(await valuesOf('bed-8')).toEqual([]);
  });

  test('that nothing is known of is not found', async () => {
    expect((await retire('bed-99')).status).toBe(404);
  });
});

test('without trends in the config a subject tells no values', async () => {
  const other = await startTestPlatform({ config: hospital({ rules }) });
  await other.call('POST', '/v1/samples', {
    json: { samples: [{ subject: 'bed-1', metric: 'spo2', value: 80 }] },
  });
  const { json } = await other.call('GET', '/v1/subjects/bed-1');
  await other.platform.stop();
  expect(json.values).toEqual([]);
  expect(json.series).toHaveLength(1);
});
