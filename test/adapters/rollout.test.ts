import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { codeDeployments } from '#adapters/codedeploy/deployments.ts';
import { lambdaVersions } from '#adapters/lambda/versions.ts';
import { type RolloutClients, rolloutClients } from '#adapters/rollout-clients.ts';
import { type RolloutAnswers, type RolloutAws, startRolloutAws } from '../support/rollout-aws.ts';

const SPEC = {
  version: 0,
  Resources: [
    {
      'wardbell-page': {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Name: 'wardbell-page',
          Alias: 'live',
          CurrentVersion: '7',
          TargetVersion: '8',
        },
      },
    },
  ],
};

const YAML = `version: 0.0
Resources:
  - wardbell-page:
      Type: AWS::Lambda::Function
      Properties:
        Name: wardbell-page
        Alias: live
        CurrentVersion: 7
        TargetVersion: 8
`;

let aws: RolloutAws;
let clients: RolloutClients;
let answers: RolloutAnswers;

beforeAll(async () => {
  aws = await startRolloutAws(() => answers);
  clients = rolloutClients(aws.endpoint);
});

beforeEach(() => {
  answers = { deploymentInfo: {}, invoke: async () => null };
});

afterAll(() => {
  clients.codedeploy.destroy();
  clients.lambda.destroy();
  aws.stop();
});

const saying = (deploymentInfo: object) => {
  answers = { ...answers, deploymentInfo };
  return codeDeployments(clients.codedeploy).candidate('d-1');
};

describe('what a deployment is about', () => {
  test.each([
    ['in JSON', { appSpecContent: { content: JSON.stringify(SPEC) } }],
    ['in YAML', { appSpecContent: { content: YAML } }],
    ['as older deployments have it', { string: { content: JSON.stringify(SPEC) } }],
  ])('is read where CodeDeploy has it %s', async (_, revision) => {
    expect(await saying({ revision, creator: 'CloudFormation' })).toEqual({
      functionName: 'wardbell-page',
      version: '8',
      isRollback: false,
    });
  });

  test.each(['codeDeployRollback', 'CloudFormationRollback'])(
    'is a way back where %s begins it',
    async (creator) => {
      const revision = { appSpecContent: { content: JSON.stringify(SPEC) } };
      expect(await saying({ revision, creator })).toMatchObject({ isRollback: true });
    },
  );

  test.each([
    ['nothing', {}],
    ['no resource', { revision: { string: { content: '{"Resources":[]}' } } }],
    ['no function', { revision: { string: { content: '{"Resources":[{"x":{"Type":"S3"}}]}' } } }],
  ])('cannot be told where it says %s', async (_, info) => {
    await expect(saying(info)).rejects.toThrow(
      'the deployment d-1 does not say which version of which function it is about',
    );
  });
});

test.each([
  [true, 'Succeeded'],
  [false, 'Failed'],
])('CodeDeploy is told whether a version may take over: %s', async (passed, status) => {
  await codeDeployments(clients.codedeploy).judge('d-1', 'h-1', passed);
  expect(aws.told.at(-1)).toEqual(['d-1', 'h-1', status]);
});

describe('a version of a function', () => {
  const call = (event: object) => lambdaVersions(clients.lambda).call('wardbell-page', '8', event);

  test('is called by its number, and its answer comes back', async () => {
    answers = { ...answers, invoke: async (event) => ({ heard: event }) };
    expect(await call({ beds: ['Zimmer 4', '号'] })).toEqual({
      heard: { beds: ['Zimmer 4', '号'] },
    });
    expect(aws.called.at(-1)).toBe('wardbell-page 8');
  });

  test('that fails says so in its own words', async () => {
    answers = { ...answers, invoke: () => Promise.reject(new TypeError('no such thing')) };
    await expect(call({})).rejects.toThrow(
      /^version 8 of wardbell-page failed \(Unhandled\): .*TypeError.*no such thing/,
    );
  });
});
