import { type App, Aws, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { z } from 'zod';
import { isDeploymentName } from '#config/deployment-name.ts';
import { WRITTEN } from './checked-props.ts';
import { Refusal } from './refusal.ts';
import { Wardbell } from './wardbell.ts';

/** The schema of a stage in cdk.json. */
export const STAGE = z.strictObject({
  ...WRITTEN,
  onDelete: z.enum(['keep', 'destroy']).default('keep'),
  /** One mailbox list for each Region, or one for all. */
  heartbeatUrl: z.union([z.url(), z.record(z.string(), z.url())]).optional(),
  account: z
    .string()
    .regex(/^\d{12}$/u, { error: 'an account is 12 digits' })
    .optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/u, { error: 'a Region looks like "eu-west-1"' })
    .optional(),
});

const STAGE_NAME = /^[a-z][a-z0-9-]{0,30}$/u;

/** The prefix of the names of topics and alarms. */
const deploymentOf = (stage: string) => `wardbell-${stage}`;

const USUAL = 'dev';

/**
 * Adds the stacks of the stage that the context `stage` names, by default `dev` (`cdk deploy -c
 * stage=prod`). cdk.json defines a stage: the props of `Wardbell` that can be serialized, where it
 * is deployed, and what happens to its data when it is deleted. If no stage is named and there is
 * no `dev`, it adds nothing and returns the reason: `cdk bootstrap aws://<account>/<Region>` runs
 * the app too, and needs no stack.
 */
export function addStage(app: App): string | undefined {
  const named: unknown = app.node.tryGetContext('stage');
  const stages = stagesOf(app);
  if (named === undefined && stages[USUAL] === undefined) {
    return `No stage is named, and cdk.json has none called "${USUAL}": there is nothing to deploy. Name one with "-c stage=...". Its "stages" are: ${listed(stages)}.`;
  }
  addStacks(app, String(named ?? USUAL));
  return undefined;
}

function addStacks(app: App, name: string): void {
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
      name: deploymentOf(name),
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Tags.of(stack).add('wardbell', name);
    return stack;
  });
  const [primary, secondary] = stacks;
  // The replica of a table is encrypted with the key of its own Region.
  if (primary && secondary) {
    primary.addStackDependency(secondary);
  }
}

function stageOf(app: App, name: string): z.output<typeof STAGE> {
  if (!STAGE_NAME.test(name) || !isDeploymentName(deploymentOf(name))) {
    throw new Refusal(
      `"${name}" cannot be the name of a stage: it takes small letters, digits and hyphens, at most 31, beginning with a letter, without "-to-" and not ending in "-to".`,
    );
  }
  const stages = stagesOf(app);
  const parsed = STAGE.safeParse(stages[name]);
  if (parsed.success) {
    return parsed.data;
  }
  if (stages[name] === undefined) {
    throw new Refusal(
      `There is no stage "${name}" in the context of cdk.json. Its "stages" are: ${listed(stages)}.`,
    );
  }
  throw new Refusal(`The stage "${name}" of cdk.json is wrong:\n${z.prettifyError(parsed.error)}`);
}

function stagesOf(app: App): Readonly<Record<string, unknown>> {
  return app.node.tryGetContext('stages') ?? {};
}

const listed = (stages: object) => Object.keys(stages).join(', ') || 'none';
