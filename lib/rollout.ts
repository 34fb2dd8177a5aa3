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
 * `gradual`: a tenth of the calls more each minute, and back if an alarm goes off. `at-once`: all
 * calls at once.
 */
export type RolloutKind = 'gradual' | 'at-once';

/**
 * How new versions of the functions take over. Where one is rolled back the deployment fails, and
 * CloudFormation takes back all the others.
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
   * Lets this alarm, too, take back whatever function is moving on: most faults of a function are
   * no errors to Lambda, but answers.
   */
  guardedBy(alarm: Alarm): void {
    this.#guards.push(alarm);
  }

  /**
   * Lets the alias move on to its new version gradually, and back if its alarm or a guard's goes
   * off.
   */
  shift(scope: Construct, alias: Alias, { name, alarm }: Shifted): void {
    if (this.#gradual === undefined) {
      return;
    }
    const group = new LambdaDeploymentGroup(scope, 'Deployment', {
      ...this.#gradual,
      alias,
      deploymentConfig: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
      alarms: [alarm, ...this.#guards],
    });
    this.#shifted.set(name, { alias, group });
  }

  /** The group by which CodeDeploy knows the function's deployments. */
  groupOf(name: FunctionName): LambdaDeploymentGroup {
    return this.#shiftedAlias(name).group;
  }

  /** Asks the judge whether a new version of these functions may be called at all. */
  judgedBy(judge: LambdaFunction, names: readonly FunctionName[]): void {
    if (this.#gradual === undefined) {
      return;
    }
    // As a policy of its own: the CDK would write it into the role.
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
      // The newest judge is there by then, because the alias names it; that CodeDeploy may ask it
      // follows from nothing.
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

/** A function whose alias moves on. */
interface Shifted {
  readonly name: FunctionName;
  /** Goes off when the function fails. */
  readonly alarm: Alarm;
}
