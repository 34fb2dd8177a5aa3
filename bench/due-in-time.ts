import { busyHour, quantile } from '../test/support/busy-hour.ts';

/**
 * Measures how late single dues are that are spread over an hour: steps, groups, second channels,
 * bundles, ends and silences of forty beds. Time is virtual, and what messages of the clock take is
 * assumed (`busyHour`).
 */
export async function dueInTime() {
  const { handled, sent } = await busyHour({ seed: 1 });
  const late = handled.map((one) => one.late);
  return {
    dues: late.length,
    p50Ms: Math.round(quantile(late, 0.5)),
    p99Ms: Math.round(quantile(late, 0.99)),
    maxMs: Math.round(quantile(late, 1)),
    messagesOfTheClock: sent.length,
  };
}
