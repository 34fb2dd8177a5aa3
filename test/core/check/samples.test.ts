import { expect, test } from '@jest/globals';
import { samplesOf } from '#core/check/samples.ts';

const AT = Date.UTC(2026, 10, 29, 3);
const from = { place: 'ward', at: AT };
const base = { subject: 'ehr', at: AT, labels: { place: 'ward' } };

test('a probe that succeeded tells that, how long it took, its status, and how long its certificate lasts', () => {
  const ends = AT + 36 * 3_600_000;
  expect(
    samplesOf({ name: 'ehr' }, { took: 250, status: 200, certificateEnds: ends }, from),
  ).toEqual([
    { ...base, metric: 'probe_success', value: 1 },
    { ...base, metric: 'probe_duration_seconds', value: 0.25, unit: 's' },
    { ...base, metric: 'probe_http_status_code', value: 200 },
    { ...base, metric: 'probe_certificate_days_left', value: 1.5, unit: 'd' },
  ]);
});

test('a probe that failed tells that, and no time that it took to answer', () => {
  expect(samplesOf({ name: 'ehr' }, { took: 10_000, failure: 'it refuses' }, from)).toEqual([
    { ...base, metric: 'probe_success', value: 0 },
  ]);
});
