import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Change } from '#core/change/change.ts';
import type { Instant } from '#core/time/instant.ts';
import type { ControlStore, OnUnreadable, SaveOutcome, SessionStore } from '#usecases/ports.ts';
import {
  type ControlDocuments,
  type ControlKind,
  controlDocuments,
  type StoredSecret,
  type SweptEpisode,
} from '../stored/controls.ts';
import { bothOf, readableOf } from '../stored/readable.ts';
import { orConflict, putVersion, type Table } from './conditional-write.ts';
import { type Attributes, decodeJson, encodeJson } from './document.ts';
import { controlKey } from './keys.ts';
import { queryItems } from './query.ts';

/**
 * The controls table: one partition of few items for each kind, which is read as a whole; only
 * changes may be many.
 *
 * @param onUnreadable is told what the lists leave out, so that one damaged silence stops no page
 */
export function dynamodbControls(table: Table, onUnreadable?: OnUnreadable): ControlStore {
  const listed = (more?: OnUnreadable) => ({ ...table, onUnreadable: bothOf(onUnreadable, more) });
  const { silences, overrides, absences, exchanges, calendars, keys, ...documents } =
    controlDocuments();
  const {
    told,
    notes,
    changes,
    config,
    sweep,
    swept,
    tests,
    checks,
    inhibitors,
    inhibited,
    ...secrets
  } = documents;
  return {
    silences: (more) => list(listed(more), silences),
    putSilence: (silence) => put(table, silences, silence),
    removeSilence: (id) => remove(table, 'silences', id),
    overrides: (more) => list(listed(more), overrides),
    putOverride: (override) => put(table, overrides, override),
    removeOverride: (id) => remove(table, 'overrides', id),
    absences: (more) => list(listed(more), absences),
    putAbsence: (absence) => put(table, absences, absence),
    removeAbsence: (id) => remove(table, 'absences', id),
    exchanges: (more) => list(listed(more), exchanges),
    saveExchange: (exchange, expectedVersion) => save(table, exchanges, exchange, expectedVersion),
    removeExchange: (id) => remove(table, 'exchanges', id),
    toldTurns: (more) => list(listed(more), told),
    saveToldTurns: (turns, expectedVersion) => save(table, told, turns, expectedVersion),
    removeToldTurns: (id) => remove(table, 'told', id),
    handOffNotes: (more) => list(listed(more), notes),
    putHandOffNote: (note) => put(table, notes, note),
    removeHandOffNote: (id) => remove(table, 'notes', id),
    calendar: (id) => get(table, calendars, id),
    calendars: (more) => list(listed(more), calendars),
    saveCalendar: (address, expectedVersion) => save(table, calendars, address, expectedVersion),
    removeCalendar: (id) => remove(table, 'calendars', id),
    key: (id) => get(table, keys, id),
    keys: (more) => list(listed(more), keys),
    putKey: (key) => put(table, keys, key),
    removeKey: (id) => remove(table, 'keys', id),
    changes: (from, to, limit) => changesBetween(listed(), changes, { from, to, limit }),
    putChange: (change) => put(table, changes, change),
    removeChange: (id) => remove(table, 'changes', id),
    linkSecret: (candidate) => secretOf(table, secrets.link, candidate),
    pseudonymSecret: (candidate) => secretOf(table, secrets.pseudonyms, candidate),
    followedConfig: (place) => get(table, config, place),
    putFollowedConfig: (followed) => put(table, config, followed),
    sweepProgress: () => get(table, sweep, 'progress'),
    putSweepProgress: (progress) => put(table, sweep, { id: 'progress', ...progress }),
    sweptEpisode: async (hash) => (await get(table, swept, hash))?.episode ?? 0,
    noteSweptEpisode: (hash, episode) => noteEpisode(table, swept, { id: hash, episode }),
    contactTests: (more) => list(listed(more), tests),
    putContactTest: (test) => put(table, tests, test),
    removeContactTest: (id) => remove(table, 'tests', id),
    checkReports: (more) => list(listed(more), checks),
    putCheckReport: (report) => put(table, checks, report),
    inhibitors: (key, limit) => withKey(listed(), inhibitors, key, limit),
    putInhibitor: (inhibitor) => put(table, inhibitors, inhibitor),
    removeInhibitor: (id) => remove(table, 'inhibitors', id),
    inhibited: (key, limit) => withKey(listed(), inhibited, key, limit),
    putInhibited: (incident) => put(table, inhibited, incident),
    removeInhibited: (id) => remove(table, 'inhibited', id),
  };
}

/** The sessions of people, in a partition of the same table. */
export function dynamodbSessions(table: Table, onUnreadable?: OnUnreadable): SessionStore {
  const { sessions } = controlDocuments();
  return {
    session: (id) => get(table, sessions, id),
    sessions: () => list({ ...table, onUnreadable }, sessions),
    putSession: (session) => put(table, sessions, session),
    async touchSession(session) {
      const replaced = { ConditionExpression: 'attribute_exists(pk)' };
      await orConflict(put(table, sessions, session, replaced));
    },
    removeSession: (id) => remove(table, 'sessions', id),
  };
}

/**
 * Of two concurrent candidates the first wins, and both callers use it; two Regions may block each
 * other, and then both try again.
 */
