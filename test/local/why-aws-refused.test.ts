import { expect, test } from '@jest/globals';
import { whyAwsRefused } from '#local/why-aws-refused.ts';

const named = (name: string, message = '') => Object.assign(new Error(message), { name });

test.each([
  [named('AccessDeniedException'), /may not use the table "c"\. You need dynamodb:DescribeTable/],
  [named('ExpiredTokenException'), /expired.*Sign in again/],
  [named('UnrecognizedClientException'), /does not take these credentials/],
  [named('CredentialsProviderError', 'The SSO session has expired'), /aws sso login/],
  [named('ValidationException'), /"c" cannot be the name of a table/],
  [Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), /cannot be reached/],
])('%s is told in plain words', (error, words) => {
  expect(whyAwsRefused(error, 'c')).toMatch(words);
});

test('what is not known is left as it is', () => {
  expect(whyAwsRefused(named('TypeError'), 'c')).toBeUndefined();
  expect(whyAwsRefused('text', 'c')).toBeUndefined();
});
