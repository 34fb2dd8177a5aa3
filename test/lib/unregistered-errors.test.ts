import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  DynamoDBServiceException,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { withoutUnusedErrors } from '../../lib/unregistered-errors.ts';

describe('a bundle', () => {
  const joined = [
    'var Asked = class _Asked extends Base { name = "Asked"; };',
    'var Unasked = class _Unasked extends Base { static shapeId = "x#Unasked"; name = "Unasked"; };',
    'n0_registry.registerError(Asked$, Asked);',
    'n0_registry.registerError(Unasked$2, Unasked);',
    'const isLost = (error) => error instanceof Asked;',
  ];

  test('keeps the errors of the SDK that something asks for, and no others, line for line', () => {
    const kept = withoutUnusedErrors(joined.join('\n')).split('\n');
    expect(kept).toEqual(joined.with(3, ''));
  });
});

describe('an error that the SDK does not know', () => {
  const answers = (type: string) => {
    const body = new TextEncoder().encode(JSON.stringify({ __type: type, message: 'so it is' }));
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    const handle = async () => ({ response: { statusCode: 400, headers, body } });
    const client = new DynamoDBClient({
      region: 'eu-north-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      requestHandler: { handle },
    });
    const put = new PutItemCommand({ TableName: 't', Item: {} });
    return client.send(put).catch((error: unknown) => error);
  };

  test('has the same name, message and metadata, by which all but two are told apart', async () => {
    const unknown = await answers('com.amazonaws.dynamodb.v20120810#NobodyKnowsException');
    expect(unknown).toBeInstanceOf(DynamoDBServiceException);
    expect(unknown).toMatchObject({
      name: 'NobodyKnowsException',
      message: 'so it is',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    const known = await answers('com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException');
    expect(known).toBeInstanceOf(ConditionalCheckFailedException);
  });
});
