import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { addStage } from '../../lib/stage.ts';
import { COMPILED } from '../support/command-line.ts';
import { DEPLOYED, DOMAIN, EXAMPLE, NO_CODE, REGIONS, resourcesOf, testApp } from './synth.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const CDK: { readonly app: string; readonly context: { readonly stages: object } } = JSON.parse(
  readFileSync(join(ROOT, 'cdk.json'), 'utf8'),
);

/** Returns the stacks that a stage is deployed as. */
function stacksOf(stage: unknown, name = 'test'): readonly Stack[] {
  const app = testApp({ stage: name, stages: { test: stage } });
  addStage(app);
  return app.node.children.filter(Stack.isStack);
}

const only = (stage: unknown) => {
  const [stack, ...more] = stacksOf(stage);
  if (stack === undefined || more.length > 0) {
    throw new Error(`${more.length + 1} stacks`);
  }
  return stack;
};

describe('a stage', () => {
  test('is kept unless its team says otherwise: the stack and what it holds cannot be deleted', () => {
    const stack = only({ config: EXAMPLE });
    expect(stack.terminationProtection).toBe(true);
    const { of } = resourcesOf(stack);
    for (const { Properties } of of('DynamoDB::Table')) {
      expect(Properties.DeletionProtectionEnabled).toBe(true);
    }
    expect(of('CodeDeploy::DeploymentGroup')).toHaveLength(DEPLOYED.length - 1);
  });

  test('for trying out goes without leaving anything', () => {
    const stack = only({ config: EXAMPLE, onDelete: 'destroy', rollout: 'at-once' });
    expect(stack.terminationProtection).toBe(false);
    const { of } = resourcesOf(stack);
    for (const { DeletionPolicy } of of('DynamoDB::Table')) {
      expect(DeletionPolicy).toBe('Delete');
    }
    expect(of('CodeDeploy::DeploymentGroup')).toEqual([]);
  });

  test('is named and tagged after itself', () => {
    const stack = only({ config: EXAMPLE });
    expect(stack.stackName).toBe('Wardbell-test');
    const { one } = resourcesOf(stack);
    expect(one('KMS::Alias').Properties.AliasName).toBe('alias/wardbell-test');
    expect(one('DynamoDB::Table', 'controls').Properties.Tags).toEqual([
      { Key: 'wardbell', Value: 'test' },
    ]);
  });

  test('of two Regions is two stacks of one name, the one with the key that the other needs first', () => {
    const heartbeatUrl = { [REGIONS.primary]: 'https://m.example/1' };
    const [primary, secondary, ...more] = stacksOf({
      config: EXAMPLE,
      account: '111111111111',
      regions: REGIONS,
      domain: DOMAIN,
      heartbeatUrl,
    });
    expect(more).toEqual([]);
    expect([primary?.region, secondary?.region]).toEqual([REGIONS.primary, REGIONS.secondary]);
    expect(primary?.stackName).toBe(secondary?.stackName);
    expect(primary?.dependencies).toEqual([secondary]);
    const pinged = [primary, secondary].map((stack) =>
      resourcesOf(stack as Stack)
        .of('Lambda::Function')
        .flatMap(({ Properties }) => Properties.Environment.Variables.WARDBELL_HEARTBEAT_URL ?? []),
    );
    expect(pinged).toEqual([['https://m.example/1'], ['']]);
  });
});

describe('a stage that cannot be deployed is refused', () => {
  test('because there is none of the name', () => {
    expect(() => stacksOf({ config: EXAMPLE }, 'prod')).toThrow(
      /^There is no stage "prod" in the context of cdk\.json\. Its "stages" are: test\.$/u,
    );
  });

  test.each([
    ['a setting that is none', { colour: 'red' }, /Unrecognized key: "colour"/u],
    [
      'a value that is none',
      { onDelete: 'burn' },
      /expected one of "keep"\|"destroy"\s.*at onDelete/su,
    ],
    ['no mailbox', { alarmEmails: ['it'] }, /it must be a mailbox.*at alarmEmails\[0\]/su],
    ['no account', { account: '12' }, /an account is 12 digits.*at account/su],
    ['no Region', { region: 'mars-1' }, /a Region looks like "eu-west-1".*at region/su],
    ['no URL', { heartbeatUrl: 'monitor' }, /at heartbeatUrl/u],
    ['no request at all', { throttle: { perSecond: 0, burst: 1 } }, /at throttle\.perSecond/u],
  ])('because of %s', (_, more, why) => {
    const deploy = () => stacksOf({ config: EXAMPLE, ...more });
    expect(deploy).toThrow(/^The stage "test" of cdk\.json is wrong:\n/u);
    expect(deploy).toThrow(why);
  });

  test.each(['Prod', 'prod x', '2nd', '', 'x-to-y', 'x-to'])(
    'because none can be called "%s"',
    (name) => {
      expect(() => stacksOf({ config: EXAMPLE }, name)).toThrow(
        `"${name}" cannot be the name of a stage: it takes small letters`,
      );
    },
  );

  test('because it has no config', () => {
    expect(() => stacksOf({})).toThrow(/is wrong:\n.*must name the file.*at config/su);
  });
});

describe('the app as `cdk` runs it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const TWO_REGIONS = {
    config: EXAMPLE,
    account: '111111111111',
    regions: REGIONS,
    domain: DOMAIN,
    alarmEmails: ['it@hospital.example'],
  };

  /**
   * Returns the command of cdk.json with the context that `cdk -c stage=…` gives it;
   * CloudFormation's own rules are asked.
   */
  function run(stage: string | undefined, stages: object = CDK.context.stages) {
    const outdir = join(folder, stage ?? 'no-stage');
    const [, ...args] = CDK.app.split(' ');
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        ...COMPILED,
        CDK_OUTDIR: outdir,
        CDK_CONTEXT_JSON: JSON.stringify({ ...NO_CODE, stage, stages }),
      },
    });
    return { status, said: stdout + stderr, outdir };
  }

  test.each([
    ...Object.keys(CDK.context.stages).map((stage) => [stage, undefined] as const),
    ['two-regions', { 'two-regions': TWO_REGIONS }] as const,
  ])(
    'makes valid templates of the stage %s',
    (stage, stages) => {
      const { status, said, outdir } = run(stage, stages);
      expect({ status, said }).toEqual({ status: 0, said: '' });
      const made = readdirSync(outdir).filter((name) =>
        /^Wardbell-.*\.template\.json$/u.test(name),
      );
      expect(made).toHaveLength(stages ? 2 : 1);
    },
    60_000,
  );

  test('makes nothing, says why and does not fail where no stage is named and there is no "dev": `cdk bootstrap` runs it too', () => {
    const { status, said, outdir } = run(undefined, { prod: CDK.context.stages });
    expect({ status, said }).toEqual({
      status: 0,
      said: 'No stage is named, and cdk.json has none called "dev": there is nothing to deploy. Name one with "-c stage=...". Its "stages" are: prod.\n',
    });
    expect(readdirSync(outdir).filter((name) => /template/u.test(name))).toEqual([]);
  });

  test('says what is wrong in one sentence, without where it was thrown', () => {
    const { status, said } = run('test');
    expect(status).toBe(1);
    expect(said).toBe(
      'There is no stage "test" in the context of cdk.json. Its "stages" are: dev, prod.\n',
    );
  });
});
