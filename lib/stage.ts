import { type App, Aws, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { z } from 'zod';
import { Refusal } from './refusal.ts';
import { Wardbell } from './wardbell.ts';

const STAGE = z.strictObject({
  config: z.string(),
  onDelete: z.enum(['keep', 'destroy']).default('keep'),
  rollout: z.enum(['gradual', 'at-once']).optional(),
  alarmEmails: z.array(z.email()).optional(),
  /** One for each Region, or one for all. */
  heartbeatUrl: z.union([z.url(), z.record(z.string(), z.url())]).optional(),
  throttle: z.strictObject({ perSecond: z.int().min(1), burst: z.int().min(1) }).optional(),
  smsLimit: z.number().positive().optional(),
  domain: z
    .strictObject({
      name: z.string(),
      hostedZoneId: z.string(),
      certificateArns: z.record(z.string(), z.string()),
    })
    .optional(),
  account: z.string().optional(),
  region: z.string().optional(),
  regions: z
    .strictObject({ primary: z.string(), secondary: z.string(), witness: z.string() })
    .optional(),
});

/**
 * Adds the stacks of the stage that the context `stage` names, `dev` unless told otherwise (`cdk deploy -c stage=prod`). What a stage is stands in cdk.json:
 * the props of `Wardbell` that can be written down, where it is deployed, and what becomes of its data when it is deleted.
 */
export function addStage(app: App): void {
  const name = String(app.node.tryGetContext('stage') ?? 'dev');
  const { onDelete, account, region, heartbeatUrl, ...props } = stageOf(app, name);
  const keep = onDelete === 'keep';
  const { regions } = props;
  const stacks = (regions ? [regions.primary, regions.secondary] : [region]).map((where) => {
    const id = regions ? `Wardbell-${name}-${where}` : `Wardbell-${name}`;
    const stack = new Stack(app, id, {
      stackName: `Wardbell-${name}`,
      description: `Wardbell: alerting and paging, stage ${name}`,
      terminationProtection: keep,
      env: {
        account: account ?? process.env['CDK_DEFAULT_ACCOUNT'] ?? Aws.ACCOUNT_ID,
        region: where ?? process.env['CDK_DEFAULT_REGION'] ?? Aws.REGION,
      },
    });
    new Wardbell(stack, 'Wardbell', {
      ...props,
      heartbeatUrl: typeof heartbeatUrl === 'object' ? heartbeatUrl[where ?? ''] : heartbeatUrl,
      name: `wardbell-${name}`,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Tags.of(stack).add('wardbell', name);
    return stack;
  });
  const [primary, secondary] = stacks;
  // The tables' replicas are encrypted with the key of the Region that they are in.
  if (primary && secondary) primary.addStackDependency(secondary);
}

function stageOf(app: App, name: string): z.output<typeof STAGE> {
  const stages: Record<string, unknown> = app.node.tryGetContext('stages') ?? {};
  const parsed = STAGE.safeParse(stages[name]);
  if (parsed.success) return parsed.data;
  if (stages[name] === undefined)
    throw new Refusal(
      `There is no stage "${name}" in the context of cdk.json. Its "stages" are: ${Object.keys(stages).join(', ') || 'none'}.`,
    );
  throw new Refusal(`The stage "${name}" of cdk.json is wrong:\n${z.prettifyError(parsed.error)}`);
}
