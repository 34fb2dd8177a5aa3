import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { streamSamples } from '#cli/sample-stream.ts';
import type { Sample } from '#core/sample/sample.ts';
import { backtest } from '#local/backtest.ts';
import { startTestPlatform, TEST_CONFIG } from '../support/platform.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'wardbell-archive-'));
});
afterEach(() => rmSync(data, { recursive: true }));

const ARCHIVED = { ...TEST_CONFIG, archive: { keep: null } };

async function archived(): Promise<readonly Sample[]> {
  const all: (readonly Sample[])[] = [];
  const told: string[] = [];
  const tell = (line: string) => told.push(line);
  for await (const chunk of streamSamples([join(data, 'archive')], { tell, timeZone: 'UTC' })) {
    all.push(chunk);
  }
  expect(told).toEqual([]);
  return all.flat();
}

const post = (...samples: readonly object[]) => ({ json: { samples } });
const breach = { subject: 'bed-1', metric: 'spo2', value: 80 };

describe('the archive of a platform with a folder', () => {
  test('has what came before and after a restart, by several doors, and a backtest plays it', async () => {
    const before = await startTestPlatform({ data, config: ARCHIVED });
    await before.call('POST', '/v1/samples', post(breach, { ...breach, metric: 'etco2' }));
    const page = await before.nextPage();
    await before.platform.stop();
    const after = await startTestPlatform({ data, config: ARCHIVED });
    const answered = await after.call('POST', '/fhir/Observation', {
      json: {
        resourceType: 'Observation',
        status: 'final',
        effectiveDateTime: new Date().toISOString(),
        code: { coding: [{ system: 'http://loinc.org', code: '59408-5' }] },
        subject: { reference: 'Location/bed-2' },
        valueQuantity: { value: 96, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
      },
    });
    expect(answered.status).toBe(201);
    await after.platform.stop();
    const samples = await archived();
    expect(samples.map(({ metric, value }) => `${metric} ${value}`).sort()).toEqual([
      'etco2 80',
      'spo2 80',
      'spo2 96',
    ]);
    const options = { tell: () => undefined, timeZone: 'UTC' };
    const { runs } = await backtest([ARCHIVED], streamSamples([join(data, 'archive')], options));
    expect(runs[0]?.alarms[0]).toMatchObject({ rule: 'spo2-low', subject: 'bed-1' });
    expect(runs[0]?.pages[0]?.order.responder).toBe(page.responder);
  });
});

test('a platform whose config has no archive archives nothing', async () => {
  const { call, platform } = await startTestPlatform({ data });
  await call('POST', '/v1/samples', post(breach));
  await platform.stop();
  expect(existsSync(join(data, 'archive'))).toBe(false);
});

test('a platform without a folder takes samples, and keeps none', async () => {
  const { call, platform, nextPage } = await startTestPlatform({ config: ARCHIVED });
  expect((await call('POST', '/v1/samples', post(breach))).status).toBe(200);
  await nextPage();
  await platform.stop();
});
