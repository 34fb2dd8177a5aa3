/** SNS is busy: the publish is tried again. */
export const THROTTLED = {
  kind: 'failed',
  retryable: true,
  fault: { code: 'unavailable', error: 'ThrottledException' },
} as const;

/** SNS will never take it. */
export const NOT_PERMITTED = {
  kind: 'failed',
  retryable: false,
  fault: { code: 'not_permitted', error: 'AuthorizationErrorException' },
} as const;

/** SNS took it, and counts nobody who gets it. */
export const NOBODY_SUBSCRIBED = { code: 'nobody_subscribed' } as const;
