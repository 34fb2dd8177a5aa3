import type { Instant } from './instant.ts';

/** Nothing that is stored is older: there was no Wardbell before. */
export const FIRST_DAY: Instant = Date.UTC(2025, 0, 1);
