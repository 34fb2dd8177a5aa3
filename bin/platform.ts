import { App } from 'aws-cdk-lib';

/** The CDK app. It holds no stack yet: the platform runs on one machine, and its deployment is not written. */
new App().synth();
