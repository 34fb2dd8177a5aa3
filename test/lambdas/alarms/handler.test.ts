import { PublishCommand } from '@aws-sdk/client-sns';
import { describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { externalAlertItemId } from '#core/evaluation/external-alert/item.ts';
import type { Config } from '#core/team/config.ts';
import { MINUTE } from '#core/time/instant.ts';
import { createAlarmsHandler } from '#lambdas/alarms/handler.ts';
import { decodeCloudwatch } from '#protocols/cloudwatch/decode.ts';
import type { LogLine } from '#runtime/log.ts';
import type { Measured } from '#runtime/measure.ts';
import type { Ports } from '#usecases/ports.ts';
import { alarmMessage } from '../../support/cloudwatch.ts';
import { hospital } from '../../support/config.ts';
import { startTestPlatform, TEST_CONFIG } from '../../support/platform.ts';
import { START } from '../../support/world.ts';

const alarm = JSON.stringify(alarmMessage());

/** Hands a batch to the function, whose messages are called by their place. */
function functionWith(config: Config = hospital(), ports: Ports = memoryPorts(() => START)) {
  const logged: LogLine[] = [];
  const measured: Measured[] = [];
  const handle = createAlarmsHandler({
    ports,
    config,
    publicUrl: 'https://x',
    clock: () => START + MINUTE,
    log: (line) => logged.push(line),
    measure: (values) => measured.push(values),
  });
  const hand = async (...bodies: readonly string[]) => {
    const Records = bodies.map((body, i) => ({
      messageId: `${i}`,
      body,
      attributes: { ApproximateReceiveCount: '1' },
    }));
    const { batchItemFailures } = await handle({ Records } as unknown as SQSEvent);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { ports, logged, measured, hand };
}

describe('the function behind the queue of alarms', () => {
  test('takes what is an alarm and gives back what is none, saying why without a word of it', async () => {
    const { hand, logged, measured } = functionWith();
    expect(await hand('bed-7 is down', alarm, '{"AlarmName":"bed-7"}')).toEqual(['0', '2']);
    expect(logged).toMatchObject([
      { messageId: '0', reason: 'it is no JSON object, as alarms of CloudWatch send' },
      { messageId: '2', reason: expect.stringContaining('NewStateValue') },
    ]);
    expect(JSON.stringify(logged)).not.toContain('bed-7');
    // No failure of the platform: it would hold back rollouts.
    expect(measured).toEqual([{ alertsTaken: 1 }]);
  });

  test('gives back an alarm that no route takes: it may be put back when the config has one', async () => {
    const { technicalService: _, ...config } = hospital();
    const { hand, logged } = functionWith(config);
    expect(await hand(alarm)).toEqual(['0']);
    expect(logged).toMatchObject([{ reason: expect.stringContaining('add it to "alerts"') }]);
  });

  test('gives back what a store did not take, and counts that as a failure', async () => {
    const ports = memoryPorts(() => START);
    const save = () => Promise.reject(new Error('away'));
    const away = { ...ports, subjects: { ...ports.subjects, save } };
    const { hand, measured } = functionWith(hospital(), away);
    expect(await hand(alarm)).toEqual(['0']);
    expect(measured).toEqual([{ messagesFailed: 1 }]);
  });

  test('takes an alarm told twice at once, and its end with it, as one alert that is over', async () => {
    const { ports, hand } = functionWith();
    const over = alarmMessage({
      NewStateValue: 'OK',
      OldStateValue: 'ALARM',
      StateChangeTime: '2026-06-01T09:00:00.001+0000',
    });
    expect(await hand(JSON.stringify(over), alarm, alarm)).toEqual([]);
    expect(await hand(alarm)).toEqual([]);
    const { fingerprint } = decodeCloudwatch(JSON.stringify(over), START + MINUTE) as {
      fingerprint: string;
    };
    const item = externalAlertItemId(fingerprint);
    const stored = (await ports.subjects.load([item])).get(item);
    expect(stored?.series).toMatchObject({
      sent: { kind: 'external-alert', told: { saidAt: START + 1 } },
    });
  });
});

test('an alarm that notifies the topic pages, and is over when it is OK', async () => {
  const toIcu = { matchers: [], to: { service: 'icu' }, severity: 'critical' } as const;
  const world = await startTestPlatform({ config: { ...TEST_CONFIG, alertRoutes: [toIcu] } });
  const { clients, alarmInbox } = world.platform;
  const notify = (more: Readonly<Record<string, unknown>>) => {
    const Message = JSON.stringify(alarmMessage(more));
    return clients.sns.send(new PublishCommand({ TopicArn: alarmInbox.topicArn, Message }));
  };
  const incidents = async () =>
    (await world.call('GET', '/v1/incidents?status=all')).json.incidents;
  try {
    const now = Date.now();
    await notify({ StateChangeTime: new Date(now).toISOString() });
    expect((await world.nextPage()).text).toMatch(/^CRITICAL db-cpu-high/u);
    await notify({
      NewStateValue: 'OK',
      OldStateValue: 'ALARM',
      StateChangeTime: new Date(now + 1).toISOString(),
    });
    while ((await incidents())[0].status !== 'resolved') {}
    expect(await incidents()).toHaveLength(1);
  } finally {
    await world.platform.stop();
  }
});
