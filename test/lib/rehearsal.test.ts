import { describe, expect, test } from '@jest/globals';
import { REHEARSAL, REHEARSED, type Rehearsed } from '#core/canary/canary.ts';
import { OWN_ENV } from '#deployment/env.ts';
import { deployed, functionIn, type Resource, type Resources, refTo } from './synth.ts';

const { resources } = deployed();
const judge = functionIn(resources, 'rehearsal');

const aliasOf = ({ of }: Resources, fn: Resource) => {
  const [alias] = of('Lambda::Alias').filter(
    ({ Properties }) => Properties.FunctionName.Ref === fn.id,
  );
  if (alias === undefined) {
    throw new Error(`no alias of ${fn.id}`);
  }
  return alias;
};

describe('before a new version takes over', () => {
  test('of a function on the way of a sample, and of no other, its rehearsal is asked', () => {
    const hooked = resources
      .of('Lambda::Alias')
      .filter(({ UpdatePolicy }) => UpdatePolicy !== undefined)
      .map((alias) => [
        alias.Properties.FunctionName.Ref,
        alias.UpdatePolicy.CodeDeployLambdaAliasUpdate.BeforeAllowTrafficHook,
      ])
      .filter(([, hook]) => hook !== undefined);
    const expected = REHEARSED.map((name) => [functionIn(resources, name).id, refTo(judge)]);
    expect(new Map(hooked as never)).toEqual(new Map(expected as never));
  });

  test('the newest rehearsal is there, and CodeDeploy may call it and nothing else', () => {
    const policy = resources.one('IAM::ManagedPolicy', 'AskJudge');
    const role = resources.one('IAM::Role', 'Rollout');
    expect(policy.Properties).toMatchObject({
      Roles: [refTo(role)],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'lambda:InvokeFunction',
            Resource: { 'Fn::GetAtt': [judge.id, 'Arn'] },
          },
        ],
      },
    });
    for (const name of REHEARSED) {
      expect(aliasOf(resources, functionIn(resources, name)).DependsOn).toEqual(
        expect.arrayContaining([policy.id]),
      );
    }
  });
});

describe('the rehearsal', () => {
  const settings = JSON.stringify(judge.Properties.Environment.Variables[OWN_ENV.rehearsals]);
  const queueOf = (name: Rehearsed) => resources.one('SQS::Queue', `RehearsalPages${name}`);

  test('knows what each function is called, and the queue of its pages', () => {
    for (const name of REHEARSED) {
      expect(settings).toContain(functionIn(resources, name).id);
      expect(settings).toContain(queueOf(name).id);
    }
  });

  test("hears the canary's pages where what is live sends them, and only its own of a new version of page", () => {
    const own = resources
      .of('SNS::Topic')
      .filter(({ Properties }) => Properties.TopicName?.includes(REHEARSAL.id));
    expect(own.map(({ Properties }) => Properties.TopicName)).toEqual([
      `ward-to-${REHEARSAL.id}-email`,
    ]);
    const canary = resources.one('SNS::Topic', 'CanaryInbox');
    const heard = REHEARSED.map((name) => {
      const [subscription] = resources
        .of('SNS::Subscription')
        .filter(({ Properties }) => JSON.stringify(Properties.Endpoint).includes(queueOf(name).id));
      return [name, subscription?.Properties.TopicArn];
    });
    expect(heard).toEqual([
      ['ingest', refTo(canary)],
      ['incident', refTo(canary)],
      ['page', refTo(own[0] as Resource)],
    ]);
  });

  test('is not made where everything is rolled out at once', () => {
    const { of } = deployed({ rollout: 'at-once' }).resources;
    const made = of('Lambda::Function').map(({ Properties }) => Properties.Description);
    expect(made).not.toContain('Wardbell rehearsal');
    expect(of('SQS::Queue').filter(({ id }) => id.includes('Rehearsal'))).toEqual([]);
  });
});
