import { effect, signal } from '@preact/signals';

/**
 * How far the platform's clock is ahead of this device's, in ms. Computers on wards are minutes
 * wrong, and "paged in 40 seconds" must be right.
 */
let ahead = 0;

/** The platform's time, in ms: it moves each second, and stands still while nobody looks. */
export const now = signal(Date.now());

export const isVisible = signal(document.visibilityState === 'visible');

const SECOND = 1_000;

/** An answer takes no longer than that on its way, or it is none. */
const LONGEST_WAY = 15 * SECOND;

export function startClock(): void {
  document.addEventListener('visibilitychange', () => {
    isVisible.value = document.visibilityState === 'visible';
  });
  effect(() => {
    if (!isVisible.value) {
      return undefined;
    }
    tick();
    const timer = setInterval(tick, SECOND);
    return () => clearInterval(timer);
  });
}

function tick(): void {
  now.value = onPlatform(Date.now());
}

/** What the platform's clock showed at a moment of this device's. */
export function onPlatform(moment: number): number {
  return moment + ahead;
}

/**
 * Compares the clocks: each answer says when it was made, to the second. It is as old as its way
 * was long, so that of several the one by which the platform is furthest ahead is right.
 */
export function compareClocks(answer: Headers): void {
  const made = Date.parse(answer.get('date') ?? '');
  const found = made + SECOND / 2 - Date.now();
  if (found > ahead || found < ahead - LONGEST_WAY) {
    ahead = Math.abs(found) < SECOND ? 0 : found;
    tick();
  }
}
