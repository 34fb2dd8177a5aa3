import type { Channel, NotificationRule } from './channel.ts';

/** A person who can be paged. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Where pages can go. Empty: this person cannot be reached. */
  readonly channels: readonly Channel[];
  /** How this person wants to be paged; never empty where `channels` is not. */
  readonly notify: readonly NotificationRule[];
  /**
   * Phone (E.164) and mailbox, where the team keeps them in the config; otherwise SNS alone knows
   * them.
   */
  readonly contacts: Readonly<Partial<Record<Channel, string>>>;
}
