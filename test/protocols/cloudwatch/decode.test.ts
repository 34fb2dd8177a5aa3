import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AlertEvent, validateExternalAlert } from '#core/alert/external-alert.ts';
import { MINUTE } from '#core/time/instant.ts';
import { decodeCloudwatch } from '#protocols/cloudwatch/decode.ts';
import { alarmMessage, COMPOSITE_ALARM, EXPRESSION_ALARM } from '../../support/cloudwatch.ts';

/** The moment of the messages' change, and somewhat later. */
const AT = Date.UTC(2026, 5, 1, 9);
const NOW = AT + 2 * MINUTE;

const decode = (message: unknown) => decodeCloudwatch(JSON.stringify(message), NOW);

function eventOf(message: unknown): AlertEvent {
  const event = decode(message);
  if ('detail' in event) {
    throw new Error(event.detail);
  }
  if (event.kind === 'nothing') {
    throw new Error('It tells nothing.');
  }
  return event;
}

function alertOf(message: unknown) {
  const event = eventOf(message);
  if (event.kind !== 'fires') {
    throw new Error('It does not fire.');
  }
  return event.alert;
}

const idOf = (message: unknown) => {
  const event = eventOf(message);
  return event.kind === 'fires' ? event.alert.fingerprint : event.fingerprint;
};

describe('an alarm of CloudWatch', () => {
  test('in ALARM fires since its change of state, about what it measures', () => {
    expect(eventOf(alarmMessage())).toEqual({
      kind: 'fires',
      saidAt: AT,
      alert: {
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/u),
        rule: 'db-cpu-high',
        subject: 'lab-db',
        severity: 'error',
        title: 'db-cpu-high',
        labels: {
          state: 'ALARM',
          account: '111111111111',
          region: 'eu-west-1',
          namespace: 'AWS/RDS',
          metric: 'CPUUtilization',
          DBInstanceIdentifier: 'lab-db',
        },
        startsAt: AT,
        sent: {
          source: 'cloudwatch',
          key: '111111111111',
          annotations: {
            description: 'The database of the lab works more than it should',
            reason: expect.stringContaining('97.0'),
          },
          url: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=eu-west-1#alarmsV2:alarm/db-cpu-high',
        },
      },
    });
  });

  test('that is OK has ended', () => {
    expect(eventOf(alarmMessage({ NewStateValue: 'OK', OldStateValue: 'ALARM' }))).toEqual({
      kind: 'ended',
      fingerprint: idOf(alarmMessage()),
      saidAt: AT,
    });
  });

  test('without data warns of that', () => {
    expect(alertOf(alarmMessage({ NewStateValue: 'INSUFFICIENT_DATA' }))).toMatchObject({
      fingerprint: idOf(alarmMessage()),
      severity: 'warning',
      title: 'db-cpu-high: no data',
      labels: { state: 'INSUFFICIENT_DATA' },
    });
  });

  test('whose data cease while it is in ALARM tells nothing: it goes on, and begins nothing that a person has ended', () => {
    const message = alarmMessage({ NewStateValue: 'INSUFFICIENT_DATA', OldStateValue: 'ALARM' });
    expect(decode(message)).toEqual({ kind: 'nothing' });
  });

  test('on an expression is about what its metrics have in common', () => {
    const { subject, labels } = alertOf(EXPRESSION_ALARM);
    expect(subject).toBe('app/portal/1');
    expect(labels).toMatchObject({
      namespace: 'AWS/ApplicationELB',
      metric: 'HTTPCode_Target_5XX_Count',
    });
    expect(labels).not.toHaveProperty('TargetGroup');
  });

  test('is about its dimensions too where an emulator writes them in its own way', () => {
    const Dimensions = [{ Name: 'QueueName', Value: 'orders' }];
    expect(alertOf(alarmMessage({ Trigger: { Dimensions } })).subject).toBe('orders');
  });

  test('composed of others is about itself', () => {
    expect(alertOf(COMPOSITE_ALARM)).toMatchObject({
      subject: 'lab-down',
      labels: { account: '111111111111', region: 'eu-west-1', state: 'ALARM' },
      sent: { annotations: { reason: expect.stringContaining('transitioned') } },
    });
  });

  test('on many time series is an alert for each of them', () => {
    const series = (id: string, endpoint: string) =>
      alarmMessage({
        AlarmContributorId: id,
        AlarmContributorAttributes: { endpoint },
        Trigger: { Metrics: [{ Expression: 'SELECT …', Id: 'q1', ReturnData: true }] },
      });
    const [orders, beds] = [series('a1', '/orders'), series('b2', '/beds')];
    expect(alertOf(orders)).toMatchObject({ subject: '/orders', labels: { endpoint: '/orders' } });
    expect(new Set([orders, beds, alarmMessage()].map(idOf)).size).toBe(3);
  });

  test('is known by its ARN, and without one by account, Region and name', () => {
    const without = (more: object) => idOf(alarmMessage({ AlarmArn: undefined, ...more }));
    expect(without({})).toBe(without({ NewStateValue: 'OK' }));
    expect(without({})).not.toBe(without({ Region: 'EU (Frankfurt)' }));
    expect(idOf(alarmMessage())).toBe(idOf(alarmMessage({ Region: 'EU (Frankfurt)' })));
  });

  test('says no more in labels than ours where a dimension is called the same', () => {
    const Dimensions = ['state', 'region', 'namespace'].map((name) => ({ name, value: 'theirs' }));
    const { labels } = alertOf(alarmMessage({ Trigger: { Dimensions, Namespace: 'App' } }));
    expect(labels).toMatchObject({ state: 'ALARM', region: 'eu-west-1', namespace: 'App' });
  });

  test('whose clock is ahead of ours was told now, and one whose time cannot be read at no time', () => {
    expect(
      eventOf(alarmMessage({ StateChangeTime: '2999-01-01T00:00:00.000+0000' })),
    ).toMatchObject({ saidAt: NOW, alert: { startsAt: NOW } });
    const timeless = eventOf(alarmMessage({ StateChangeTime: 'yesterday' }));
    expect(timeless).toMatchObject({ alert: { startsAt: NOW } });
    expect(timeless).not.toHaveProperty('saidAt');
  });

  test.each([
    ['many dimensions', 100, 5, 5],
    ['dimensions with long names', 20, 300, 5],
    ['dimensions with long values', 30, 5, 1_000],
    ['dimensions with values that are too long', 3, 5, 2_000],
  ])('with %s has as many labels as an alert may have, ours first', (_, count, name, value) => {
    const Dimensions = Array.from({ length: count }, (_each, i) => ({
      name: `${i}`.padStart(name, 'n'),
      value: 'v'.repeat(value),
    }));
    const alert = alertOf(alarmMessage({ Trigger: { Dimensions, Namespace: 'App' } }));
    expect(validateExternalAlert(alert)).toBeUndefined();
    expect(alert.labels).toMatchObject({ state: 'ALARM', region: 'eu-west-1', namespace: 'App' });
  });

  test('in China or GovCloud has no address: the console has another name there', () => {
    const AlarmArn = 'arn:aws-cn:cloudwatch:cn-north-1:111111111111:alarm:x';
    expect(alertOf(alarmMessage({ AlarmArn })).sent).not.toHaveProperty('url');
    const wrong = 'arn:aws:cloudwatch:evil.example/?:111111111111:alarm:x';
    expect(alertOf(alarmMessage({ AlarmArn: wrong })).sent).not.toHaveProperty('url');
  });
});

