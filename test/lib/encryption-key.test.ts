import { beforeAll, describe, expect, test } from '@jest/globals';
import { deployed, nestedIn, type Resource, type Resources, resourcesOf } from './synth.ts';

let resources: Resources;
let nested: readonly Resources[];

beforeAll(() => {
  const made = deployed();
  resources = made.resources;
  nested = nestedIn(made.stack).map(resourcesOf);
});

/** Where each type that holds something says which key it is encrypted with. */
const KEY_OF: Readonly<Record<string, (resource: Resource) => unknown>> = {
  'DynamoDB::Table': ({ Properties }) => Properties.SSESpecification.KMSMasterKeyId,
  'SQS::Queue': ({ Properties }) => Properties.KmsMasterKeyId,
  'SNS::Topic': ({ Properties }) => Properties.KmsMasterKeyId,
  'Logs::LogGroup': ({ Properties }) => Properties.KmsKeyId,
  'Lambda::Function': ({ Properties }) => Properties.KmsKeyArn,
};

describe('one key', () => {
  test.each(Object.entries(KEY_OF))(
    'encrypts everything that holds something: %s',
    (type, keyOf) => {
      const key = { 'Fn::GetAtt': [resources.one('KMS::Key').id, 'Arn'] };
      const found = resources.of(type);
      expect(found.length).toBeGreaterThan(1);
      expect(found.map(keyOf)).toEqual(found.map(() => key));
    },
  );

  test("encrypts the responders' topics too, in their own stacks", () => {
    const key = { 'Fn::GetAtt': [resources.one('KMS::Key').id, 'Arn'] };
    const handed = resources.of('CloudFormation::Stack').map((s) => s.Properties.Parameters);
    expect(handed.map((parameters) => Object.values(parameters))).toEqual(handed.map(() => [key]));
    for (const [index, { of }] of nested.entries()) {
      for (const topic of of('SNS::Topic')) {
        expect(Object.keys(handed[index] ?? {})).toEqual([topic.Properties.KmsMasterKeyId.Ref]);
      }
    }
  });

  test('is turned, is kept with what it encrypts, and has a name', () => {
    const key = resources.one('KMS::Key');
    expect(key).toMatchObject({
      Properties: { EnableKeyRotation: true },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
    expect(resources.one('KMS::Alias').Properties).toEqual({
      AliasName: 'alias/ward',
      TargetKeyId: { 'Fn::GetAtt': [key.id, 'Arn'] },
    });
  });

  test('serves services of AWS for this account only, and EventBridge, which names none', () => {
    const { Statement } = resources.one('KMS::Key').Properties.KeyPolicy;
    const [account, logs, ...others] = Statement;
    expect(account.Principal.AWS['Fn::Join'][1].at(-1)).toBe(':root');
    const ofAccount = (arn: { readonly 'Fn::Join': readonly [string, readonly unknown[]] }) =>
      arn['Fn::Join'][1].some((part) => JSON.stringify(part) === '{"Ref":"AWS::AccountId"}');
    expect(ofAccount(logs.Condition.ArnLike['kms:EncryptionContext:aws:logs:arn'])).toBe(true);
    const condition = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    expect(
      others.map((statement: { readonly Principal: unknown; readonly Condition: unknown }) => [
        statement.Principal,
        statement.Condition,
      ]),
    ).toEqual([
      [{ Service: 'events.amazonaws.com' }, undefined],
      [{ Service: 'cloudwatch.amazonaws.com' }, condition],
      [{ Service: 'sns.amazonaws.com' }, condition],
    ]);
  });
});
