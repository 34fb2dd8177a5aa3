import type { Severity } from '../alert/severity.ts';
import { own } from '../collections/own.ts';
import type { Duration } from '../time/instant.ts';
import { EMAIL } from './channels/email.ts';
import type { ChannelKind } from './channels/kind.ts';
import { SMS } from './channels/sms.ts';

/** The ways to page a person, in their usual order. */
export const CHANNELS = ['sms', 'email'] as const;

export type Channel = (typeof CHANNELS)[number];

/** Each channel is complete, or this does not compile. */
const KINDS: Readonly<Record<Channel, ChannelKind>> = { sms: SMS, email: EMAIL };

/** Returns what distinguishes a channel. */
export function channelKind(channel: Channel): ChannelKind {
  return KINDS[channel];
}

/** What a reader calls a channel; one that only a later version knows is called by its id. */
export function channelName(channel: Channel): string {
  return own<ChannelKind>(KINDS, channel)?.name ?? channel;
}

/** What a person is reached at by a channel, in the same way. */
export function contactName(channel: Channel): string {
  return own<ChannelKind>(KINDS, channel)?.contact ?? channel;
}

/**
 * Returns the channel whose contacts have the protocol; none for a subscription of another system.
 */
export function channelOfProtocol(protocol: string): Channel | undefined {
  return CHANNELS.find((channel) => KINDS[channel].protocol === protocol);
}

/** All channels as a reader calls them: `SMS and e-mail`, or `SMS or e-mail`. */
export function allChannels(word: 'and' | 'or'): string {
  const type = word === 'and' ? 'conjunction' : 'disjunction';
  const names = CHANNELS.map((channel) => KINDS[channel].name);
  return new Intl.ListFormat('en-GB', { type }).format(names);
}

/**
 * A person's notification rule: by this channel, this long after the step began, for these
 * severities.
 */
export interface NotificationRule {
  readonly channel: Channel;
  readonly delay: Duration;
  readonly severities: readonly Severity[];
}
