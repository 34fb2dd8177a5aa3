import { DAY, type Duration, HOUR, type Instant } from '#core/time/instant.ts';
import type { ChosenPoint, KnownSeries } from '#core/trend/choose.ts';
import { slotOf } from '#core/trend/point.ts';

/** For how many series their newest slot is remembered; beyond that the oldest is forgotten. */
const MAX_SERIES = 200_000;

/**
 * How many series one sender may begin in an hour: those of thousands of beds. Who sends ever new
 * labels would otherwise write a point, and take the place of another series, with each sample.
 */
export const NEW_SERIES_PER_SENDER = 20_000;
const NEW_SERIES_IN: Duration = HOUR;

/** After how long a series is listed again: its list lets go of it a while after that. */
export const LISTED_FOR: Duration = DAY;

type Marked = Pick<ChosenPoint, 'point' | 'name'>;

/** What is remembered of a series: its newest slot that has a point, and when it was listed. */
interface Mark {
  readonly slot: Instant;
  readonly listedAt?: Instant;
}

/** How many series a sender has begun since a moment. */
interface Begun {
  readonly since: Instant;
  readonly count: number;
}

/** Remembers the newest slot of each series that has a point, and how many each sender began. */
export function slotMarks() {
  const marks = new Map<string, Mark>();
  const bySender = new Map<string, Begun>();

  function begunBy(sender: string, now: Instant): Begun {
    const begun = bySender.get(sender);
    const isOfLate = begun !== undefined && Math.abs(now - begun.since) < NEW_SERIES_IN;
    return isOfLate ? begun : { since: now, count: 0 };
  }

  return {
    /** Returns what is known at a moment. */
    at(now: Instant): KnownSeries {
      return {
        isMarked(name, slot) {
          const known = marks.get(name)?.slot;
          // A mark that is ahead of the clock was made before the clock went back.
          return known !== undefined && slot <= known && known <= slotOf(now);
        },
        isKnown: (name) => marks.has(name),
      };
    },
    /** Whether a series was listed in the last day. */
    isListed(name: string, now: Instant): boolean {
      const { listedAt } = marks.get(name) ?? {};
      return listedAt !== undefined && listedAt <= now && now < listedAt + LISTED_FOR;
    },
    /** Returns how many series a sender may still begin. */
    room: (sender: string, now: Instant) =>
      Math.max(0, NEW_SERIES_PER_SENDER - begunBy(sender, now).count),
    /** Marks the slots of points that a sender's request has stored. */
    add(stored: readonly Marked[], sender: string, now: Instant): void {
      const begun = begunBy(sender, now);
      let { count } = begun;
      for (const { name, point } of stored) {
        if (point.slot === undefined) {
          continue;
        }
        const known = marks.get(name);
        count += known === undefined ? 1 : 0;
        // A map keeps the order in which keys were set: what was marked last is forgotten last.
        marks.delete(name);
        marks.set(name, { ...known, slot: Math.max(point.slot, known?.slot ?? 0) });
      }
      bySender.set(sender, { ...begun, count });
      for (const name of marks.keys()) {
        if (marks.size <= MAX_SERIES) {
          break;
        }
        marks.delete(name);
      }
    },
    /** Notes that series are listed; one that is not remembered is listed again. */
    noteListed(listed: readonly Pick<Marked, 'name'>[], now: Instant): void {
      for (const { name } of listed) {
        const known = marks.get(name);
        if (known !== undefined) {
          marks.set(name, { ...known, listedAt: now });
        }
      }
    },
  };
}
