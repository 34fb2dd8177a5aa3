import { describe, expect, test } from '@jest/globals';
import type { HttpEvent } from '#http/http.ts';
import { httpHandler } from '#http/http-handler.ts';
import type { LogLine } from '#runtime/log.ts';
import { WriteConflict } from '#usecases/write-conflict.ts';

const EVENT = { routeKey: 'GET /x', requestContext: { requestId: 'r-1' } } as HttpEvent;

async function answerTo(error: unknown, ownFault?: 'unavailable') {
  const logged: LogLine[] = [];
  const fail = async () => {
    throw error;
  };
  const log = (line: LogLine) => logged.push(line);
  const handler = httpHandler({ log }, fail, ownFault && { ownFault });
  return { ...(await handler(EVENT, {} as never)), logged: JSON.stringify(logged) };
}

const named = (name: string, more = {}) => Object.assign(new Error('bed-7'), { name, ...more });

describe('an error becomes', () => {
  test.each([
    ['DynamoDB throttles', named('ProvisionedThroughputExceededException')],
    ['a call takes too long', named('TimeoutError')],
    ['a connection is refused', named('Error', { code: 'ECONNREFUSED' })],
    ['the service has a fault', named('X', { $metadata: { httpStatusCode: 503 } })],
    ['others were faster every time', new WriteConflict('lost 10 races for bed-7')],
    ['one of these is the cause', new Error('x', { cause: named('ThrottlingException') })],
  ])('503 with the time to try again, where %s', async (_, error) => {
    const { statusCode, headers, body } = await answerTo(error);
    expect([statusCode, headers?.['retry-after']]).toEqual([503, '5']);
    expect(body).not.toContain('bed-7');
  });

  test.each([
    ['a bug', new TypeError('bed-7 is undefined')],
    ['something that is no error', 'bed-7'],
    [
      'a refused request of ours',
      named('ValidationException', { $metadata: { httpStatusCode: 400 } }),
    ],
  ])('500 with the request to ask about, for %s', async (_, error) => {
    const { statusCode, body } = await answerTo(error);
    expect([statusCode, JSON.parse(body ?? '').requestId]).toEqual([500, 'r-1']);
    expect(body).not.toContain('bed-7');
  });

  test('503 for a bug too where samples would be lost with 500', async () => {
    expect((await answerTo(new TypeError('x'), 'unavailable')).statusCode).toBe(503);
  });

  test('a log line that says where, and holds no message of our own', async () => {
    const { logged } = await answerTo(new TypeError('bed-7 is undefined'));
    expect(logged).toContain('http-handler.test.ts');
    expect(logged).not.toContain('bed-7');
  });
});
