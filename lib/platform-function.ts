import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  Effect,
  ManagedPolicy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  Architecture,
  type CfnVersion,
  type IFunction,
  type IVersion,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ENV, OWN_ENV } from '#deployment/env.ts';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import {
  type OptionalTarget,
  PERMISSIONS,
  type PermissionTarget,
} from '#deployment/permissions.ts';
import type { Room } from './concurrency.ts';
import { USE_KEY } from './encryption-key.ts';
import { CONFIG_FILE, functionCode } from './function-code.ts';
import type { FunctionContext, Target } from './function-context.ts';
import type { PlatformAlarms } from './platform-alarms.ts';
import { suppressFindings, wildcardFinding } from './suppress-findings.ts';

export interface PlatformFunctionProps {
  readonly name: FunctionName;
  readonly surroundings: FunctionContext;
  /** @default only what all functions share */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Where calls go that failed for good, for a function that is called without anybody waiting for
   * the answer.
   * @default none: whoever calls it hears of the failure
   */
  readonly undelivered?: IQueue;
  /**
   * How often it is called, where that is seldom: one failed call is an alarm then.
   * @default each minute or more often
   */
  readonly calledEvery?: Duration;
  /**
   * Resources of its own, by the names that permissions have for them.
   * @default what all functions work on
   */
  readonly targets?: Readonly<Partial<Record<PermissionTarget, Target>>>;
  /**
   * Whether CodeDeploy calls it, by its name: it judges new versions, and so is always the newest
   * itself.
   * @default false
   */
  readonly judges?: boolean;
}

/**
 * Functions without an alarm on their errors: whoever calls them sits before the answer, and nobody
 * is paged or answers by them. An alarm is a tenth of a dollar a month.
 */
const SEEN_TO_FAIL: readonly FunctionName[] = ['reports', 'contacts'];

const ACKNOWLEDGED = {
  'HIPAA.Security-LambdaInsideVPC':
    "The function calls nothing but AWS's own APIs, the platform's own, the team's heartbeat, and, where it probes, what the checks name. A VPC holds nothing that it needs, and would put NAT gateways that can fail on the way of a page.",
};

const SHARES_WITH_OTHERS = {
  'HIPAA.Security-LambdaConcurrency':
    'The quota that the deployment may plan with is that of a new account, in which AWS refuses every reservation. What comes in is limited at the API and waits in queues, which call few at once.',
};

const CALLER_HEARS = {
  'HIPAA.Security-LambdaDLQ':
    'Nothing calls the function without waiting for the answer: a queue keeps what failed and has dead letters of its own, a sender is told by the API and tries again, and a rollout that is not answered is taken back.',
};

const TOPICS =
  "The topics of this deployment's responders and no others; a list of them all would pass the 6,144 characters of a managed policy at some forty people.";
/** Exists in some deployments only. */
function isOptional(target: PermissionTarget): target is OptionalTarget {
  return target === 'clientSecret' || target === 'archive';
}

/** The reason for a permission on more than single resources, if there is one. */
const WIDE: Readonly<Partial<Record<PermissionTarget, string>>> = {
  topics: TOPICS,
  'topics#contacts': TOPICS,
  newVersions:
    'All versions of three functions: the one to be rehearsed has no number before it is there, and a permission that came with it might be too new to be known.',
  any: 'SNS has no resource for these actions: a policy can only name them for all subscriptions and numbers of the account.',
};

/**
 * `page` notifies `incident` of a failure, which sends `page` the next page, for as long as the
 * escalation policy goes on. What they save is due again within seconds, and asks the clock for a
 * look, which hands it to them. Lambda's loop detection would stop either after 16 turns.
 */
const IN_TURNS: readonly FunctionName[] = ['incident', 'page', 'clock'];

/**
 * The console's shell of one version names files that the other version does not have, so that two
 * at once would leave some people before an empty page.
 */
const AT_ONCE: readonly FunctionName[] = ['console'];

const EACH_MINUTE = Duration.minutes(1);

/**
 * One function with everything that belongs to it: a role with exactly its permissions, its log,
 * and the alias `live` that all callers use. A rollout moves the alias to a new version. Code and
 * config are one version.
 */
export class PlatformFunction extends Construct {
  /** The alias that all callers use. */
  readonly live: IFunction;
  /** The function itself, of which `live` is one version. */
  readonly function: LambdaFunction;
  /** Its reserved concurrency. */
  readonly room: Room;

