import { expect, test } from '@jest/globals';
import { awsClients } from '#adapters/aws-clients.ts';
import { ENV, OWN_ENV } from '#deployment/env.ts';
import { auditDependenciesFromEnv } from '#lambdas/support/audit-dependencies.ts';
import { clockDependenciesFromEnv } from '#lambdas/support/clock-dependencies.ts';

const clients = awsClients(undefined, 'eu-north-1');
const deployed = { clients, log: () => undefined };

const CLOCK = { [OWN_ENV.tickQueueUrl]: 'https://sqs/ticks' };
const AUDIT = {
  [OWN_ENV.deadLetterUrls]: 'https://sqs/a https://sqs/b',
  [ENV.topicPrefix]: 'arn:',
};

test('the clock is no standby unless its stack says so, and in seconds', () => {
  expect(clockDependenciesFromEnv(clients, CLOCK).standby).toBe(0);
  expect(
    clockDependenciesFromEnv(clients, { ...CLOCK, [OWN_ENV.standbySeconds]: '90' }).standby,
  ).toBe(90_000);
  expect(() =>
    clockDependenciesFromEnv(clients, { ...CLOCK, [OWN_ENV.standbySeconds]: '1.5m' }),
  ).toThrow('WARDBELL_STANDBY_SECONDS is "1.5m"; it must be a whole number of seconds');
});

test('the clock knows its Region and the version of its function, where Lambda has numbered it', () => {
  const lambda = { ...CLOCK, AWS_REGION: 'eu-north-1' };
  const own = (version: string) =>
    clockDependenciesFromEnv(clients, { ...lambda, AWS_LAMBDA_FUNCTION_VERSION: version }).own;
  expect(own('17')).toEqual({ place: 'eu-north-1', generation: 17 });
  expect(own('$LATEST')).toEqual({ place: 'eu-north-1' });
  expect(clockDependenciesFromEnv(clients, CLOCK).own).toEqual({ place: 'here' });
});

test('the audit needs no heartbeat', async () => {
  await auditDependenciesFromEnv(deployed, AUDIT).beat();
});

test.each([
  [OWN_ENV.tickQueueUrl, () => clockDependenciesFromEnv(clients, {})],
  [OWN_ENV.deadLetterUrls, () => auditDependenciesFromEnv(deployed, {})],
  [ENV.topicPrefix, () => auditDependenciesFromEnv(deployed, { ...AUDIT, [ENV.topicPrefix]: '' })],
])('a missing %s is named', (name, make) => {
  expect(make).toThrow(name);
});
