import { expect, test } from '@jest/globals';
import { ENV, OWN_ENV } from '#lambdas/env.ts';
import { auditPartsFromEnv } from '#lambdas/support/audit-parts.ts';
import { clockPartsFromEnv } from '#lambdas/support/clock-parts.ts';

const CLOCK = { [OWN_ENV.tickQueueUrl]: 'https://sqs/ticks' };
const AUDIT = {
  [OWN_ENV.deadLetterUrls]: 'https://sqs/a https://sqs/b',
  [ENV.topicPrefix]: 'arn:',
};

test('the clock is no standby unless its stack says so, and in seconds', () => {
  expect(clockPartsFromEnv(CLOCK).standby).toBe(0);
  expect(clockPartsFromEnv({ ...CLOCK, [OWN_ENV.standbySeconds]: '90' }).standby).toBe(90_000);
  expect(() => clockPartsFromEnv({ ...CLOCK, [OWN_ENV.standbySeconds]: '1.5m' })).toThrow(
    'WARDBELL_STANDBY_SECONDS is "1.5m"; it must be a whole number of seconds',
  );
});

test('the audit needs no heartbeat', async () => {
  await auditPartsFromEnv({ log: () => undefined }, AUDIT).beat();
});

test.each([
  [OWN_ENV.tickQueueUrl, () => clockPartsFromEnv({})],
  [OWN_ENV.deadLetterUrls, () => auditPartsFromEnv({ log: () => undefined }, {})],
  [
    ENV.topicPrefix,
    () => auditPartsFromEnv({ log: () => undefined }, { ...AUDIT, [ENV.topicPrefix]: '' }),
  ],
])('a missing %s is named', (name, make) => {
  expect(make).toThrow(name);
});
