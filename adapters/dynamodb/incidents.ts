import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CANARY } from '#core/canary/canary.ts';
import { compareOpened } from '#core/incident/compare-opened.ts';
import type { Incident } from '#core/incident/incident.ts';
import { END_OF_TIME, type Instant } from '#core/time/instant.ts';
import {
  type IncidentStore,
  type OnUnreadable,
  type OpenedAt,
  type SaveOutcome,
  Unreadable,
} from '#usecases/ports.ts';
import { assertGroupKey } from '../assert-group-key.ts';
import { filled } from '../filled.ts';
import {
  type Carried,
  DAMAGED,
  documentJson,
  labelOf,
  type OpenedDocument,
  openJson,
  parseStored,
  storedForm,
} from '../stored/document.ts';
import { storedDocuments } from '../stored/documents.ts';
import { INCIDENT, INCIDENT_ALERTS } from '../stored/incident.ts';
import type { StoredIncident } from '../stored/incident-in-words.ts';
import { labelIn, UNLABELLED } from '../stored/label.ts';
import { bothOf, readableOf } from '../stored/readable.ts';
import { TURNS, type Turns } from '../stored/turns.ts';
import { takeTurn } from '../take-turn.ts';
import { alertChunks } from './alert-chunks.ts';
import { batchGet } from './batch-get.ts';
import { changeMarks } from './change-marks.ts';
import { deleteVersion, putVersion, type Table } from './conditional-write.ts';
import { newestOnDay } from './day-index.ts';
import { type Attributes, decodeJson, encodeJson, versionedItem } from './document.ts';
import {
  alertsKey,
  alertsOf,
  dayKey,
  dayKeys,
  dueIndexEntry,
  idOf,
  incidentKey,
  incidentsOf,
  turnsKey,
} from './keys.ts';
import { dynamodbDue, queryItems } from './query.ts';
import { isAnyBeside, removeBeside } from './remove-beside.ts';

type Alerts = Incident['alerts'];

/**
 * The incidents in the incidents table. The pages of a group key are beside its incidents, and so
 * are the chunks of alerts of large ones. A save is one write of the incident's own item, which
 * names its chunks: new chunks are stored before, and unreferenced ones removed after. A crash in
 * between leaves an unreferenced chunk, which does no harm.
 */
export function dynamodbIncidents(table: Table, onUnreadable?: OnUnreadable): IncidentStore {
  const { join, split } = alertChunks();
  const documents = storedDocuments(INCIDENT);

  /**
   * Joins incidents whose own items have just been read. One that has been saved since, so that
   * chunks of it are gone, is read again.
   */
  async function withChunks(
    heads: readonly Head[],
    leaveOut: OnUnreadable,
  ): Promise<Map<string, Incident>> {
    const found = new Map<string, Incident>();
    let left = heads;
    for (let reads = 1; left.length > 0; reads++) {
      const contents = await loadChunks(table, left);
      const lacking: StoredIncident[] = [];
      for (const { stored: head, keeps } of left) {
        const chunks = head.chunks?.map((chunk) => contents.get(chunkName(head.id, chunk))) ?? [];
        const known = chunks.filter((chunk) => chunk !== undefined);
        if (known.length < chunks.length) {
          lacking.push(head);
          continue;
        }
        try {
          const opened = known.map(openChunk);
          const stored = join(
            head,
            opened.map((chunk) => chunk.stored),
          );
          const latest = Math.max(keeps, ...opened.map((chunk) => chunk.keeps));
          found.set(head.id, documents.readOpened({ stored, keeps: latest }));
        } catch (error) {
          leaveOut({ kind: KIND, id: head.id, error });
        }
      }
      if (reads >= MAX_READS) {
        for (const head of lacking) {
          const error = new Unreadable(lackText(head), { reason: DAMAGED });
          leaveOut({ kind: KIND, id: head.id, error });
        }
        break;
      }
      left = await loadHeads(
        table,
        lacking.map(({ id }) => id),
        leaveOut,
      );
    }
    return found;
  }

  const loadAll = async (ids: readonly string[], leaveOut: OnUnreadable) =>
    withChunks(await loadHeads(table, ids, leaveOut), leaveOut);
  const due = dynamodbDue(table, 'incident');
  const marks = changeMarks(table);
  return {
    load: (ids) => loadAll(ids, refuse),
    changeMark: marks.read,
    async latest(groupKey) {
      const head = await latest(table, groupKey);
      return head && (await withChunks([head], refuse)).get(head.stored.id);
    },
    async save(incident, expectedVersion) {
      const { stored, carried } = documents.toStored(incident);
      const { head, sealed, dropped, remember } = split(stored, expectedVersion);
      if (sealed !== undefined) {
        await putChunk(table, incident.id, { ...sealed, carried });
      }
      const outcome = await putVersion(table, incidentItem(head, carried), expectedVersion);
      if (outcome === 'conflict') {
        return outcome;
      }
      const marked = incident.service === CANARY.id ? undefined : marks.set(incident.id);
      remember();
      // Nothing references them any more; a chunk that cannot be removed only takes room.
      await Promise.all(dropped.map((id) => removeChunk(table, incident.id, id))).catch(() => {});
      await marked;
      return outcome;
    },
    remove: (incident) => removeWithAlerts(table, incident),
    takeTurn: (of) => takeTurn(of, turnsIn(table)),
    ...due,
    async open(more) {
      const found = await due.dueBefore(END_OF_TIME, Number.POSITIVE_INFINITY);
      const ids = found.map(({ id }) => id);
      const incidents = await loadAll(ids, bothOf(onUnreadable, more));
      return [...incidents.values()].filter(({ status }) => status !== 'resolved');
    },
    openedOn: (day, limit, after, more) =>
      filled<OpenedAt | undefined, Incident>(limit, after, async (wanted, place) => {
        const places = await placesOpenedOn(table, day, wanted, place);
        const ids = places.map(({ id }) => id);
        const incidents = await loadAll(ids, bothOf(onUnreadable, more));
        return { places, values: [...incidents.values()].sort(compareOpened) };
      }),
  };
}

