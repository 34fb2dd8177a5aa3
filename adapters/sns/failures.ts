import type { PublishFault } from '#core/paging/result.ts';

/** Why a publish failed, and whether a retry can help. */
export interface Failure {
  readonly retryable: boolean;
  readonly fault: PublishFault;
}

/**
 * What SNS says that will not pass by itself, by the names of its errors. Somebody must change the
 * config or the account.
 */
const PERMANENT: Readonly<Record<string, PublishFault['code']>> = {
  NotFoundException: 'topic_missing',
  InvalidParameterException: 'message_refused',
  InvalidParameterValueException: 'message_refused',
  ValidationException: 'message_refused',
  AuthorizationErrorException: 'not_permitted',
  AccessDeniedException: 'not_permitted',
  InvalidSecurityException: 'signature_refused',
  EndpointDisabledException: 'endpoint_disabled',
  PlatformApplicationDisabledException: 'endpoint_disabled',
  KMSAccessDeniedException: 'key_not_permitted',
  KMSDisabledException: 'key_disabled',
  KMSInvalidStateException: 'key_unusable',
  KMSNotFoundException: 'key_missing',
  KMSOptInRequired: 'key_service_refused',
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
 * connection, and unknown errors. The error's own message stays out of it, because it may
 * name a phone number.
 */
export function classifyFailure(error: unknown): Failure {
  const name = error instanceof Error ? error.name : 'Error';
  const known = PERMANENT[ALIASES[name] ?? name];
  const code = known ?? 'unavailable';
  return { retryable: known === undefined, fault: { code, error: name } };
}
