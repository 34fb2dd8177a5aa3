import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import {
  LambdaApplication,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
} from 'aws-cdk-lib/aws-codedeploy';
import { type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** `gradual`: a tenth of the calls more each minute, and back if an alarm goes off. `at-once`: all calls at once. */
export type RolloutKind = 'gradual' | 'at-once';

/** How new versions of the functions take over. Where one is rolled back the deployment fails, and CloudFormation takes back all the others. */
export class Rollout extends Construct {
  readonly #gradual: { readonly application: LambdaApplication; readonly role: IRole } | undefined;

  readonly #guards: Alarm[] = [];

  constructor(scope: Construct, id: string, kind: RolloutKind) {
    super(scope, id);
    if (kind === 'at-once') return;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
    });
    acknowledge(role, {
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]':
        'AWS keeps this policy for what CodeDeploy does with functions: it moves aliases and reads alarms. Nobody but CodeDeploy can assume the role.',
    });
    this.#gradual = { application: new LambdaApplication(this, 'Application'), role };
  }

  get isGradual(): boolean {
    return this.#gradual !== undefined;
  }

  /** Lets this alarm, too, take back whatever function is moving on: most faults of a function are no errors to Lambda, but answers. */
  guardedBy(alarm: Alarm): void {
    this.#guards.push(alarm);
  }

  /** Lets the alias move on to its new version gradually, and back if its alarm or a guard's goes off. */
  shift(scope: Construct, alias: Alias, alarm: Alarm): void {
    if (this.#gradual === undefined) return;
    new LambdaDeploymentGroup(scope, 'Deployment', {
      ...this.#gradual,
      alias,
      deploymentConfig: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
      alarms: [alarm, ...this.#guards],
    });
  }
}
