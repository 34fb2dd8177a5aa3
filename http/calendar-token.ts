import { hashOf, tokenKind } from './secret-token.ts';

/** The tokens in the addresses of calendars: `wbc_<id>_<secret>`. They open nothing else. */
const TOKENS = tokenKind('wbc');

/** Creates a token: it is shown once, in the address; its id and its hash are stored. */
export function createCalendarToken(): {
  readonly token: string;
  readonly id: string;
  readonly hash: string;
} {
  const parts = TOKENS.create();
  return { token: TOKENS.write(parts), id: parts.id, hash: hashOf(parts.secret) };
}

/** Parses the token of a calendar; undefined if it is none. */
export const parseCalendarToken = TOKENS.parse;
