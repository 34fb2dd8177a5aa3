/** So many pages of a list are read: whatever is stored, a browser must not read for minutes. */
const MOST_PAGES = 20;

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
    const pages: Page[] = [];
    let cursor: string | undefined;
    do {
      const page = await ask(cursor);
      pages.push(page);
      cursor = page.next;
    } while (cursor !== undefined && pages.length < MOST_PAGES);
    const isSame = pages.length === before.length && pages.every((page, i) => page === before[i]);
    if (!isSame) {
      before = pages;
      known = { items: pages.flatMap(itemsOf), isCut: cursor !== undefined };
    }
    return known;
  };
}
