import { describe, expect, test } from '@jest/globals';
import { REHEARSED } from '#core/canary/canary.ts';
import type { FunctionName } from '#deployment/functions.ts';
import { CONTROL_KINDS, PERMISSIONS } from '#deployment/permissions.ts';
import { USE_KEY } from '../../lib/encryption-key.ts';
import {
  arnOf,
  DEPLOYED,
  deployed,
  functionIn,
  nestedIn,
  type Resource,
  refTo,
  resourcesOf,
  sorted,
} from './synth.ts';

const { stack, resources } = deployed();
const everything = [resources, ...nestedIn(stack).map(resourcesOf)].flatMap(({ all }) => all);

const functionOf = (name: FunctionName) => functionIn(resources, name);

const roleOf = (name: FunctionName): Resource => {
  const [id] = functionOf(name).Properties.Role['Fn::GetAtt'];
  return resources.one('IAM::Role', id);
};

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const TOPICS = {
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':sns:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      ':ward-to-*',
    ],
  ],
};

const table = (name: string) => arnOf(resources.one('DynamoDB::Table', `Tables${name}`));
const queue = (pattern: RegExp) => {
  const [found] = resources.of('SQS::Queue').filter(({ id }) => pattern.test(id));
  return arnOf(found as Resource);
};
const index = (name: string, of: string) => ({ 'Fn::Join': ['', [table(name), `/index/${of}`]] });

/** Returns the group by which CodeDeploy knows the deployments of a function. */
function groupArn(name: FunctionName) {
  const [alias] = resources
    .of('Lambda::Alias')
    .filter(({ Properties }) => Properties.FunctionName.Ref === functionOf(name).id);
  const { DeploymentGroupName } = alias?.UpdatePolicy.CodeDeployLambdaAliasUpdate ?? {};
  const account = [{ Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }];
  const application = refTo(resources.one('CodeDeploy::Application'));
  const group = [':deploymentgroup:', application, '/', DeploymentGroupName];
  return {
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':codedeploy:', ...account, ...group]],
  };
}

/** What each name in deployment/permissions.ts stands for in the template. */
const TARGETS: Readonly<Record<string, unknown>> = {
  subjects: table('subjects'),
  'subjects/due': index('subjects', 'due'),
  incidents: table('incidents'),
  'incidents/due': index('incidents', 'due'),
  'incidents/day': index('incidents', 'day'),
  ...Object.fromEntries(CONTROL_KINDS.map((kind) => [`controls#${kind}`, table('controls')])),
  audit: table('audit'),
  trends: table('trends'),
  incidentQueue: queue(/Queuesincidents[0-9A-F]{8}$/u),
  pageQueue: queue(/Queuespages[0-9A-F]{8}$/u),
  alarmQueue: queue(/Queuesalarms[0-9A-F]{8}$/u),
  tickQueue: queue(/Queuesticks[0-9A-F]{8}$/u),
  canaryQueue: queue(/CanaryInbox/u),
  deadLetters: [
    queue(/Queuesincidentsdead/u),
    queue(/Queuespagesdead/u),
    queue(/Queuesalarmsdead/u),
  ],
  rehearsalQueues: resources
    .of('SQS::Queue')
    .flatMap((one) => (one.id.includes('RehearsalPages') ? [arnOf(one)] : [])),
  newVersions: REHEARSED.map((name) => ({
    'Fn::Join': ['', [arnOf(functionOf(name)), ':*']],
  })),
  deploymentGroups: REHEARSED.map((name) => groupArn(name)),
  topics: TOPICS,
  'topics#contacts': TOPICS,
  any: '*',
};

/** On what condition, where there is one. */
const CONDITIONS: Readonly<Record<string, object>> = {
  ...Object.fromEntries(
    CONTROL_KINDS.map((kind) => [
      `controls#${kind}`,
      {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [kind] },
        Null: { 'dynamodb:LeadingKeys': ['false'] },
      },
    ]),
  ),
  'topics#contacts': { StringEquals: { 'sns:Protocol': ['sms', 'email'] } },
};

/** One line for each action on each resource. */
function spelled(statements: readonly Statement[]): readonly string[] {
  return sorted(
    statements.flatMap(({ Effect, Action, Resource, Condition }) =>
      [Action]
        .flat()
        .flatMap((action) =>
          [Resource]
            .flat()
            .map((resource) =>
              [Effect, action, JSON.stringify(resource), JSON.stringify(Condition ?? null)].join(
                ' ',
              ),
            ),
        ),
    ),
  );
}

const CALLED_BY_NOBODY_WHO_WAITS: readonly FunctionName[] = ['clock', 'audit', 'canary'];

describe.each(DEPLOYED)('the function %s', (name) => {
  const role = roleOf(name);
  const policy = resources.one('IAM::ManagedPolicy', role.Properties.ManagedPolicyArns[0].Ref);

  test('may do what deployment/permissions.ts says, use the key, and write its own log; nothing else', () => {
    const log = resources.one(
      'Logs::LogGroup',
      functionOf(name).Properties.LoggingConfig.LogGroup.Ref,
    );
    const allow = (Action: readonly string[], Resource: unknown, Condition?: object) => ({
      Effect: 'Allow',
      Action,
      Resource,
      Condition,
    });
    const expected = [
      ...Object.entries(PERMISSIONS[name])
        // The example names no issuer, whose client would have a secret, and has no archive: see
        // sign-in.test.ts and archive.test.ts.
        .filter(([target]) => !['clientSecret', 'archive'].includes(target))
        .map(([target, actions]) => allow(actions, TARGETS[target], CONDITIONS[target])),
      allow(USE_KEY, arnOf(resources.one('KMS::Key'))),
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arnOf(log)),
      ...(CALLED_BY_NOBODY_WHO_WAITS.includes(name)
        ? [allow(['sqs:SendMessage'], queue(/Queuesundelivereddead/u))]
        : []),
    ];
    expect(spelled(policy.Properties.PolicyDocument.Statement)).toEqual(spelled(expected));
  });

  test('has its role for itself: one policy, nothing inline, and Lambda alone assumes it', () => {
    expect(role.Properties.ManagedPolicyArns).toEqual([refTo(policy)]);
    expect(role.Properties).not.toHaveProperty('Policies');
    expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
    ]);
    const users = resources
      .of('Lambda::Function')
      .filter(({ Properties }) => Properties.Role['Fn::GetAtt'][0] === role.id);
    expect(users).toHaveLength(1);
  });
});

test('the whole deployment has no policy beside those, and no action with a wildcard but the one that keeps the key manageable', () => {
  const types = new Set(everything.map(({ Type }) => Type).filter((type) => /IAM/u.test(type)));
  expect(types).toEqual(new Set(['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy']));
  // And that CodeDeploy may ask whether a version may take over.
  expect(resources.of('IAM::ManagedPolicy')).toHaveLength(DEPLOYED.length + 1);
  const wild = everything.flatMap(({ Type, Properties }) =>
    statementsIn(Properties)
      .filter(({ Effect, Action }) => Effect === 'Allow' && /\*/u.test([Action].flat().join(' ')))
      .map(({ Action }) => `${Type} ${Action}`),
  );
  expect(wild).toEqual(['AWS::KMS::Key kms:*']);
});

function statementsIn(value: unknown): readonly Statement[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const own = 'Effect' in value ? [value as Statement] : [];
  return [...own, ...Object.values(value).flatMap(statementsIn)];
}
