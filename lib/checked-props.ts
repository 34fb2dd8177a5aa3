import { RemovalPolicy, Token } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { z } from 'zod';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import { Refusal } from './refusal.ts';
import type { WardbellProps } from './wardbell.ts';

/** A mailbox, or a token for one until it is deployed. */
const mailbox = z
  .string()
  .refine((text) => Token.isUnresolved(text) || z.email().safeParse(text).success, {
    error: 'it must be a mailbox, such as "platform@hospital.example"',
  });

const NAMES = Object.keys(FUNCTIONS) as FunctionName[];

/** The capacity that an on-demand table has from the start: DynamoDB refuses less. */
const MIN_WARM = { readsPerSecond: 12_000, writesPerSecond: 4_000 };

const warm = z
  .strictObject({
    readsPerSecond: z.int().min(MIN_WARM.readsPerSecond),
    writesPerSecond: z.int().min(MIN_WARM.writesPerSecond),
  })
  .optional();

const perFunction = z.partialRecord(z.enum(NAMES), z.int().min(1)).optional();

/**
 * The schema of those props that can be serialized, which are the same in a stage of cdk.json as in
 * code.
 */
export const WRITTEN = {
  config: z.string({
    error: 'it must name the file that your team wrote, such as "wardbell.yaml"',
  }),
  rollout: z.enum(['gradual', 'at-once']).optional(),
  alarmEmails: z.array(mailbox).readonly().optional(),
  throttle: z.strictObject({ perSecond: z.int().min(1), burst: z.int().min(1) }).optional(),
  smsLimit: z.number().positive().optional(),
  concurrency: z
    .strictObject({
      quota: z.int().min(10).optional(),
      reserved: perFunction,
      provisioned: perFunction,
    })
    .optional(),
  throttleAlarms: z.boolean().optional(),
  warmThroughput: z.strictObject({ subjects: warm, incidents: warm }).optional(),
  domain: z
    .strictObject({
      name: z.string(),
      hostedZoneId: z.string(),
      certificateArns: z.record(z.string(), z.string()),
    })
    .optional(),
  cloudFront: z
    .strictObject({ certificateArn: z.string(), webAclArn: z.string().optional() })
    .optional(),
  regions: z
    .strictObject({ primary: z.string(), secondary: z.string(), witness: z.string() })
    .optional(),
};

const PROPS = z.strictObject({
  ...WRITTEN,
  name: z.string().optional(),
  alarmTopic: z.custom<ITopic>().optional(),
  heartbeatUrl: z.string().optional(),
  removalPolicy: z.enum(RemovalPolicy).optional(),
  logRetention: z.enum(RetentionDays).optional(),
});

/**
 * Refuses invalid props: an app that nobody type-checks would otherwise deploy something other than
 * what it says.
 */
export function checkProps(props: WardbellProps): void {
  const parsed = PROPS.safeParse(props);
  if (!parsed.success) {
    throw new Refusal(`The props of Wardbell are wrong:\n${z.prettifyError(parsed.error)}`);
  }
}
