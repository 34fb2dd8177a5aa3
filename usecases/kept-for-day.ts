import { type Instant, startOfDay } from '#core/time/instant.ts';

/**
 * Keeps what takes long to work out and is the same all day: what was asked for last, at most
 * `most` answers, until the UTC day is over.
 *
 * @param work gets the beginning of the day
 */
export function keptForDay<Asked, Value>(
  work: (asked: Asked, from: Instant) => Value,
  most: number,
): (asked: Asked, now: Instant) => Value {
  const kept = new Map<string, Value>();
  let day: Instant | undefined;
  return (asked, now) => {
    const today = startOfDay(now);
    if (day !== today) {
      kept.clear();
      day = today;
    }
    const key = JSON.stringify(asked);
    const value = kept.get(key) ?? work(asked, today);
    kept.delete(key);
    kept.set(key, value);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) {
      kept.delete(oldest);
    }
    return value;
  };
}
