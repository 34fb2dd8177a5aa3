import { isKnownResult, pageDoubtText, pageResultText } from '#core/messages/page-result-text.ts';
import type { PageDoubt, PageResult } from '#core/paging/result.ts';
import { BY_ID } from '#core/responder/reader.ts';
import { isRecord } from './shape.ts';

/*
 * What became of a page is stored as a code, and beside it in English, by ids, for 0.1.0, which
 * knows no codes: a rollout runs both on one table. 0.1.0 changes the words alone, or drops them,
 * and keeps a code beside words that it no longer belongs to. So where 0.1.0 may have changed a
 * document, a code counts only beside its own words. The release after this one removes the words.
 */

/** A result in words for 0.1.0. */
export function resultInWords(result: PageResult): string {
  return pageResultText(result, BY_ID);
}

/** Returns what words, and perhaps a code beside them, say; undefined if there are no words. */
export function resultOf(words: unknown, code: unknown): PageResult | undefined {
  return codeBeside(words, code, resultInWords) as PageResult | undefined;
}

/** A result as it is read: with the words for a code that only a later version knows. */
export function readResult(result: PageResult, words: string | undefined): PageResult {
  return words === undefined || isKnownResult(result)
    ? result
    : ({ ...(result as object), text: words } as PageResult);
}

/** The only doubt that 0.1.0 has. */
const NOBODY_SUBSCRIBED: PageDoubt = { code: 'nobody_subscribed' };

/** Returns what words of a doubt, and perhaps a code beside them, say. */
export function doubtOf(words: unknown, code: unknown): PageDoubt | undefined {
  return words === pageDoubtText(NOBODY_SUBSCRIBED)
    ? NOBODY_SUBSCRIBED
    : (codeBeside(words, code, pageDoubtText) as PageDoubt | undefined);
}

function codeBeside<Coded>(
  words: unknown,
  code: unknown,
  inWords: (coded: Coded) => string,
): unknown {
  if (typeof words !== 'string') {
    return undefined;
  }
  const isCoded = isRecord(code) && typeof code['code'] === 'string';
  return isCoded && inWords(code as Coded) === words ? code : { code: 'text', text: words };
}