  constructor(scope: Construct, id: string, props: PlatformFunctionProps) {
    super(scope, id);
    const { name, surroundings, undelivered } = props;
    const { key, watch, rollout, removalPolicy } = surroundings;
    const logGroup = new LogGroup(this, 'Log', {
      retention: surroundings.logRetention,
      encryptionKey: key,
      removalPolicy,
    });
    const role = this.role(props, logGroup.logGroupArn);
    const { timeoutSeconds, memoryMegabytes } = FUNCTIONS[name];
    this.room = surroundings.rooms[name];
    const { reserved, provisioned } = this.room;
    const lambda = new LambdaFunction(this, 'Function', {
      description: `Wardbell ${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: functionCode(this, name, surroundings.config),
      handler: 'index.handler',
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMegabytes,
      ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        [ENV.configFile]: CONFIG_FILE,
        ...surroundings.environment,
        ...('tickQueue' in PERMISSIONS[name] && {
          [OWN_ENV.tickQueueUrl]: surroundings.tickQueueUrl,
        }),
        ...props.environment,
      },
      environmentEncryption: key,
      // The role's permissions are declared in one place; nothing else adds to them.
      role: role.withoutPolicyUpdates(),
      logGroup,
      ...(undelivered !== undefined && { deadLetterQueue: undelivered }),
      // Versions are retained so that somebody can point `live` back at an earlier one. A version
      // that was rolled back is not retained: Lambda refuses to publish the same version twice.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
      ...(IN_TURNS.includes(name) && { recursiveLoop: RecursiveLoop.ALLOW }),
    });
    this.function = lambda;
    suppressFindings(lambda, {
      ...ACKNOWLEDGED,
      ...(reserved === undefined && SHARES_WITH_OTHERS),
      ...(undelivered === undefined && CALLER_HEARS),
    });
    const version = lambda.currentVersion;
    const live = new Alias(this, 'Live', {
      aliasName: 'live',
      // The casts: the library's own types do not hold under `exactOptionalPropertyTypes`.
      version: version as IVersion,
      ...(provisioned !== undefined && { provisionedConcurrentExecutions: provisioned }),
      // Shows which code, config and settings are live: the id ends in a hash of all three. With
      // CodeDeploy only the version may change.
      ...((!rollout.isGradual || props.judges) && {
        description: (version.node.defaultChild as CfnVersion).logicalId,
      }),
    });
    this.live = live as IFunction;
    // Neither a late event of the scheduler nor a retry is useful: the next call is on its way.
    if (undelivered) {
      this.live.configureAsyncInvoke({ maxEventAge: Duration.minutes(1), retryAttempts: 0 });
    }
    const failing = SEEN_TO_FAIL.includes(name) ? [] : [this.watchErrors(watch, props)];
    if (!props.judges) {
      rollout.shift(this, live, { name, alarms: failing, atOnce: AT_ONCE.includes(name) });
    }
  }

  private role(props: PlatformFunctionProps, logArn: string): Role {
    const { name, surroundings, undelivered } = props;
    const { key } = surroundings;
    const known: PlatformFunctionProps['targets'] = { ...surroundings.targets, ...props.targets };
    const targets = (target: PermissionTarget): Target => {
      const found = known[target];
      if (found === undefined) {
        throw new Error(`The function ${name} knows no ${target}.`);
      }
      return found;
    };
    const allow = (actions: readonly string[], { arns, conditions }: Target) =>
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: [...actions],
        resources: [...arns],
        ...(conditions !== undefined && { conditions }),
      });
    const declared = Object.entries(PERMISSIONS[name]) as [PermissionTarget, readonly string[]][];
    const granted = declared.filter(
      ([target]) => known[target] !== undefined || !isOptional(target),
    );
    const policy = new ManagedPolicy(this, 'Policy', {
      description: `What Wardbell's function ${name} may do`,
      statements: [
        ...granted.map(([target, actions]) => allow(actions, targets(target))),
        allow(USE_KEY, { arns: [key.keyArn] }),
        allow(['logs:CreateLogStream', 'logs:PutLogEvents'], { arns: [logArn] }),
        ...(undelivered ? [allow(['sqs:SendMessage'], { arns: [undelivered.queueArn] })] : []),
      ],
    });
    for (const [target] of granted) {
      const why = WIDE[target];
      if (why !== undefined) {
        for (const arn of targets(target).arns) {
          suppressFindings(policy, { [wildcardFinding(this, arn)]: why });
        }
      }
    }
    return new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [policy],
    });
  }

  private watchErrors(watch: PlatformAlarms, props: PlatformFunctionProps) {
    const { name, calledEvery = EACH_MINUTE, judges } = props;
    const called = judges ? this.function : this.live;
    return watch.alarm(this, {
      name: `${name}-errors`,
      metric: called.metricErrors({ period: calledEvery }),
      threshold: 1,
      ...(calledEvery === EACH_MINUTE ? { periods: 2, of: 3 } : { periods: 1 }),
      means: `The function "${name}" fails.`,
      article: 'a-function-fails',
    });
  }
}
