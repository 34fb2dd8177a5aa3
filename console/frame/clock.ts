import { effect, signal } from '@preact/signals';
import { api } from './api.ts';

/**
 * How far the platform's clock is ahead of this device's, in ms. Computers on wards are minutes
 * wrong, and "paged in 40 seconds" must be right.
 */
let ahead = 0;

/** The platform's time, in ms: it moves each second, and stands still while nobody looks. */
export const now = signal(Date.now());

export const isVisible = signal(document.visibilityState === 'visible');

const SECOND = 1_000;
const CHECK = 600_000;

export function startClock(): void {
  document.addEventListener('visibilitychange', () => {
    isVisible.value = document.visibilityState === 'visible';
  });
  const tick = () => {
    now.value = Date.now() + ahead;
  };
  effect(() => {
    if (!isVisible.value) {
      return undefined;
    }
    tick();
    const timer = setInterval(tick, SECOND);
    return () => clearInterval(timer);
  });
  effect(() => {
    if (!isVisible.value) {
      return undefined;
    }
    void compare();
    const timer = setInterval(compare, CHECK);
    return () => clearInterval(timer);
  });
}

/** Compares the clocks. If nobody answers, this device's counts, as before. */
async function compare(): Promise<void> {
  const asked = Date.now();
  try {
    const { time } = await api.getHealth();
    const between = (asked + Date.now()) / 2;
    const found = Date.parse(time) - between;
    ahead = Math.abs(found) < SECOND ? 0 : found;
    now.value = Date.now() + ahead;
  } catch {
    // The banner says that nobody answers.
  }
}
