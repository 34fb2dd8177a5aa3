import type { OnUnreadable } from '#usecases/ports.ts';

/** Tells both of them. */
export function bothOf(one?: OnUnreadable, other?: OnUnreadable): OnUnreadable {
  return (document) => {
    one?.(document);
    other?.(document);
  };
}

/** How the items of a list are read. */
interface Reading<Item, Value> {
  readonly kind: string;
  readonly idOf: (item: Item) => string;
  readonly read: (item: Item) => Value;
  readonly onUnreadable: OnUnreadable | undefined;
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
      onUnreadable?.({ kind, id: idOf(item), error });
      return [];
    }
  });
}
