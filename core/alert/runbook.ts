import { percentDecoded } from '../text/percent-decoded.ts';

/** The address of a runbook, and its name. */
export interface Runbook {
  /** Short enough for an SMS; absent: it has only its address. */
  readonly name?: string;
  readonly url: string;
}

/** A longer name would leave no room in an SMS. */
export const MAX_RUNBOOK_NAME_LENGTH = 30;

/**
 * Makes a runbook of an address: its name is the last part of the path, if that consists of words.
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