/**
 * How often an incident is re-read if its chunks are gone each time: whoever removes them has
 * stored others before.
 */
const MAX_READS = 5;

function lackText({ id, version }: StoredIncident): string {
  return `Incident ${id} names chunks of its alerts that are not in the table, in version ${version}: somebody removes items by hand. Restore the items of its partition whose sort keys begin with "alerts#" from the table's point-in-time recovery.`;
}

/** The name of the store for whoever is told what cannot be read. */
const KIND = 'incidents';

/** Nothing is left out: whoever asks for this one must not go on as if it were not there. */
const refuse: OnUnreadable = ({ error }) => {
  throw error;
};

/** An incident's own item as it was read. */
type Head = OpenedDocument<StoredIncident>;

function openHead(item: Attributes): Head {
  return openJson(INCIDENT, decodeJson(item));
}

async function loadHeads(
  table: Table,
  ids: readonly string[],
  onUnreadable: OnUnreadable,
): Promise<readonly Head[]> {
  if (ids.length === 0) {
    return [];
  }
  const keys = ids.map(incidentKey).filter((key) => key !== undefined);
  const items = await batchGet(table, keys);
  const idOfHead = (item: Attributes) => idOf('incident', item);
  return readableOf(items, { kind: KIND, idOf: idOfHead, read: openHead, onUnreadable });
}

/** Returns the chunks that exist, of all that the incidents name. */
async function loadChunks(
  table: Table,
  heads: readonly Head[],
): Promise<ReadonlyMap<string, Attributes>> {
  const keys = heads.flatMap(({ stored: { id, chunks = [] } }) =>
    chunks.map((chunk) => alertsKey(id, chunk)).filter((key) => key !== undefined),
  );
  const items = keys.length === 0 ? [] : await batchGet(table, keys);
  return new Map(items.map((item) => [nameOfChunk(item), item]));
}

/** Identifies a chunk among those of several incidents. */
function chunkName(incident: string, chunk: string): string {
  return JSON.stringify(alertsKey(incident, chunk));
}

function nameOfChunk({ pk, sk }: Attributes): string {
  return JSON.stringify({ pk, sk });
}

function openChunk(item: Attributes): OpenedDocument<Alerts> {
  const label = item['shape']?.S;
  const beside =
    label === undefined
      ? UNLABELLED
      : labelIn(parseStored(label, 'The label of a chunk of alerts'));
  return openJson(INCIDENT_ALERTS, decodeJson(item), beside);
}

interface Sealed {
  readonly id: string;
  readonly alerts: Alerts;
  readonly carried: Carried | undefined;
}

/**
 * The incident last, so that whoever crashes finds it again. It must not name chunks that are gone:
 * one that has any is stored without alerts before they go.
 */
async function removeWithAlerts(table: Table, incident: Incident): Promise<SaveOutcome> {
  const beside = alertsOf(incident.id);
  const key = incidentKey(incident.id);
  if (beside === undefined || key === undefined) {
    throw new Error(`'${incident.id}' is not the id of an incident.`);
  }
  let { version } = incident;
  if (await isAnyBeside(table, beside)) {
    version += 1;
    const emptied = incidentItem(
      storedForm(INCIDENT, { ...incident, alerts: {}, version }),
      undefined,
    );
    if ((await putVersion(table, emptied, incident.version)) === 'conflict') {
      return 'conflict';
    }
    await removeBeside(table, beside, Number.POSITIVE_INFINITY);
  }
  return deleteVersion(table, key, version);
}