test('the example is one', () => {
  const example = readFileSync('examples/agents/cloudwatch/alarm.json', 'utf8');
  expect(decodeCloudwatch(example, NOW)).toMatchObject({
    alert: { rule: 'lab-db: CPU high', subject: 'lab-db', labels: { region: 'eu-west-1' } },
  });
});

test.each([
  ['a text', 'Server is down'],
  ['a list', '[]'],
  ['nothing', ''],
  ['another JSON', '{"source":"aws.health"}'],
  ['an alarm without a state', JSON.stringify(alarmMessage({ NewStateValue: 'BROKEN bed-7' }))],
])('%s is no alarm, and what is said of it repeats none of it', (_, text) => {
  const said = decodeCloudwatch(text, NOW);
  expect(said).toMatchObject({ kind: 'malformed' });
  expect(JSON.stringify(said)).not.toMatch(/Server|bed-7|health/u);
});

/** JSON has no large integers. */
const toJson = (value: unknown) =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? 0 : inner));

describe('whatever is sent', () => {
  const message = fc.record(
    {
      AlarmName: fc.oneof(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.anything()),
      NewStateValue: fc.constantFrom('ALARM', 'OK', 'INSUFFICIENT_DATA', 'x', null),
      OldStateValue: fc.anything(),
      StateChangeTime: fc.oneof(fc.date().map(String), fc.string(), fc.anything()),
      AlarmArn: fc.oneof(fc.string(), fc.anything()),
      AWSAccountId: fc.anything(),
      AlarmDescription: fc.string({ unit: 'binary', maxLength: 3_000 }),
      AlarmContributorAttributes: fc.oneof(fc.dictionary(fc.string(), fc.string()), fc.anything()),
      Trigger: fc.oneof(
        fc.record({
          Namespace: fc.anything(),
          Dimensions: fc.array(
            fc.record({ name: fc.string({ maxLength: 300 }), value: fc.string({ size: 'large' }) }),
          ),
        }),
        fc.record({ Metrics: fc.array(fc.anything()) }),
        fc.anything(),
      ),
    },
    { requiredKeys: [] },
  );

  test('is an alert within bounds, or its fault is said', () => {
    fc.assert(
      fc.property(fc.oneof(message.map(toJson), fc.string(), fc.json()), (text) => {
        const read = decodeCloudwatch(text, NOW);
        if ('detail' in read) {
          expect(read.detail.length).toBeLessThan(200);
        } else if (read.kind === 'fires') {
          expect(validateExternalAlert(read.alert)).toBeUndefined();
          expect(read.saidAt ?? NOW).toBeLessThanOrEqual(NOW);
          expect(JSON.stringify(read.alert).length).toBeLessThan(60_000);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('takes no longer than its size: 256 KB of metrics that all agree', () => {
    const Dimensions = Array.from({ length: 90 }, (_, i) => ({ name: `d${i}`, value: 'v' }));
    const Metrics = Array.from({ length: 90 }, () => ({ MetricStat: { Metric: { Dimensions } } }));
    const { labels } = alertOf(alarmMessage({ Trigger: { Metrics } }));
    expect(Object.keys(labels)).toHaveLength(64);
  });
});
