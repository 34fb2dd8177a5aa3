/** The protocols by which SNS delivers to a subscription. */
export type SnsProtocol =
  | ('sms' | 'email' | 'email-json' | 'http' | 'https')
  | ('application' | 'firehose' | 'lambda' | 'sqs');

/**
 * How an owner agrees to get messages: by a link that SNS sends to the address; or nobody asks, and
 * messages come until the owner answers STOP.
 */
type Consent = 'by_link' | 'until_stop';

/** What to do about a contact whose owner has not agreed yet, for the id of the person. */
interface Confirmation {
  /** After it was added. */
  next(person: string): string;
  /** Later, when what SNS sent may be lost. */
  again(person: string): string;
}

/** The addresses of a channel, such as phone numbers. */
interface AddressKind {
  readonly example: string;
  /** Completes "it must be": what one looks like, with an example. */
  readonly form: string;
  /** Why SNS may not take one that has the form. */
  readonly refusal: string;
  matches(text: string): boolean;
  /** Masks it so that its owner recognizes it; its length is hidden too. */
  mask(address: string): string;
}

/**
 * All that distinguishes a channel, save what a room above this one says of it in a
 * `Record<Channel, …>` of its own, such as the text of a message.
 */
export interface ChannelKind {
  /** The channel as a reader calls it: a page goes by it. */
  readonly name: string;
  /** What a person is reached at, such as a phone. */
  readonly contact: string;
  readonly address: AddressKind;
  /** The protocol of its subscriptions. */
  readonly protocol: SnsProtocol;
  readonly consent: Consent;
  /** Absent if nobody is asked. */
  readonly confirmation?: Confirmation;
  /** Whether a message has a subject, which is the gist of it. */
  readonly hasSubject: boolean;
}

/** Stands for what is masked of an address. */
export const HIDDEN = '•••';
