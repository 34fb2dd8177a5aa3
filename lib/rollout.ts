import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import {
  LambdaApplication,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
} from 'aws-cdk-lib/aws-codedeploy';
import {
  type IRole,
  ManagedPolicy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Alias, IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { FunctionName } from '#deployment/functions.ts';
import { suppressFindings } from './suppress-findings.ts';

/**
 * `gradual`: shifts a tenth of the traffic more each minute, and rolls back if an alarm goes off.
 * `at-once`: shifts all traffic at once.
 */
export type RolloutKind = 'gradual' | 'at-once';

/**
 * How new versions of the functions take over. If one is rolled back the deployment fails, and
 * CloudFormation rolls back all the others.
 */
export class Rollout extends Construct {
  readonly #gradual: { readonly application: LambdaApplication; readonly role: IRole } | undefined;

  readonly #guards: Alarm[] = [];
  readonly #shifted = new Map<FunctionName, ShiftedAlias>();

  constructor(scope: Construct, id: string, kind: RolloutKind) {
    super(scope, id);
    if (kind === 'at-once') {
      return;
    }
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
    });
    suppressFindings(role, {
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]':
        'AWS keeps this policy for what CodeDeploy does with functions: it moves aliases and reads alarms. Nobody but CodeDeploy can assume the role.',
    });
    this.#gradual = {
      application: new LambdaApplication(this, 'Application'),
      role: role.withoutPolicyUpdates(),
    };
  }

  get isGradual(): boolean {
    return this.#gradual !== undefined;
  }

  /**
   * Adds an alarm that rolls back whichever function is shifting: most faults of a function are
   * answers, and no errors to Lambda.
   */
  guardedBy(alarm: Alarm): void {
    this.#guards.push(alarm);
  }

  /**
   * Shifts the alias to its new version, gradually unless told otherwise, and rolls back if its
   * alarm or a guard's goes off.
   */
  shift(scope: Construct, alias: Alias, { name, alarms, atOnce }: Shifted): void {
    if (this.#gradual === undefined) {
      return;
    }
    const group = new LambdaDeploymentGroup(scope, 'Deployment', {
      ...this.#gradual,
      alias,
      deploymentConfig: atOnce
        ? LambdaDeploymentConfig.ALL_AT_ONCE
        : LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
      alarms: [...alarms, ...this.#guards],
    });
    this.#shifted.set(name, { alias, group });
  }

  /** The CodeDeploy deployment group of the function. */
  groupOf(name: FunctionName): LambdaDeploymentGroup {
    return this.#shiftedAlias(name).group;
  }

  /** Lets the hook decide whether a new version of these functions may be called at all. */
  judgedBy(judge: LambdaFunction, names: readonly FunctionName[]): void {
    if (this.#gradual === undefined) {
      return;
    }
    // It is a separate policy, because the CDK would write it into the role.
    const mayAsk = new ManagedPolicy(this, 'AskJudge', {
      description: 'Lets CodeDeploy ask whether a new version may take over',
      statements: [
        new PolicyStatement({
          actions: ['lambda:InvokeFunction'],
          resources: [judge.functionArn],
        }),
      ],
      roles: [this.#gradual.role],
    });
    for (const name of names) {
      const { alias, group } = this.#shiftedAlias(name);
      group.addPreHook(judge as IFunction);
      // The alias refers to the hook, so the hook's newest version exists by then; the permission
      // for CodeDeploy to call it needs an explicit dependency.
      alias.node.addDependency(mayAsk);
    }
  }

  #shiftedAlias(name: FunctionName): ShiftedAlias {
    const found = this.#shifted.get(name);
    if (found === undefined) {
      throw new Error(`The function ${name} does not move on gradually.`);
    }
    return found;
  }
}

interface ShiftedAlias {
  readonly alias: Alias;
  readonly group: LambdaDeploymentGroup;
}

/** A function with an alias that shifts. */
interface Shifted {
  readonly name: FunctionName;
  /** What goes off when the function fails. */
  readonly alarms: readonly Alarm[];
  /** Whether it never runs in two versions. */
  readonly atOnce: boolean;
}
