/** How many samples did not come to what only follows them, as far as is known, and why. */
export interface LostSamples {
  readonly count: number;
  readonly cause?: unknown;
}

export const NONE_LOST: LostSamples = { count: 0 };
