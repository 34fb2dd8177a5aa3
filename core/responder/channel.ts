import type { Severity } from '../alert/severity.ts';
import type { Duration } from '../time/instant.ts';

export const CHANNELS = ['sms', 'email'] as const;

export type Channel = (typeof CHANNELS)[number];

/**
 * A person's notification rule: by this channel, this long after the step began, for these
 * severities.
 */
export interface NotificationRule {
  readonly channel: Channel;
  readonly delay: Duration;
  readonly severities: readonly Severity[];
}
