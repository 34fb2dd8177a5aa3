import type { Instant } from '#core/time/instant.ts';
import { isLookFor, LOOK_AHEAD, lookTime } from '#core/time/look-ahead.ts';
import type { DueKind, Ports, SaveOutcome, TickQueue } from '#usecases/ports.ts';
import type { Log } from './log.ts';
import { orLogged } from './or-logged.ts';

/** How a store saves what may be due. */
type Save<Item> = (item: Item, expectedVersion: number) => Promise<SaveOutcome>;

/**
 * Lets stores ask the clock for a look at whatever they save that is due before its next tick may
 * find it. Nothing depends on a look, so a failure is logged and the item is saved all the same.
 * What is due by now asks for none: whoever saves it handles it next, and after a crash the tick
 * does.
 */
export function withLooks<Stores extends Pick<Ports, DueKind>>(
  ports: Stores,
  ticks: Pick<TickQueue, 'look'>,
  { clock, log }: { readonly clock: () => Instant; readonly log: Log },
): Stores {
  const asked = new Map<DueKind, Instant>();
  const ask = orLogged(
    log,
    'a look could not be asked for: what is due waits for the next tick',
    (kind: DueKind, at: Instant, now: Instant) => ticks.look([{ kind, at }], now),
  );
  const asking =
    <Item extends { readonly due?: Instant }>(kind: DueKind, save: Save<Item>): Save<Item> =>
    async (item, expectedVersion) => {
      const outcome = await save(item, expectedVersion);
      const now = clock();
      const { due = now } = item;
      if (outcome === 'conflict' || due <= now || due > now + LOOK_AHEAD) {
        return outcome;
      }
      const last = asked.get(kind);
      if (last === undefined || !isLookFor(last, due)) {
        const at = lookTime(due, now);
        asked.set(kind, at);
        await ask(kind, at, now);
      }
      return outcome;
    };
  const { subjects, incidents, pages } = ports;
  return {
    ...ports,
    subjects: { ...subjects, save: asking('subjects', subjects.save) },
    incidents: { ...incidents, save: asking('incidents', incidents.save) },
    pages: { ...pages, save: asking('pages', pages.save) },
  };
}
