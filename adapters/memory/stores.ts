import { groupHash } from '#core/alert/group-key.ts';
import { CANARY, MAILBOXES_OF_NOBODY } from '#core/canary/canary.ts';
import { compareOpened } from '#core/incident/compare-opened.ts';
import { incidentId, parseIncidentId } from '#core/incident/incident.ts';
import { compareOrdered } from '#core/paging/compare-ordered.ts';
import type { PageRecord } from '#core/paging/page.ts';
import { DAY, startOfDay } from '#core/time/instant.ts';
import type {
  IncidentStore,
  MailboxStore,
  OrderedAt,
  PageStore,
  SubjectStore,
} from '#usecases/ports.ts';
import { assertGroupKey } from '../assert-group-key.ts';
import { changeCount } from '../change-count.ts';
import { INCIDENT } from '../stored/incident.ts';
import { MAILBOX, PAGE } from '../stored/page.ts';
import { SUBJECT } from '../stored/subject.ts';
import { TURNS } from '../stored/turns.ts';
import { upTo } from '../subject-slice.ts';
import { takeTurn } from '../take-turn.ts';
import { dueIndex, versionedRows } from './versioned-rows.ts';

/** The subjects, in memory. */
export function memorySubjects(): SubjectStore {
  const rows = versionedRows(SUBJECT);
  return {
    load: async (subjects) => rows.pick(subjects),
    async some(limit, after = '') {
      const later = rows.all().filter(({ subject }) => subject > after);
      const sorted = later.sort((a, b) => (a.subject < b.subject ? -1 : 1));
      const { shown: states, ...more } = upTo(limit, sorted, ({ subject }) => subject);
      return { states, ...more };
    },
    save: async (state, expectedVersion) => rows.save(state.subject, state, expectedVersion),
    remove: async (subject, expectedVersion) => rows.remove(subject, expectedVersion),
    ...dueIndex(rows),
  };
}

/** The incidents, in memory. */
export function memoryIncidents(): IncidentStore {
  const rows = versionedRows(INCIDENT);
  const episodes = new Map<string, number>();
  const changes = changeCount();
  const turns = versionedRows(TURNS);
  return {
    changeMark: changes.read,
    takeTurn: (of) =>
      takeTurn(of, {
        load: async () => turns.get(of),
        save: async (next, expectedVersion) => turns.save(of, next, expectedVersion),
      }),
    async latest(groupKey) {
      const hash = groupHash(groupKey);
      const incident = rows.get(incidentId(hash, episodes.get(hash) ?? 0));
      return incident && assertGroupKey(incident, groupKey);
    },
    load: async (ids) => rows.pick(ids),
    async save(incident, expectedVersion) {
      const name = parseIncidentId(incident.id);
      if (name === undefined) {
        throw new Error(`'${incident.id}' is not the id of an incident.`);
      }
      const outcome = rows.save(incident.id, incident, expectedVersion);
      changes.count(incident, outcome);
      if (outcome === 'saved' && name.episode > (episodes.get(name.groupHash) ?? 0)) {
        episodes.set(name.groupHash, name.episode);
      }
      return outcome;
    },
    async remove({ id, version }) {
      const { groupHash: hash = '', episode = 0 } = parseIncidentId(id) ?? {};
      const outcome = rows.remove(id, version);
      if (outcome === 'saved' && episodes.get(hash) === episode) {
        let last = episode - 1;
        while (last > 0 && rows.get(incidentId(hash, last)) === undefined) {
          last -= 1;
        }
        episodes.set(hash, last);
      }
      return outcome;
    },
    ...dueIndex(rows),
    open: async () => rows.all().filter((i) => i.due !== undefined && i.status !== 'resolved'),
    async openedOn(day, limit, after) {
      const start = startOfDay(day);
      return rows
        .all()
        .filter(({ openedAt }) => start <= openedAt && openedAt < start + DAY)
        .filter(({ service }) => service !== CANARY.id)
        .filter((incident) => after === undefined || compareOpened(after, incident) < 0)
        .sort(compareOpened)
        .slice(0, limit);
    },
  };
}

/** The records of pages, in memory. */
export function memoryPages(): PageStore {
  const rows = versionedRows(PAGE);
  return {
    load: async (ids) => rows.pick(ids),
    save: async (record, expectedVersion) => rows.save(record.order.id, record, expectedVersion),
    async orderedOn(day, limit, after) {
      const start = startOfDay(day);
      const ofDay = rows
        .all()
        .filter(({ order: { at } }) => start <= at && at < start + DAY)
        .filter(({ order }) => !MAILBOXES_OF_NOBODY.includes(order.responder));
      return newestOf(ofDay, limit, after);
    },
    async ofIncident(incident, limit, after) {
      const beside = rows.all().filter(({ order }) => order.incident === incident);
      return newestOf(beside, limit, after);
    },
    async removeOf(incident, limit) {
      const found = rows.all().filter(({ order }) => order.id.startsWith(`${incident}.`));
      const removed = found.slice(0, limit);
      for (const { order, version } of removed) {
        rows.remove(order.id, version);
      }
      return removed.length;
    },
    ...dueIndex(rows),
  };
}

function newestOf(
  records: readonly PageRecord[],
  limit: number,
  after: OrderedAt | undefined,
): readonly PageRecord[] {
  return records
    .filter(({ order }) => after === undefined || compareOrdered(after, order) < 0)
    .sort((a, b) => compareOrdered(a.order, b.order))
    .slice(0, limit);
}

/** The mailboxes, in memory. */
export function memoryMailboxes(): MailboxStore {
  const rows = versionedRows(MAILBOX);
  return {
    load: async (responder, channel) => rows.get(`${responder}#${channel}`),
    save: async (mailbox, expectedVersion) =>
      rows.save(`${mailbox.responder}#${mailbox.channel}`, mailbox, expectedVersion),
    remove: async ({ responder, channel, version }) =>
      rows.remove(`${responder}#${channel}`, version),
  };
}
