import { fingerprint } from '#core/alert/fingerprint.ts';
import { groupHash } from '#core/alert/group-key.ts';
import { CANARY } from '#core/canary/canary.ts';
import { type Incident, parseIncidentId } from '#core/incident/incident.ts';
import { DAY, startOfDay } from '#core/time/instant.ts';
import type {
  IncidentStore,
  MailboxStore,
  OnUnreadable,
  Stores,
  SubjectStore,
} from '#usecases/ports.ts';
import { assertGroupKey } from '../assert-group-key.ts';
import { changeCount } from '../change-count.ts';
import { filled } from '../filled.ts';
import { INCIDENT } from '../stored/incident.ts';
import { MAILBOX } from '../stored/page.ts';
import { bothOf, readableOf } from '../stored/readable.ts';
import { SUBJECT } from '../stored/subject.ts';
import { TURNS } from '../stored/turns.ts';
import { upTo } from '../subject-slice.ts';
import { takeTurn } from '../take-turn.ts';
import { sqliteTrail } from './audit-trail.ts';
import { sqliteControls, sqliteSessions } from './controls.ts';
import type { Database } from './database.ts';
import { sqlitePages } from './pages.ts';
import { sqliteTallies } from './tallies.ts';
import { sqliteTrends } from './trends.ts';
import { atMost, versionedTable } from './versioned-table.ts';

/**
 * All stores, in one file or in memory; `onUnreadable` is told what is left out of a list.
 */
export function sqliteStores(db: Database, onUnreadable?: OnUnreadable): Stores {
  return {
    subjects: sqliteSubjects(db, onUnreadable),
    incidents: sqliteIncidents(db, onUnreadable),
    pages: sqlitePages(db, onUnreadable),
    mailboxes: sqliteMailboxes(db),
    controls: sqliteControls(db, onUnreadable),
    trail: sqliteTrail(db, onUnreadable),
    sessions: sqliteSessions(db, onUnreadable),
    trends: sqliteTrends(db, onUnreadable),
    tallies: sqliteTallies(db, onUnreadable),
  };
}

function sqliteSubjects(db: Database, onUnreadable?: OnUnreadable): SubjectStore {
  const table = versionedTable(db, { table: 'subjects', kind: SUBJECT });
  return {
    load: table.load,
    async some(limit, after = '') {
      const rows = await table.rows('id > ? ORDER BY id LIMIT ?', after, atMost(limit + 1));
      const { shown, ...more } = upTo(limit, rows, ({ id }) => id);
      const states = readableOf(shown, {
        kind: 'subjects',
        idOf: ({ id }) => fingerprint([id]),
        read: table.read,
        onUnreadable,
      });
      return { states, ...more };
    },
    save: (state, expectedVersion) => table.save(state.subject, state, expectedVersion),
    remove: table.remove,
    ...table.due,
  };
}

function sqliteIncidents(db: Database, onUnreadable?: OnUnreadable): IncidentStore {
  const table = versionedTable(db, { table: 'incidents', kind: INCIDENT }, columnsOf);
  const turns = versionedTable(db, { table: 'turns', kind: TURNS });
  const changes = changeCount();
  const readable = (rows: Awaited<ReturnType<typeof table.rows>>, more?: OnUnreadable) =>
    readableOf(rows, {
      kind: 'incidents',
      idOf: ({ id }) => id,
      read: table.read,
      onUnreadable: bothOf(onUnreadable, more),
    });
  return {
    changeMark: changes.read,
    takeTurn: (of) =>
      takeTurn(of, {
        load: async () => (await turns.load([of])).get(of),
        save: (next, expectedVersion) => turns.save(of, next, expectedVersion),
      }),
    async latest(groupKey) {
      const hash = groupHash(groupKey);
      const [incident] = await table.find('group_hash = ? ORDER BY episode DESC LIMIT 1', hash);
      return incident && assertGroupKey(incident, groupKey);
    },
    load: table.load,
    async save(incident, expectedVersion) {
      const outcome = await table.save(incident.id, incident, expectedVersion);
      changes.count(incident, outcome);
      return outcome;
    },
    remove: (incident) => table.remove(incident.id, incident.version),
    ...table.due,
    async open(more) {
      const due = readable(await table.rows('due IS NOT NULL'), more);
      return due.filter(({ status }) => status !== 'resolved');
    },
    openedOn(day, limit, after = { openedAt: Infinity, id: '' }, more) {
      const start = startOfDay(day);
      return filled(limit, after, async (wanted, { openedAt, id }) => {
        const rows = await table.rows(OPENED_ON, start, start + DAY, openedAt, id, atMost(wanted));
        const places = rows.map((row) => ({ id: row.id, openedAt: Number(row['opened_at']) }));
        return { places, values: readable(rows, more) };
      });
    },
  };
}

const OPENED_ON =
  'listed = 1 AND opened_at >= ? AND opened_at < ? AND (opened_at, id) < (?, ?) ORDER BY opened_at DESC, id DESC LIMIT ?';

function columnsOf(incident: Incident) {
  const name = parseIncidentId(incident.id);
  if (name === undefined) {
    throw new Error(`'${incident.id}' is not the id of an incident.`);
  }
  return {
    group_hash: name.groupHash,
    episode: name.episode,
    opened_at: incident.openedAt,
    // The canary's incidents, hundreds a day, are in no day's list.
    listed: incident.service === CANARY.id ? 0 : 1,
  };
}

function sqliteMailboxes(db: Database): MailboxStore {
  const table = versionedTable(db, { table: 'mailboxes', kind: MAILBOX });
  const idOf = (responder: string, channel: string) => `${responder}#${channel}`;
  return {
    async load(responder, channel) {
      const id = idOf(responder, channel);
      return (await table.load([id])).get(id);
    },
    save: (mailbox, expectedVersion) =>
      table.save(idOf(mailbox.responder, mailbox.channel), mailbox, expectedVersion),
    remove: ({ responder, channel, version }) => table.remove(idOf(responder, channel), version),
  };
}
