import type { SaveOutcome } from '#usecases/ports.ts';
import type { Turns } from './stored/turns.ts';

/** How many others may be faster in a row: a storm takes many turns at once. */
const MOST_RACES = 20;

/** Takes the next turn of a step, which nobody else takes. */
export async function takeTurn(
  of: string,
  store: {
    readonly load: (of: string) => Promise<Turns | undefined>;
    readonly save: (turns: Turns, expectedVersion: number) => Promise<SaveOutcome>;
  },
): Promise<number> {
  for (let race = 1; ; race++) {
    const { taken = 0, version = 0 } = (await store.load(of)) ?? {};
    const outcome = await store.save({ of, taken: taken + 1, version: version + 1 }, version);
    // Whoever loses so often has the turn of another: that is unfair by one, and pages in time.
    if (outcome === 'saved' || race === MOST_RACES) {
      return taken;
    }
  }
}
