import { isKnownOwner } from '#core/calendar/owner.ts';
import { own } from '#core/collections/own.ts';
import { exchangeSpan } from '#core/oncall/exchange.ts';
import { BLOCK_DAYS } from '#core/oncall/pass-over.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, type Duration, HOUR, type Instant } from '#core/time/instant.ts';
import { allInParallel } from './in-parallel.ts';
import type { Ports } from './ports.ts';

/** What was removed of each kind. */
export interface SweptControls {
  readonly changes: number;
  readonly keys: number;
  readonly silences: number;
  readonly overrides: number;
  readonly absences: number;
  readonly exchanges: number;
  /** Addresses of calendars whose person or schedule has left the config. */
  readonly calendars: number;
  /** Test pages of people who have left the config. */
  readonly tests: number;
  /** What such people were told of their turns. */
  readonly told: number;
  /** Hand-off notes whose readers' turn is over. */
  readonly notes: number;
  /** Inhibitors that are believed no more, and incidents that wait for none any more. */
  readonly inhibitors: number;
}

/** How long what has ended stays listed. */
const ENDED_KEPT: Readonly<Record<'silences' | 'overrides' | 'exchanges' | 'absences', Duration>> =
  {
    silences: 7 * DAY,
    overrides: 30 * DAY,
    exchanges: 30 * DAY,
    // Turns that were traded for them may lie a whole block later, which clocks make longer.
    absences: (BLOCK_DAYS + 36) * DAY,
  };

/** For so long it is known who was on call: all overrides, covers and swaps of then are kept. */
export const TURNS_KNOWN: Duration = Math.min(ENDED_KEPT.overrides, ENDED_KEPT.exchanges);

/** An inhibitor is asserted, and an incident that it inhibits looks, several times in it. */
const INHIBITION_KEPT: Duration = HOUR;

/** Removals that are under way at once. */
const AT_ONCE = 10;

/**
 * Removes what people set and what was reported, once it is kept no longer: at most so many of each
 * kind.
 */
export function sweepControls(
  { controls }: Pick<Ports, 'controls'>,
  config: Pick<Config, 'retention' | 'people' | 'schedules'>,
) {
  const { retention, people } = config;
  return async (now: Instant, limit: number): Promise<SweptControls> => {
    const before = (kept: Duration | null) => now - (kept ?? Number.POSITIVE_INFINITY);
    const revokedBy = before(retention.revokedKeys);
    const keys = (await controls.keys()).filter(
      ({ revokedAt = Number.POSITIVE_INFINITY }) => revokedAt <= revokedBy,
    );
    const silences = (await controls.silences()).filter(
      ({ endsAt }) => endsAt < before(ENDED_KEPT.silences),
    );
    const overrides = (await controls.overrides()).filter(
      ({ to }) => to < before(ENDED_KEPT.overrides),
    );
    const absences = (await controls.absences()).filter(
      ({ to }) => to < before(ENDED_KEPT.absences),
    );
    const exchanges = (await controls.exchanges()).filter(
      // Whoever asks and withdraws all day would fill what each page reads.
      (exchange) =>
        Math.min(exchangeSpan(exchange).to, exchange.ended?.at ?? Number.POSITIVE_INFINITY) <
        before(ENDED_KEPT.exchanges),
    );
    const calendars = (await controls.calendars()).filter(
      ({ owner }) => !isKnownOwner(owner, config),
    );
    const tests = (await controls.contactTests()).filter(
      ({ responder }) => own(people, responder) === undefined,
    );
    const told = (await controls.toldTurns()).filter(({ id }) => own(people, id) === undefined);
    const notes = (await controls.handOffNotes()).filter(({ until }) => until <= now);
    const changes =
      retention.changes === null ? [] : await controls.changes(0, before(retention.changes), limit);
    const stale = (await controls.inhibitors(undefined, limit)).filter(
      ({ until }) => until < now - INHIBITION_KEPT,
    );
    const waiting = (await controls.inhibited(undefined, limit)).filter(
      ({ at }) => at < now - INHIBITION_KEPT,
    );
    const inhibitors = await removeAll(stale, controls.removeInhibitor, limit);
    return {
      changes: await removeAll(changes, controls.removeChange, limit),
      keys: await removeAll(keys, controls.removeKey, limit),
      silences: await removeAll(silences, controls.removeSilence, limit),
      overrides: await removeAll(overrides, controls.removeOverride, limit),
      absences: await removeAll(absences, controls.removeAbsence, limit),
      exchanges: await removeAll(exchanges, controls.removeExchange, limit),
      calendars: await removeAll(calendars, controls.removeCalendar, limit),
      tests: await removeAll(tests, controls.removeContactTest, limit),
      told: await removeAll(told, controls.removeToldTurns, limit),
      notes: await removeAll(notes, controls.removeHandOffNote, limit),
      inhibitors: inhibitors + (await removeAll(waiting, controls.removeInhibited, limit)),
    };
  };
}

async function removeAll(
  old: readonly { readonly id: string }[],
  remove: (id: string) => Promise<void>,
  limit: number,
): Promise<number> {
  const removed = old.slice(0, limit);
  await allInParallel(removed, AT_ONCE, ({ id }) => remove(id));
  return removed.length;
}
