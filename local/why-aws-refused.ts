const NO_CREDENTIALS =
  'There are no AWS credentials here. Sign in ("aws sso login", or set AWS_PROFILE), and see with "aws sts get-caller-identity" who you are.';
const BAD_CREDENTIALS =
  'AWS does not take these credentials: they have expired, or are of another account. Sign in again, and see with "aws sts get-caller-identity" who you are.';
const NO_REGION =
  'It is not said in which Region the table is. Use --region, e.g. --region eu-north-1, or set AWS_REGION.';
const BAD_REGION = 'The Region is spelt wrong. Write it as in --region eu-north-1.';
const UNREACHABLE =
  'DynamoDB cannot be reached from here. Is there a network, and is the Region spelt right?';

const missing = (table: string) =>
  `There is no table "${table}" in this account and Region. The outputs of the stack name it; --region and AWS_PROFILE say where to look.`;
const denied = (table: string) =>
  `You may not use the table "${table}". You need dynamodb:DescribeTable, Query and PutItem on it, and its key of KMS if it has one.`;

const badName = (table: string) =>
  `"${table}" cannot be the name of a table: those have letters, digits, _, - and ., at least 3 and at most 255. The outputs of the stack name it.`;

/**
 * The meaning of errors of the SDK and of DynamoDB for a person at a terminal, by their names and
 * codes.
 */
const REASONS: Readonly<Record<string, (table: string) => string>> = {
  CredentialsProviderError: () => NO_CREDENTIALS,
  TokenProviderError: () => NO_CREDENTIALS,
  UnrecognizedClientException: () => BAD_CREDENTIALS,
  InvalidSignatureException: () => BAD_CREDENTIALS,
  ExpiredTokenException: () => BAD_CREDENTIALS,
  ResourceNotFoundException: missing,
  ValidationException: badName,
  AccessDeniedException: denied,
  TimeoutError: () => UNREACHABLE,
  ECONNREFUSED: () => UNREACHABLE,
  ENOTFOUND: () => UNREACHABLE,
  EAI_AGAIN: () => UNREACHABLE,
};

/**
 * Returns why a call to a table in the caller's account failed, and what to do; undefined if that
 * is not known.
 */
export function whyAwsRefused(error: unknown, table: string): string | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  const { code = '' } = error as NodeJS.ErrnoException;
  // The SDK gives these errors no names of their own.
  if (error.message.startsWith('Region is missing')) {
    return NO_REGION;
  }
  if (error.message.startsWith('Region not accepted')) {
    return BAD_REGION;
  }
  return (REASONS[error.name] ?? REASONS[code])?.(table);
}
