import type { Trend } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import { now } from '../frame/clock.ts';

/** How often a span until now moves on, so that an answer holds for a while. */
const STEP = 5 * 60_000;

/** Returns the end of a span until now. */
export function untilNow(): number {
  return Math.ceil(now.peek() / STEP) * STEP;
}

/** A series of a subject. */
interface Series {
  readonly subject: string;
  readonly metric: string;
  readonly unit?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Asks for the values of a series in a span of time. */
export function askTrend(
  { subject, metric, unit, labels }: Series,
  from: number,
  to: number,
): Promise<Trend> {
  return api.getTrend({
    path: { subject },
    query: {
      metric,
      ...(unit !== undefined && { unit }),
      labels: JSON.stringify(labels),
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    },
  });
}
