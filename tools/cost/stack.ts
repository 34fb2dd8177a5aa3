import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { omit } from '#core/collections/omit.ts';
import { IDLE_POLLERS, KEY_REUSE_SECONDS, MONTH } from '#deployment/capacity/assumptions.ts';
import { sum, type Usage } from '#deployment/capacity/usage.ts';
import { PERMISSIONS } from '#deployment/permissions.ts';
import { QUEUES } from '#deployment/queues.ts';
import { TABLES } from '#deployment/tables.ts';
import { addStage } from '../../lib/stage.ts';

/**
 * Returns the monthly fixed usage of the stack, as synthesized for the stage `dev`. Metrics count
 * where they are emitted.
 */
export function stackUsage(): Usage {
  const types = resourceTypes();
  const count = (type: string) => types.filter((known) => known === type).length;
  return sum(
    {
      alarms: count('AWS::CloudWatch::Alarm'),
      dashboards: count('AWS::CloudWatch::Dashboard'),
      keys: count('AWS::KMS::Key'),
      kmsRequests: keyRequests(),
    },
    ...Object.values(QUEUES).map(({ fifo }) => ({
      [fifo ? 'sqsFifo' : 'sqsStandard']:
        (IDLE_POLLERS.count * MONTH.seconds) / IDLE_POLLERS.seconds,
    })),
  );
}

function resourceTypes(): readonly string[] {
  const outdir = mkdtempSync(join(tmpdir(), 'wardbell-cost-'));
  try {
    const { context } = JSON.parse(
      readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'),
    ) as { readonly context: Record<string, unknown> };
    const app = new App({ context, outdir, builtinCloudFormationValidation: false });
    addStage(app);
    return app.synth().stacks.flatMap(({ template }) => {
      const { Resources } = template as {
        readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
      };
      return Object.values(Resources).map(({ Type }) => Type);
    });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/**
 * Requests for the key. A queue asks twice for each role that sends and once for each that
 * receives, within the time that its data key is reused (the formula of SQS' documentation); a
 * table once for each role that may use it. The audit trail is used when somebody does something,
 * trends when somebody sends samples, and both in no other hour.
 */
function keyRequests(): number {
  // New versions are rehearsed when they are rolled out, and links answered when somebody is paged,
  // and both in no other hour.
  const each = omit(PERMISSIONS, 'rehearsal', 'answer');
  const roles = Object.values(each) as Readonly<Partial<Record<string, readonly string[]>>>[];
  const may = (target: string, action: string) =>
    roles.filter((role) => role[target]?.includes(action)).length;
  const queues = ['incidentQueue', 'pageQueue', 'alarmQueue', 'tickQueue', 'canaryQueue'].reduce(
    (total, queue) => total + 2 * may(queue, 'sqs:SendMessage') + may(queue, 'sqs:ReceiveMessage'),
    // SNS sends to the canary's queue and to that of alarms.
    4,
  );
  const { audit: __, trends: ___, ...busy } = TABLES;
  const tables = Object.keys(busy).reduce(
    (total, table) =>
      total +
      roles.filter((role) => Object.keys(role).some((t) => t.split('/')[0] === table)).length,
    0,
  );
  return (
    (queues * MONTH.seconds) / KEY_REUSE_SECONDS.sqs +
    (tables * MONTH.seconds) / KEY_REUSE_SECONDS.dynamodb
  );
}
