import { isHeldOff } from '#core/time/hold-off.ts';
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
 * A subject or incident that is due when its save begins asks for none: whoever saves it handles it
 * next, and after a crash the tick does. A page is saved to wait, so that nobody does: one whose
 * time has come meanwhile, since a publish took long, asks for a look at once.
 */
export function withLooks<Stores extends Pick<Ports, DueKind>>(
  ports: Stores,
  ticks: Pick<TickQueue, 'look'>,
  { clock, log }: { readonly clock: () => Instant; readonly log: Log },
): Stores {
  const asked: Readonly<Record<DueKind, Set<Instant>>> = {
    subjects: new Set(),
    incidents: new Set(),
    pages: new Set(),
  };
  let refusedAt: Instant = Number.NEGATIVE_INFINITY;
  const ask = orLogged(
    log,
    'a look could not be asked for: what is due waits for the next tick',
    async (kind: DueKind, due: Instant, now: Instant) => {
      const moments = asked[kind];
      forgetPast(moments, now);
      // Each may be waited for a second, which would use up the time of whoever saves many.
      if (isHeldOff(refusedAt, now) || [...moments].some(isLookFor(due, now))) {
        return;
      }
      const at = lookTime(due, now);
      moments.add(at);
      await ticks.look([{ kind, at }], now).catch((error: unknown) => {
        moments.delete(at);
        refusedAt = now;
        throw error;
      });
    },
  );
  const asking =
    <Item extends { readonly due?: Instant }>(
      kind: DueKind,
      save: Save<Item>,
      isHandledNext: (due: Instant, began: Instant) => boolean,
    ): Save<Item> =>
    async (item, expectedVersion) => {
      const began = clock();
      const outcome = await save(item, expectedVersion);
      const now = clock();
      const { due = Number.POSITIVE_INFINITY } = item;
      if (outcome !== 'conflict' && due <= now + LOOK_AHEAD && !isHandledNext(due, began)) {
        await ask(kind, due, now);
      }
      return outcome;
    };
  const { subjects, incidents, pages } = ports;
  const isDue = (due: Instant, began: Instant) => due <= began;
  return {
    ...ports,
    subjects: { ...subjects, save: asking('subjects', subjects.save, isDue) },
    incidents: { ...incidents, save: asking('incidents', incidents.save, isDue) },
    pages: { ...pages, save: asking('pages', pages.save, () => false) },
  };
}

/** Forgets what is past, and what is further ahead than a look can be: the clock went back. */
function forgetPast(moments: Set<Instant>, now: Instant): void {
  const last = lookTime(now + LOOK_AHEAD, now);
  for (const at of moments) {
    if (at < now || at > last) {
      moments.delete(at);
    }
  }
}
