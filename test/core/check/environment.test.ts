import { expect, test } from '@jest/globals';
import type { Check, HttpTarget } from '#core/check/check.ts';
import { withEnvironment } from '#core/check/environment.ts';

const check = (headers: HttpTarget['headers']): Check => ({
  name: 'ehr',
  target: {
    ...{ kind: 'http', url: 'https://ehr.example.org', method: 'GET', headers },
    ...{ status: [], json: {}, redirects: 5 },
  },
  ...{ every: 60_000, timeout: 10_000, places: [], reach: [] },
});

test('a header gets values of the environment that are for probes, and no others', () => {
  const given = check({ authorization: 'Bearer $PROBE_EHR', 'x-cost': '$5', accept: '$HOME' });
  const { checks, missing } = withEnvironment([given], { PROBE_EHR: 's3cret', HOME: '/root' });
  expect(missing).toEqual([]);
  expect(checks).toEqual([
    check({ authorization: 'Bearer s3cret', 'x-cost': '$5', accept: '$HOME' }),
  ]);
});

test('what the environment does not have is told by its name', () => {
  const { missing } = withEnvironment([check({ authorization: '$PROBE_EHR' })], {});
  expect(missing).toEqual([{ check: 'ehr', header: 'authorization', variable: 'PROBE_EHR' }]);
});
