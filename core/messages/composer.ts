import type { BundleContents, PageContents } from './contents.ts';
import type { Wording } from './wording.ts';

/** A message as it is published; its subject is empty where the channel has none. */
export interface Message {
  readonly subject: string;
  readonly text: string;
}

/** Composes the messages of a channel, within what it carries. */
export interface Composer {
  page(contents: PageContents, wording: Wording): Message;
  bundle(contents: BundleContents, wording: Wording): Message;
}
