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

test('a header that asks for a value of the environment gets it, and others stay as they are', () => {
  const given = check({ authorization: '$EHR_AUTH', 'x-cost': '$5', accept: 'a $B' });
  const { checks, missing } = withEnvironment([given], { EHR_AUTH: 'Bearer s3cret' });
  expect(missing).toEqual([]);
  expect(checks).toEqual([
    check({ authorization: 'Bearer s3cret', 'x-cost': '$5', accept: 'a $B' }),
  ]);
});

test('what the environment does not have is told by its name', () => {
  const { missing } = withEnvironment([check({ authorization: '$EHR_AUTH' })], {});
  expect(missing).toEqual([{ check: 'ehr', header: 'authorization', variable: 'EHR_AUTH' }]);
});
