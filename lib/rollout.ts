import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import {
  LambdaApplication,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
} from 'aws-cdk-lib/aws-codedeploy';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** `gradual`: a tenth of the calls for five minutes, then all, and back if an alarm goes off. `at-once`: all calls at once. */
export type RolloutKind = 'gradual' | 'at-once';

/** How new versions of the functions take over. Where one is rolled back the deployment fails, and CloudFormation takes back all the others. */
export class Rollout extends Construct {
  readonly #application: LambdaApplication | undefined;
  readonly #guards: Alarm[] = [];

  constructor(scope: Construct, id: string, kind: RolloutKind) {
    super(scope, id);
    if (kind === 'gradual') this.#application = new LambdaApplication(this, 'Application');
  }

  /** Lets the alias move on to its new version gradually; the alarm, and every guard's, stops it. */
  shift(scope: Construct, alias: Alias, alarm: Alarm): void {
    if (this.#application === undefined) return;
    new LambdaDeploymentGroup(scope, 'Deployment', {
      application: this.#application,
      alias,
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: [alarm, ...this.#guards],
    });
  }
}
