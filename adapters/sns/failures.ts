/** Why a publish failed, and whether a retry can help. */
export interface Failure {
  readonly retryable: boolean;
  readonly reason: string;
}

const permanent = (reason: string): Failure => ({ retryable: false, reason });

/**
 * What SNS says that will not pass by itself, by the names of its errors. Somebody must change the
 * config or the account.
 */
const PERMANENT: Readonly<Record<string, Failure>> = {
  NotFoundException: permanent('there is no topic for this responder and channel'),
  InvalidParameterException: permanent('SNS refuses the message or the topic'),
  InvalidParameterValueException: permanent('SNS refuses the message or the topic'),
  ValidationException: permanent('SNS refuses the message or the topic'),
  AuthorizationErrorException: permanent('the function may not use the topic'),
  AccessDeniedException: permanent('the function may not use the topic'),
  InvalidSecurityException: permanent('SNS refuses the signature of the function'),
  EndpointDisabledException: permanent('the phone or mailbox is disabled'),
  PlatformApplicationDisabledException: permanent('the phone or mailbox is disabled'),
  KMSAccessDeniedException: permanent('the function may not use the key of the topic'),
  KMSDisabledException: permanent('the key of the topic is disabled'),
  KMSInvalidStateException: permanent('the key of the topic cannot be used'),
  KMSNotFoundException: permanent('the key of the topic is gone'),
  KMSOptInRequired: permanent('the account has no access to KMS'),
};

/** Names by which older engines and the query protocol call the same errors. */
const ALIASES: Readonly<Record<string, string>> = {
  NotFound: 'NotFoundException',
  InvalidParameter: 'InvalidParameterException',
  ParameterValueInvalid: 'InvalidParameterValueException',
  ValidationError: 'ValidationException',
  AuthorizationError: 'AuthorizationErrorException',
  AccessDenied: 'AccessDeniedException',
  InvalidSecurity: 'InvalidSecurityException',
  EndpointDisabled: 'EndpointDisabledException',
  KMSAccessDenied: 'KMSAccessDeniedException',
  KMSDisabled: 'KMSDisabledException',
  KMSInvalidState: 'KMSInvalidStateException',
  KMSNotFound: 'KMSNotFoundException',
};

/**
 * Every error that is not known to be permanent counts as transient: throttling, 5xx, a lost
 * connection, and unknown errors. The error's own message stays out of the reason, because it may
 * name a phone number.
 */
export function classifyFailure(error: unknown): Failure {
  const name = error instanceof Error ? error.name : 'Error';
  const known = PERMANENT[ALIASES[name] ?? name];
  if (known) {
    return permanent(`${known.reason} (${name})`);
  }
  return { retryable: true, reason: `SNS could not be reached or was busy (${name})` };
}
