import type { Channel, NotificationRule } from './channel.ts';
import type { TurnNoticeWishes } from './turn-notice-wishes.ts';

/** A person who can be paged. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /**
   * What the issuer calls the person who signs in.
   * @default the id
   */
  readonly signIn?: string;
  /** The channels on which the person can be paged. Empty: this person cannot be reached. */
  readonly channels: readonly Channel[];
  /** The person's notification rules; never empty if `channels` is not. */
  readonly notify: readonly NotificationRule[];
  /**
   * The addresses, if the team keeps them in the config; otherwise only SNS knows them.
   */
  readonly contacts: Readonly<Partial<Record<Channel, string>>>;
  /** What the person is told of their turns; absent: nothing. */
  readonly turnNotices?: TurnNoticeWishes;
}
