import { DAY, type Duration, HOUR, MINUTE } from '../time/instant.ts';

/** Two windows that must both burn: the long one decides, the short one ends it soon after. */
export interface Pair {
  readonly long: Duration;
  readonly short: Duration;
  /** Whether somebody is to be woken by it, or it may wait for working hours. */
  readonly urgency: 'page' | 'ticket';
  /** The share of the budget that is spent if the long window burns at its rate throughout. */
  readonly budget: number;
}

/**
 * The pairs of windows of the Google SRE workbook, chapter 5 (with 1 d beside 2 h, as in its table
 * of parameters and in Sloth), the fastest first. In 30 days their burn rates are 14.4, 6, 3 and 1.
 */
export const PAIRS: readonly Pair[] = [
  { long: HOUR, short: 5 * MINUTE, urgency: 'page', budget: 0.02 },
  { long: 6 * HOUR, short: 30 * MINUTE, urgency: 'page', budget: 0.05 },
  { long: DAY, short: 2 * HOUR, urgency: 'ticket', budget: 0.1 },
  { long: 3 * DAY, short: 6 * HOUR, urgency: 'ticket', budget: 0.1 },
];

/**
 * A lower burn rate is none to alert on: at 1 the budget is spent when its window ends. The
 * workbook's slowest is 0.93 in 28 days.
 */
export const LOWEST_BURN = 0.9;

/** Returns how long the short window is, unless said: a twelfth, as the workbook has it. */
export function shortOf(long: Duration): Duration {
  return Math.max(5 * MINUTE, Math.ceil(long / 12 / MINUTE) * MINUTE);
}

/** Returns from which burn rate on a pair alerts, in a window of that length. */
export function burnRate({ long, budget }: Pair, length: Duration): number {
  return (budget * length) / long;
}

/**
 * Returns the pairs that do not alert even if everything is bad, where only a share of the time is
 * measured: the rest of it is not bad.
 * @param share which share of the time has samples, 0 to 1
 * @param length the length of the objective's window, of which `allowed` may be bad
 */
export function outOfReach(
  pairs: readonly Pair[],
  share: number,
  { length, allowed }: { readonly length: Duration; readonly allowed: Duration },
): readonly Pair[] {
  const most = share * (length / allowed);
  return pairs.filter((pair) => most <= burnRate(pair, length));
}
