import { App } from 'aws-cdk-lib';
import { addStage } from '../lib/stage.ts';

const app = new App();
addStage(app);
app.synth();
