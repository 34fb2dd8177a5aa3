import type { Change } from '#core/change/change.ts';
import type { Instant } from '#core/time/instant.ts';
import type { ControlStore, OnUnreadable, SaveOutcome, SessionStore } from '#usecases/ports.ts';
import {
  type ControlDocuments,
  type ControlKind,
  controlDocuments,
  type StoredSecret,
  type SweptEpisode,
} from './controls.ts';
import { bothOf } from './readable.ts';

/** Which documents of a kind are listed, and who is told what cannot be read. */
export interface Listing {
  readonly onUnreadable: OnUnreadable | undefined;
  /**
   * What comes before the slash of their ids.
   * @default all are listed
   */
  readonly key?: string | undefined;
  /** @default no limit */
  readonly limit?: number;
}

/** Changes between two moments, the newest first. */
interface ChangesListing extends Listing {
  readonly from: Instant;
  readonly to: Instant;
  readonly limit: number;
}

type Named = { readonly id: string };

/** What a database does with the documents of controls, each in its own way. */
export interface ControlTable {
  get<Value>(of: ControlDocuments<Value>, id: string): Promise<Value | undefined>;
  list<Value>(of: ControlDocuments<Value>, listing: Listing): Promise<Value[]>;
  changes(of: ControlDocuments<Change>, listing: ChangesListing): Promise<Change[]>;
  put<Value extends Named>(of: ControlDocuments<Value>, value: Value): Promise<void>;
  /** Puts what is there already; what is not stays away. */
  replace<Value extends Named>(of: ControlDocuments<Value>, value: Value): Promise<void>;
  /** Saves it if its stored version is still the expected one. */
  save<Value extends Named & { readonly version: number }>(
    of: ControlDocuments<Value>,
    value: Value,
    expectedVersion: number,
  ): Promise<SaveOutcome>;
  remove(kind: ControlKind, id: string): Promise<void>;
  /** Of two concurrent candidates the first wins, and both callers use it. */
  secret(of: ControlDocuments<StoredSecret>, candidate: string): Promise<string>;
  /** Puts it unless a later one is there: two sweeps at once may be at different incidents. */
  putLater(of: ControlDocuments<SweptEpisode>, swept: SweptEpisode): Promise<void>;
}

/**
 * What people set at run time.
 *
 * @param onUnreadable is told what the lists leave out, so that one damaged silence stops no page
 */
export function controlStore(table: ControlTable, onUnreadable?: OnUnreadable): ControlStore {
  const { get, list, put, save, remove } = table;
  const listed = (more?: OnUnreadable) => ({ onUnreadable: bothOf(onUnreadable, more) });
  const kinds = controlDocuments();
  return {
    silences: (more) => list(kinds.silences, listed(more)),
    putSilence: (silence) => put(kinds.silences, silence),
    removeSilence: (id) => remove('silences', id),
    overrides: (more) => list(kinds.overrides, listed(more)),
    putOverride: (override) => put(kinds.overrides, override),
    removeOverride: (id) => remove('overrides', id),
    absences: (more) => list(kinds.absences, listed(more)),
    putAbsence: (absence) => put(kinds.absences, absence),
    removeAbsence: (id) => remove('absences', id),
    exchanges: (more) => list(kinds.exchanges, listed(more)),
    saveExchange: (exchange, expected) => save(kinds.exchanges, exchange, expected),
    removeExchange: (id) => remove('exchanges', id),
    toldTurns: (more) => list(kinds.told, listed(more)),
    saveToldTurns: (turns, expected) => save(kinds.told, turns, expected),
    removeToldTurns: (id) => remove('told', id),
    handOffNotes: (more) => list(kinds.notes, listed(more)),
    putHandOffNote: (note) => put(kinds.notes, note),
    removeHandOffNote: (id) => remove('notes', id),
    calendar: (id) => get(kinds.calendars, id),
    calendars: (more) => list(kinds.calendars, listed(more)),
    saveCalendar: (address, expected) => save(kinds.calendars, address, expected),
    removeCalendar: (id) => remove('calendars', id),
    key: (id) => get(kinds.keys, id),
    keys: (more) => list(kinds.keys, listed(more)),
    putKey: (key) => put(kinds.keys, key),
    removeKey: (id) => remove('keys', id),
    changes: (from, to, limit) => table.changes(kinds.changes, { ...listed(), from, to, limit }),
    putChange: (change) => put(kinds.changes, change),
    removeChange: (id) => remove('changes', id),
    linkSecret: (candidate) => table.secret(kinds.link, candidate),
    pseudonymSecret: (candidate) => table.secret(kinds.pseudonyms, candidate),
    followedConfig: (place) => get(kinds.config, place),
    putFollowedConfig: (followed) => put(kinds.config, followed),
    sweepProgress: () => get(kinds.sweep, 'progress'),
    putSweepProgress: (progress) => put(kinds.sweep, { id: 'progress', ...progress }),
    sweptEpisode: async (hash) => (await get(kinds.swept, hash))?.episode ?? 0,
    noteSweptEpisode: (hash, episode) => table.putLater(kinds.swept, { id: hash, episode }),
    contactTests: (more) => list(kinds.tests, listed(more)),
    putContactTest: (test) => put(kinds.tests, test),
    removeContactTest: (id) => remove('tests', id),
    checkReports: (more) => list(kinds.checks, listed(more)),
    putCheckReport: (report) => put(kinds.checks, report),
    inhibitors: (key, limit) => list(kinds.inhibitors, { ...listed(), key, limit }),
    putInhibitor: (inhibitor) => put(kinds.inhibitors, inhibitor),
    removeInhibitor: (id) => remove('inhibitors', id),
    inhibited: (key, limit) => list(kinds.inhibited, { ...listed(), key, limit }),
    putInhibited: (incident) => put(kinds.inhibited, incident),
    removeInhibited: (id) => remove('inhibited', id),
  };
}

/** The sessions of people, in the same table. */
export function sessionStore(table: ControlTable, onUnreadable?: OnUnreadable): SessionStore {
  const { sessions } = controlDocuments();
  return {
    session: (id) => table.get(sessions, id),
    sessions: () => table.list(sessions, { onUnreadable }),
    putSession: (session) => table.put(sessions, session),
    touchSession: (session) => table.replace(sessions, session),
    removeSession: (id) => table.remove('sessions', id),
  };
}
