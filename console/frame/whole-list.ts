import { pages } from '#api/client/index.ts';

/** So many pages of a list are read: whatever is stored, a browser must not read for minutes. */
const MOST_PAGES = 20;

/** The pages of a list, the first of them: what is longer ends early. */
export async function* somePages<
  Request extends { readonly query?: object },
  Page extends { readonly next?: string },
>(list: (request?: Request) => Promise<Page>, request?: Request): AsyncGenerator<Page> {
  let read = 0;
  for await (const page of pages(list, request)) {
    yield page;
    read += 1;
    if (read >= MOST_PAGES) {
      return;
    }
  }
}

/** A list, and whether it ends before what there is does. */
export interface Whole<Item> {
  readonly items: readonly Item[];
  readonly isCut: boolean;
}

/**
 * Returns what asks for all pages of a list, each by its tag. Where none has changed, it is the
 * very same list as before, so that nothing is drawn anew.
 */
export function wholeList<Page extends { readonly next?: string }, Item>(
  ask: (cursor: string | undefined) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[],
): () => Promise<Whole<Item>> {
  let before: readonly Page[] = [];
  let known: Whole<Item> = { items: [], isCut: false };
  return async () => {
    const read: Page[] = [];
    let cursor: string | undefined;
    do {
      const page = await ask(cursor);
      read.push(page);
      cursor = page.next;
    } while (cursor !== undefined && read.length < MOST_PAGES);
    const isSame = read.length === before.length && read.every((page, i) => page === before[i]);
    if (!isSame) {
      before = read;
      known = { items: read.flatMap(itemsOf), isCut: cursor !== undefined };
    }
    return known;
  };
}