function turnsIn(table: Table) {
  const documents = storedDocuments(TURNS);
  return {
    async load(of: string) {
      const [item] = await batchGet(table, [turnsKey(of)]);
      return item && documents.read(decodeJson(item));
    },
    save(turns: Turns, expectedVersion: number) {
      const doc = encodeJson(documents.write(turns), `The turns of ${turns.of}`);
      const item = { ...turnsKey(turns.of), doc, v: { N: String(turns.version) } };
      return putVersion(table, item, expectedVersion);
    },
  };
}

/** Nobody else writes an item with this key, because its contents are part of it. */
async function putChunk(
  { client, name }: Table,
  incident: string,
  { id, alerts, carried }: Sealed,
): Promise<void> {
  const doc = encodeJson(JSON.stringify(alerts), `A chunk of the alerts of incident ${incident}`);
  const shape = { S: JSON.stringify(labelOf(INCIDENT_ALERTS, alerts, carried)) };
  const Item = { ...alertsKey(incident, id), doc, shape };
  await client.send(new PutItemCommand({ TableName: name, Item }));
}

async function removeChunk({ client, name }: Table, incident: string, id: string): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName: name, Key: alertsKey(incident, id) }));
}

function incidentItem(incident: StoredIncident, carried: Carried | undefined): Attributes {
  const key = incidentKey(incident.id);
  if (key === undefined) {
    throw new Error(`'${incident.id}' is not the id of an incident.`);
  }
  const json = documentJson(INCIDENT, incident, carried);
  const doc = encodeJson(json, `Incident ${incident.id}`);
  return {
    ...key,
    ...versionedItem(doc, incident, dueIndexEntry('incident', incident.id)),
    openedAt: { N: String(incident.openedAt) },
    // The index of days is sparse: the canary is not in it.
    ...(incident.service !== CANARY.id && {
      day: { S: dayKey(incident.id, incident.openedAt) },
    }),
  };
}

async function latest(table: Table, groupKey: string): Promise<Head | undefined> {
  const { pk, prefix } = incidentsOf(groupKey);
  const query = {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':prefix': { S: prefix } },
    ScanIndexForward: false,
    ConsistentRead: true,
  };
  const [item] = await queryItems(table, query, 1);
  if (item === undefined) {
    return undefined;
  }
  const head = openHead(item);
  assertGroupKey(head.stored, groupKey);
  return head;
}

/** Returns the newest places of a day after one, from all lanes. */
async function placesOpenedOn(
  table: Table,
  day: Instant,
  limit: number,
  after?: OpenedAt,
): Promise<readonly OpenedAt[]> {
  if (limit < 1) {
    return [];
  }
  const lanes = dayKeys(day).map((key) => newestInLane(table, key, limit, after));
  const newest = (await Promise.all(lanes)).flat().sort(compareOpened);
  // An incident that moves from the old key to its lane may be seen in both for a moment.
  return [...new Map(newest.map((place) => [place.id, place])).values()].slice(0, limit);
}

/**
 * Returns at least the `limit` newest of a lane after a place. The index does not order those of
 * one moment, so all of the last moment are read: a storm opens thousands at once.
 */
async function newestInLane(
  table: Table,
  key: string,
  limit: number,
  after?: OpenedAt,
): Promise<readonly OpenedAt[]> {
  const place = (entry: Attributes): OpenedAt => {
    return { id: idOf('incident', entry), openedAt: Number(entry['openedAt']?.N) };
  };
  const ofMoment = async (at: Instant) => {
    const every = Number.POSITIVE_INFINITY;
    return (await newestOnDay(table, key, every, { is: '=', at: String(at) })).map(place);
  };
  const before = after && { is: '<' as const, at: String(after.openedAt) };
  const [beside, older] = await Promise.all([
    after === undefined ? [] : ofMoment(after.openedAt),
    newestOnDay(table, key, limit, before),
  ]);
  const found = older.map(place);
  const last = found.length < limit ? undefined : found.at(-1)?.openedAt;
  const whole = last === undefined ? [] : await ofMoment(last);
  return [
    ...beside.filter((one) => after !== undefined && compareOpened(after, one) < 0),
    ...found.filter(({ openedAt }) => openedAt !== last),
    ...whole,
  ];
}
