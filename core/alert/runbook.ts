import { percentDecoded } from '../text/percent-decoded.ts';

/** Where it is written what to do, and what that is called. */
export interface Runbook {
  /** Short enough for an SMS; absent: it has only its address. */
  readonly name?: string;
  readonly url: string;
}

/** What a longer name would leave no room for in an SMS. */
export const MAX_RUNBOOK_NAME_LENGTH = 30;

/**
 * A runbook of which only the address is known: it is called by the last part of its path, where
 * that is words.
 */
export function runbookAt(url: string): Runbook {
  const pathname = URL.canParse(url) ? new URL(url).pathname : '';
  const last = pathname.split('/').findLast((part) => part !== '') ?? '';
  const words = percentDecoded(last)
    .replace(/\.\w{1,5}$/u, '')
    .replaceAll(/[_+\s]+/gu, ' ')
    .trim();
  const isName = /\p{L}{2}/u.test(words) && words.length <= MAX_RUNBOOK_NAME_LENGTH;
  return isName ? { name: words, url } : { url };
}
