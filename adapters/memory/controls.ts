import type { Session } from '#core/access/session.ts';
import type { CalendarAddress } from '#core/calendar/calendar-address.ts';
import type { Change } from '#core/change/change.ts';
import type { CheckReport } from '#core/health/check-report.ts';
import type { Absence } from '#core/oncall/absence.ts';
import type { Exchange } from '#core/oncall/exchange.ts';
import type { HandOffNote } from '#core/oncall/hand-off-note.ts';
import type { Override } from '#core/oncall/schedule.ts';
import type { ToldTurns } from '#core/oncall/turn-notices.ts';
import type { ContactTest } from '#core/paging/contact-test.ts';
import type { InhibitedIncident, Inhibitor } from '#core/suppression/inhibition.ts';
import type { Silence } from '#core/suppression/silence.ts';
import type { AppliedConfig } from '#core/team/applied-config.ts';
import type {
  ApiKey,
  ControlStore,
  SaveOutcome,
  SessionStore,
  SweepProgress,
} from '#usecases/ports.ts';

/** What people set at run time, in memory. */
export function memoryControls(): ControlStore {
  const silences = new Map<string, Silence>();
  const overrides = new Map<string, Override>();
  const absences = new Map<string, Absence>();
  const exchanges = new Map<string, Exchange>();
  const told = new Map<string, ToldTurns>();
  const notes = new Map<string, HandOffNote>();
  const calendars = new Map<string, CalendarAddress>();
  const keys = new Map<string, ApiKey>();
  const changes = new Map<string, Change>();
  const followed = new Map<string, AppliedConfig>();
  const swept = new Map<string, number>();
  const tests = new Map<string, ContactTest>();
  const checks = new Map<string, CheckReport>();
  const inhibitors = new Map<string, Inhibitor>();
  const inhibited = new Map<string, InhibitedIncident>();
  let progress: SweepProgress | undefined;
  const secrets = new Map<'link' | 'pseudonyms', string>();
  const secretOf = async (of: 'link' | 'pseudonyms', candidate: string) => {
    const secret = secrets.get(of) ?? candidate;
    secrets.set(of, secret);
    return secret;
  };
  return {
    silences: async () => listed(silences),
    putSilence: async (silence) => put(silences, silence),
    removeSilence: async (id) => void silences.delete(id),
    overrides: async () => listed(overrides),
    putOverride: async (override) => put(overrides, override),
    removeOverride: async (id) => void overrides.delete(id),
    absences: async () => listed(absences),
    putAbsence: async (absence) => put(absences, absence),
    removeAbsence: async (id) => void absences.delete(id),
    exchanges: async () => listed(exchanges),
    saveExchange: async (exchange, expected) => save(exchanges, exchange, expected),
    removeExchange: async (id) => void exchanges.delete(id),
    toldTurns: async () => listed(told),
    saveToldTurns: async (turns, expected) => save(told, turns, expected),
    removeToldTurns: async (id) => void told.delete(id),
    handOffNotes: async () => listed(notes),
    putHandOffNote: async (note) => put(notes, note),
    removeHandOffNote: async (id) => void notes.delete(id),
    calendar: async (id) => structuredClone(calendars.get(id)),
    calendars: async () => listed(calendars),
    saveCalendar: async (address, expected) => save(calendars, address, expected),
    removeCalendar: async (id) => void calendars.delete(id),
    key: async (id) => structuredClone(keys.get(id)),
    keys: async () => listed(keys),
    putKey: async (key) => put(keys, key),
    removeKey: async (id) => void keys.delete(id),
    changes: async (from, to, limit) =>
      listed(changes)
        .filter(({ at }) => from <= at && at <= to)
        .reverse()
        .slice(0, limit),
    putChange: async (change) => put(changes, change),
    removeChange: async (id) => void changes.delete(id),
    linkSecret: (candidate) => secretOf('link', candidate),
    pseudonymSecret: (candidate) => secretOf('pseudonyms', candidate),
    followedConfig: async (place) => structuredClone(followed.get(place)),
    putFollowedConfig: async (config) => put(followed, config),
    sweepProgress: async () => structuredClone(progress),
    async putSweepProgress(next) {
      progress = structuredClone(next);
    },
    sweptEpisode: async (hash) => swept.get(hash) ?? 0,
    async noteSweptEpisode(hash, episode) {
      swept.set(hash, Math.max(episode, swept.get(hash) ?? 0));
    },
    contactTests: async () => listed(tests),
    putContactTest: async (test) => put(tests, test),
    removeContactTest: async (id) => void tests.delete(id),
    checkReports: async () => listed(checks),
    putCheckReport: async (report) => put(checks, report),
    inhibitors: async (key, limit) => withKey(inhibitors, key, limit),
    putInhibitor: async (inhibitor) => put(inhibitors, inhibitor),
    removeInhibitor: async (id) => void inhibitors.delete(id),
    inhibited: async (key, limit) => withKey(inhibited, key, limit),
    putInhibited: async (incident) => put(inhibited, incident),
    removeInhibited: async (id) => void inhibited.delete(id),
  };
}

/** The sessions of people, in memory. */
export function memorySessions(): SessionStore {
  const sessions = new Map<string, Session>();
  return {
    session: async (id) => structuredClone(sessions.get(id)),
    sessions: async () => listed(sessions),
    putSession: async (session) => put(sessions, session),
    async touchSession(session) {
      if (sessions.has(session.id)) {
        put(sessions, session);
      }
    },
    removeSession: async (id) => void sessions.delete(id),
  };
}

/** Sorted by their ids, as a Query returns them. */
function listed<Value extends { readonly id: string }>(map: ReadonlyMap<string, Value>): Value[] {
  return structuredClone([...map.values()]).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Those whose ids begin with a key. */
function withKey<Value extends { readonly id: string }>(
  map: ReadonlyMap<string, Value>,
  key: string | undefined,
  limit: number,
): Value[] {
  const wanted = [...map].filter(([id]) => key === undefined || id.startsWith(`${key}/`));
  return listed(new Map(wanted)).slice(0, limit);
}

function save<Value extends { readonly id: string; readonly version: number }>(
  map: Map<string, Value>,
  value: Value,
  expectedVersion: number,
): SaveOutcome {
  if ((map.get(value.id)?.version ?? 0) !== expectedVersion) {
    return 'conflict';
  }
  put(map, value);
  return 'saved';
}

function put<Value extends { readonly id: string }>(map: Map<string, Value>, value: Value): void {
  map.set(value.id, structuredClone(value));
}
