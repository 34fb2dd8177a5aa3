import { readFileSync, writeFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { addStage } from '../../lib/stage.ts';

/** With few people most stages have few nested stacks; one with many is enough. */
const CONFIG = 'examples/first/wardbell.yaml';
const MANY_PEOPLE = 'examples/hospital/wardbell.yaml';
const ACCOUNT = '111111111111';
const REGIONS = { primary: 'eu-west-1', secondary: 'eu-central-1', witness: 'eu-west-3' };

const certificate = (region: string) => `arn:aws:acm:${region}:${ACCOUNT}:certificate/1`;

const DOMAIN = {
  name: 'wardbell.hospital.example',
  hostedZoneId: 'Z0123456789ABCDEFGHIJ',
  certificateArns: {
    [REGIONS.primary]: certificate(REGIONS.primary),
    [REGIONS.secondary]: certificate(REGIONS.secondary),
  },
};

/** Stages in which every setting stands that changes the template, beside those of cdk.json. */
const moreStages = (archived: string) => ({
  'with-all-settings': {
    config: archived,
    account: ACCOUNT,
    region: REGIONS.primary,
    alarmEmails: ['it@hospital.example'],
    heartbeatUrl: 'https://monitor.example/1',
    concurrency: { quota: 1_000, reserved: { ingest: 300 }, provisioned: { page: 2 } },
    throttle: { perSecond: 100, burst: 200 },
    warmThroughput: {
      subjects: { readsPerSecond: 20_000, writesPerSecond: 10_000 },
      incidents: { readsPerSecond: 20_000, writesPerSecond: 10_000 },
    },
    domain: DOMAIN,
  },
  'two-regions': {
    config: CONFIG,
    account: ACCOUNT,
    alarmEmails: ['it@hospital.example'],
    concurrency: { quota: 1_000 },
    regions: REGIONS,
    domain: DOMAIN,
  },
  'behind-cloudfront': {
    config: CONFIG,
    account: ACCOUNT,
    region: REGIONS.primary,
    alarmEmails: ['it@hospital.example'],
    concurrency: { quota: 1_000 },
    domain: DOMAIN,
    cloudFront: {
      certificateArn: certificate('us-east-1'),
      webAclArn: `arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/wardbell/1`,
    },
  },
  bare: { config: CONFIG, throttleAlarms: false, rollout: 'at-once', onDelete: 'destroy' },
});

/** Writes the config of many people with an archive, which the example does not have. */
function writeArchived(folder: string): string {
  const file = `${folder}/archived.yaml`;
  writeFileSync(file, `${readFileSync(MANY_PEOPLE, 'utf8')}\narchive: {}\n`);
  return file;
}

/**
 * Synthesizes each stage into a folder of its own, without the functions' code, which is no part of
 * a template.
 */
export function synthesizeStages(folder: string): readonly string[] {
  const { context } = JSON.parse(
    readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'),
  ) as { readonly context: { readonly stages: object } };
  const stages = { ...context.stages, ...moreStages(writeArchived(folder)) };
  return Object.keys(stages).map((stage) => {
    const outdir = `${folder}/${stage}`;
    const app = new App({
      context: { 'aws:cdk:bundling-stacks': [], stage, stages },
      outdir,
      builtinCloudFormationValidation: false,
      analyticsReporting: false,
    });
    addStage(app);
    app.synth();
    return stage;
  });
}
