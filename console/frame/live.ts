import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { hasEnded, isPassing } from './api.ts';
import { isVisible } from './clock.ts';
import { EVERY } from './every.ts';

/** Until it was answered, and then only by `refresh`. */
const ONCE = Number.POSITIVE_INFINITY;

/** Whether the platform answers: since when it does not, and when it last did. */
export const connection = signal<{ readonly lostSince?: number; readonly heardAt: number }>({
  heardAt: Date.now(),
});

/** Whether the session is over, so that nothing will be answered before signing in. */
export const isSignedOut = signal(false);

/** After how many ms it is asked for again; where it depends on what was answered, by that. */
type Every<T> = number | ((value: T | undefined) => number);

/** Why what is shown is refused by now, by what was asked; it was answered before. */
const refusals = signal<ReadonlyMap<object, unknown>>(new Map());

/** Why something that is shown can be old: it is not answered any more, but refused. */
export const refusal: ReadonlySignal<unknown> = computed(() => [...refusals.value.values()][0]);

function noteRefusal(asked: object, error: unknown): void {
  if (error !== undefined || refusals.peek().has(asked)) {
    const others = [...refusals.peek()].filter(([one]) => one !== asked);
    refusals.value = new Map(error === undefined ? others : [...others, [asked, error]]);
  }
}

/** Something of the API that is shown, and kept as it is now. */
export interface Live<T> {
  /** Undefined until it was first answered. */
  readonly value: ReadonlySignal<T | undefined>;
  /** Why it was refused; what nobody answered is asked for again instead. */
  readonly error: ReadonlySignal<unknown>;
  /** Asks now, as after a change. */
  refresh(): Promise<void>;
}

/**
 * Keeps something of the API as it is now, for as long as the component is shown: it is asked for
 * each 5 s, or as often as `every` says, while the page is visible, at once when it becomes so, and
 * again where nobody answered. What has not changed is the very same object (the client keeps it by
 * its `ETag`), and then nothing is drawn anew. Another `key` begins anew.
 *
 *     const incidents = useLive('open', openIncidents);
 *     return html`${incidents.value.value?.length}`;
 */
export function useLive<T>(
  key: string,
  load: () => Promise<T>,
  every: Every<T> = EVERY.usual,
): Live<T> {
  const live = useMemo(() => follow(load, every), [key]);
  useEffect(() => live.start(), [live]);
  return live;
}

/**
 * The same of what is slow to make, does not change, or is on record each time: it is asked for
 * until it was answered, and then only by `refresh`.
 */
export function useLoaded<T>(key: string, load: () => Promise<T>): Live<T> {
  return useLive(key, load, ONCE);
}

function follow<T>(load: () => Promise<T>, every: Every<T>): Live<T> & { start(): () => void } {
  const value = signal<T | undefined>(undefined);
  const error = signal<unknown>(undefined);
  let last: Promise<void> = Promise.resolve();
  const ask = async () => {
    try {
      value.value = await load();
      error.value = undefined;
      noteRefusal(value, undefined);
      // Somebody may have signed in again in another tab.
      isSignedOut.value = false;
      heard();
    } catch (thrown) {
      if (isPassing(thrown)) {
        lost();
      } else {
        heard();
        isSignedOut.value ||= hasEnded(thrown);
        error.value = thrown;
        if (value.peek() !== undefined && !hasEnded(thrown)) {
          noteRefusal(value, thrown);
        }
      }
    }
  };
  const refresh = () => {
    // An answer that is already under way may be older than a change: it is waited for.
    last = last.then(ask);
    return last;
  };
  const isWanted = () =>
    every !== ONCE || (value.peek() === undefined && error.peek() === undefined);
  const repeated = async () => {
    if (isWanted()) {
      await refresh();
    }
  };
  // What nobody answered is asked for again soon.
  const pause = () => {
    if (every === ONCE || connection.peek().lostSince !== undefined) {
      return EVERY.usual;
    }
    return typeof every === 'number' ? every : every(value.peek());
  };
  const start = () => {
    const stop = repeat(repeated, pause);
    return () => {
      stop();
      noteRefusal(value, undefined);
    };
  };
  return { value, error, refresh, start };
}

/** Repeats it while the page is visible; a slow answer is waited for. */
export function repeat(refresh: () => Promise<void>, pause: () => number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const round = async () => {
    await refresh();
    clearTimeout(timer);
    if (!isOver && isVisible.peek() && !isSignedOut.peek()) {
      timer = setTimeout(round, pause());
    }
  };
  const stop = effect(() => {
    clearTimeout(timer);
    if (isVisible.value) {
      void round();
    }
  });
  window.addEventListener('online', round);
  return () => {
    isOver = true;
    clearTimeout(timer);
    window.removeEventListener('online', round);
    stop();
  };
}

function heard(): void {
  connection.value = { heardAt: Date.now() };
}

function lost(): void {
  const { lostSince = Date.now(), heardAt } = connection.value;
  connection.value = { lostSince, heardAt };
}
