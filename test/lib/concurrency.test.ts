import { describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import { type ConcurrencyProps, MIN_QUOTA, planConcurrency } from '../../lib/concurrency.ts';
import { DEPLOYED, deployed, functionIn, type Resources, testApp } from './synth.ts';

const NAMES = Object.keys(FUNCTIONS) as FunctionName[];

const scope = new Stack(testApp(), 'Test');
const plan = (props: ConcurrencyProps) => planConcurrency(scope, props);

const reservedIn = (resources: Resources) =>
  DEPLOYED.map((name) => functionIn(resources, name).Properties.ReservedConcurrentExecutions);

const scalingIn = ({ one }: Resources, queue: string) =>
  one('Lambda::EventSourceMapping', `From${queue}`).Properties.ScalingConfig;

function warnings(props: { readonly concurrency?: ConcurrencyProps }): readonly unknown[] {
  const { stack } = deployed({ ...props, alarmEmails: ['it@hospital.example'] });
  return Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => entry.data);
}

describe('in a new account, which has ten calls at once for all functions', () => {
  const { resources } = deployed();

  test('nothing is reserved, because AWS would refuse it', () => {
    expect(reservedIn(resources)).toEqual(DEPLOYED.map(() => undefined));
  });

  test('queues together leave one for whoever asks', () => {
    const most = ['incidents', 'pages', 'alarms', 'ticks'].map(
      (queue) => scalingIn(resources, queue).MaximumConcurrency,
    );
    expect(most).toEqual([3, 2, 2, 2]);
    expect(most.reduce((sum, one) => sum + one)).toBeLessThan(10);
  });

  test('whoever deploys is told that nobody has room of their own, and what to do', () => {
    expect(warnings({})).toEqual([
      expect.stringMatching(
        /^With 10 calls at once .*"concurrency": \{ "quota": 1000 \}\..*no-room-of-their-own/su,
      ),
    ]);
  });
});

describe('with the usual quota of 1,000', () => {
  const concurrency = { quota: 1_000 };
  const { resources } = deployed({ concurrency });

  test('every function has room of its own, and a hundred are left to others', () => {
    const reserved = reservedIn(resources);
    for (const room of reserved) {
      expect(room).toBeGreaterThan(1);
    }
    expect(reserved.reduce((sum, room) => sum + room)).toBeLessThanOrEqual(900);
    expect(warnings({ concurrency })).toEqual([]);
  });

  test('whatever agents send takes no more than half', () => {
    const { ReservedConcurrentExecutions } = functionIn(resources, 'ingest').Properties;
    expect(ReservedConcurrentExecutions).toBeLessThanOrEqual(500);
  });

  test('no queue calls more at once than its function may run, and the scheduler keeps two of the clock', () => {
    const { rooms } = plan(concurrency);
    const readers = [
      ['incidents', 'incident', 0],
      ['pages', 'page', 0],
      ['alarms', 'alarms', 0],
      ['ticks', 'clock', 2],
    ] as const;
    for (const [queue, name, beside] of readers) {
      expect(scalingIn(resources, queue)).toEqual({
        MaximumConcurrency: (rooms[name].reserved ?? 0) - beside,
      });
    }
  });
});

test('from the smallest quota in which anybody has room to a very large one, shares never pass it', () => {
  expect(Object.values(plan({ quota: MIN_QUOTA - 1 }).rooms).map((r) => r.reserved)).toEqual(
    NAMES.map(() => undefined),
  );
  for (let quota = MIN_QUOTA; quota < 5_000; quota += 7) {
    const rooms = Object.values(plan({ quota }).rooms);
    const sum = rooms.reduce((total, { reserved = 0 }) => total + reserved, 0);
    expect(sum).toBeLessThanOrEqual(quota - 100);
    for (const { fromQueue } of rooms) {
      expect(fromQueue).toBeGreaterThanOrEqual(0);
    }
  }
});

test('a team may give a function another share, and keep instances started', () => {
  const { resources } = deployed({
    concurrency: { quota: 1_000, reserved: { ingest: 300 }, provisioned: { page: 5 } },
  });
  expect(functionIn(resources, 'ingest').Properties.ReservedConcurrentExecutions).toBe(300);
  const started = resources
    .of('Lambda::Alias')
    .filter(({ Properties }) => Properties.ProvisionedConcurrencyConfig !== undefined);
  expect(
    started.map(({ id, Properties }) => [id, Properties.ProvisionedConcurrencyConfig]),
  ).toEqual([[expect.stringContaining('Page'), { ProvisionedConcurrentExecutions: 5 }]]);
});

describe('what could not be deployed is refused when it is synthesized', () => {
  test.each([
    [
      'more than the quota',
      { quota: 1_000, reserved: { ingest: 900 } },
      /^The functions would take \d+ of the 1000 calls .*ingest 900, .* at most 900 can be taken\./su,
    ],
    [
      'any reservation in a new account',
      { reserved: { ingest: 5 } },
      /^The functions would take 5 of the 10 calls .* at most 0 can be taken\./su,
    ],
    [
      'instances kept started in a new account',
      { provisioned: { page: 1 } },
      /^The functions would take 1 of the 10 calls .*page 1/su,
    ],
    [
      'more instances started than may run',
      { quota: 1_000, reserved: { page: 10 }, provisioned: { page: 11 } },
      /^"concurrency\.provisioned\.page" is 11, and only 10 of "page" may run at once/u,
    ],
    [
      'fewer than a queue calls',
      { quota: 1_000, reserved: { clock: 3 } },
      /^"concurrency\.reserved\.clock" is 3, and the function "clock" needs at least 4\.$/u,
    ],
    [
      'a function that there is not',
      { reserved: { pager: 3 } } as object,
      /^The props of Wardbell are wrong:.*pager.*at concurrency\.reserved/su,
    ],
    ['less than any account has', { quota: 9 }, />=10.*at concurrency\.quota/su],
  ])('%s', (_, concurrency, why) => {
    expect(() => deployed({ concurrency })).toThrow(why);
  });
});
