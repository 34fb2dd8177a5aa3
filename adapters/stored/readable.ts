/** Where a stored document lies that cannot be read, and why it cannot. */
interface UnreadableDocument {
  readonly kind: string;
  readonly id: string;
  readonly error: unknown;
}

/** Called each time that a document is left out of a list. */
export type OnUnreadable = (document: UnreadableDocument) => void;

/** How the items of a list are read. */
interface Reading<Item, Value> {
  readonly kind: string;
  readonly idOf: (item: Item) => string;
  readonly read: (item: Item) => Value;
  readonly onUnreadable: OnUnreadable;
}

/**
 * Reads the items of a list and leaves out those that cannot be read, so that one of them does not
 * hide the others. `read` does no I/O: whatever it throws, that one item is at fault.
 */
export function readableOf<Item, Value>(
  items: readonly Item[],
  { kind, idOf, read, onUnreadable }: Reading<Item, Value>,
): Value[] {
  return items.flatMap((item) => {
    try {
      return [read(item)];
    } catch (error) {
      onUnreadable({ kind, id: idOf(item), error });
      return [];
    }
  });
}