async function secretOf(
  table: Table,
  documents: ControlDocuments<StoredSecret>,
  candidate: string,
): Promise<string> {
  const json = documents.write({ id: 'secret', secret: candidate });
  const doc = encodeJson(json, 'The secret');
  const item = { ...controlKey(documents.kind, 'secret'), doc, v: { N: '1' } };
  for (let attempt = 0; attempt < SECRET_ATTEMPTS; attempt++) {
    const stored = await get(table, documents, 'secret');
    if (stored) {
      return stored.secret;
    }
    await putVersion(table, item, 0);
  }
  throw new Error(
    `The secret of ${documents.kind} was stored and is gone: somebody removes items by hand.`,
  );
}

/**
 * Its number is the item's version: two sweeps at once may be at different incidents of a group,
 * and what the later has noted stays.
 */
async function noteEpisode(
  { client, name }: Table,
  { kind, write }: ControlDocuments<SweptEpisode>,
  swept: SweptEpisode,
): Promise<void> {
  const doc = encodeJson(write(swept), 'The last incident of a group that was swept');
  const episode = { N: String(swept.episode) };
  const put = new PutItemCommand({
    TableName: name,
    Item: { ...controlKey(kind, swept.id), doc, v: episode },
    ConditionExpression: 'attribute_not_exists(pk) OR v < :episode',
    ExpressionAttributeValues: { ':episode': episode },
  });
  await orConflict(client.send(put));
}

/** It reads, writes and reads the result, at most twice. */
const SECRET_ATTEMPTS = 4;

/** The table of controls, and who is told what cannot be read. */
interface ListedTable extends Table {
  readonly onUnreadable: OnUnreadable | undefined;
}

async function list<Value>(
  table: ListedTable,
  documents: ControlDocuments<Value>,
): Promise<Value[]> {
  const items = await queryItems(table, {
    KeyConditionExpression: 'pk = :kind',
    ExpressionAttributeValues: { ':kind': { S: documents.kind } },
    ConsistentRead: true,
  });
  return readable(table, documents, items);
}

/** Those whose ids begin with a key. */
async function withKey<Value>(
  table: ListedTable,
  documents: ControlDocuments<Value>,
  key: string | undefined,
  limit: number,
): Promise<Value[]> {
  const prefixed = {
    KeyConditionExpression: 'pk = :kind AND begins_with(sk, :key)',
    ExpressionAttributeValues: { ':kind': { S: documents.kind }, ':key': { S: `${key}/` } },
    ConsistentRead: true,
  };
  const all = {
    KeyConditionExpression: 'pk = :kind',
    ExpressionAttributeValues: { ':kind': { S: documents.kind } },
    ConsistentRead: true,
  };
  const items = await queryItems(table, key === undefined ? all : prefixed, limit);
  return readable(table, documents, items);
}

function readable<Value>(
  { onUnreadable }: ListedTable,
  { kind, read }: ControlDocuments<Value>,
  items: readonly Attributes[],
): Value[] {
  return readableOf(items, {
    kind,
    idOf: ({ sk }) => String(sk?.S),
    read: (item) => read(decodeJson(item)),
    onUnreadable,
  });
}

async function changesBetween(
  table: ListedTable,
  documents: ControlDocuments<Change>,
  { from, to, limit }: { readonly from: Instant; readonly to: Instant; readonly limit: number },
): Promise<Change[]> {
  // DynamoDB refuses a range that ends before it begins.
  if (to < from) {
    return [];
  }
  const query = {
    KeyConditionExpression: 'pk = :kind AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':kind': { S: documents.kind },
      ':from': { S: new Date(from).toISOString() },
      // An id continues after its moment.
      ':to': { S: `${new Date(to).toISOString()}~` },
    },
    ScanIndexForward: false,
    ConsistentRead: true,
  };
  return readable(table, documents, await queryItems(table, query, limit));
}

async function get<Value>(
  { client, name }: Table,
  { kind, read }: ControlDocuments<Value>,
  id: string,
): Promise<Value | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: name, Key: controlKey(kind, id), ConsistentRead: true }),
  );
  return Item && read(decodeJson(Item));
}

async function put<Value extends { readonly id: string }>(
  { client, name }: Table,
  { kind, write }: ControlDocuments<Value>,
  value: Value,
  only: { readonly ConditionExpression?: string } = {},
): Promise<void> {
  const doc = encodeJson(write(value), `${kind} ${value.id}`);
  const Item = { ...controlKey(kind, value.id), doc };
  await client.send(new PutItemCommand({ TableName: name, Item, ...only }));
}

async function save<Value extends { readonly id: string; readonly version: number }>(
  table: Table,
  { kind, write }: ControlDocuments<Value>,
  value: Value,
  expectedVersion: number,
): Promise<SaveOutcome> {
  const { id, version } = value;
  const doc = encodeJson(write(value), `${kind} ${id}`);
  const item = { ...controlKey(kind, id), doc, v: { N: String(version) } };
  return putVersion(table, item, expectedVersion);
}

async function remove({ client, name }: Table, kind: ControlKind, id: string): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName: name, Key: controlKey(kind, id) }));
}
