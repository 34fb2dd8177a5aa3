/** Requests per second; one of our keys may send 500. */
const PACE = 400;

/** Runs `act` for each item in sequence, and never before its scheduled time. */
export async function paced<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const started = performance.now();
  for (const [index, item] of items.entries()) {
    const early = started + (index * 1_000) / PACE - performance.now();
    if (early > 1) {
      await new Promise((resolve) => setTimeout(resolve, early));
    }
    await work(item);
  }
}
