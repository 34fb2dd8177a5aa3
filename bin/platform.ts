import { App } from 'aws-cdk-lib';
import { Refusal } from '../lib/refusal.ts';
import { addStage } from '../lib/stage.ts';
import { warnOfStranded } from '../lib/warn-of-stranded.ts';

/**
 * The CDK app: `cdk deploy` deploys the stage `dev` of cdk.json, `cdk deploy -c stage=prod`
 * another.
 */
try {
  const app = new App();
  const nothing = addStage(app);
  if (nothing !== undefined) {
    console.error(nothing);
  }
  await warnOfStranded(app, process.env);
  app.synth();
} catch (error) {
  if (!(error instanceof Refusal)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}
