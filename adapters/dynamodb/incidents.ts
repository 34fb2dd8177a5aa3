import { CANARY } from '#core/canary.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Instant } from '#core/time/instant.ts';
import type { IncidentStore } from '#usecases/ports.ts';
import { ofGroup } from '../of-group.ts';
import { batchGet } from './batch-get.ts';
import { putVersion, type Table } from './conditional-write.ts';
import { type Attributes, decodeDocument, versionedItem } from './document.ts';
import { dayKey, dayKeys, duePlace, idOf, incidentKey, incidentsOf } from './keys.ts';
import { dynamodbDue, queryItems } from './query.ts';

/** The incidents of the incidents' table. The pages of a group key lie beside its incidents. */
export function dynamodbIncidents(table: Table): IncidentStore {
  const load = async (ids: readonly string[]) => {
    const items = await batchGet(
      table,
      ids.map(incidentKey).filter((key) => key !== undefined),
    );
    const incidents = items.map((item) => decodeDocument<Incident>(item));
    return new Map(incidents.map((incident) => [incident.id, incident]));
  };
  const due = dynamodbDue(table, 'incident');
  return {
    load,
    latest: (groupKey) => latest(table, groupKey),
    save: (incident, expectedVersion) => putVersion(table, incidentItem(incident), expectedVersion),
    ...due,
    async open() {
      const found = await due.dueBefore(END_OF_TIME, Number.POSITIVE_INFINITY);
      const incidents = await load(found.map(({ id }) => id));
      return [...incidents.values()].filter(({ status }) => status !== 'resolved');
    },
    async openedOn(day, limit) {
      const incidents = await load(await idsOpenedOn(table, day, limit));
      return [...incidents.values()].sort((a, b) => b.openedAt - a.openedAt);
    },
  };
}

/** The last millisecond that a JavaScript date can name. */
const END_OF_TIME = 8_640_000_000_000_000;

function incidentItem(incident: Incident): Attributes {
  const key = incidentKey(incident.id);
  if (key === undefined) throw new Error(`'${incident.id}' is not the id of an incident.`);
  return {
    ...key,
    ...versionedItem(incident, `Incident ${incident.id}`, duePlace('incident', incident.id)),
    openedAt: { N: String(incident.openedAt) },
    // The index of days is sparse: the canary is not in it.
    ...(incident.service !== CANARY.id && {
      day: { S: dayKey(incident.id, incident.openedAt) },
    }),
  };
}

async function latest(table: Table, groupKey: string): Promise<Incident | undefined> {
  const { pk, prefix } = incidentsOf(groupKey);
  const query = {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':prefix': { S: prefix } },
    ScanIndexForward: false,
    ConsistentRead: true,
  };
  const [item] = await queryItems(table, query, 1);
  return item && ofGroup(decodeDocument<Incident>(item), groupKey);
}

/** The ids of the newest incidents of a day, whichever lane they stand in. */
async function idsOpenedOn(table: Table, day: Instant, limit: number): Promise<readonly string[]> {
  const lanes = await Promise.all(
    dayKeys(day).map((key) => queryItems(table, { ...onDay(key) }, limit)),
  );
  const openedAt = (entry: Attributes) => Number(entry['openedAt']?.N);
  const newest = lanes.flat().sort((a, b) => openedAt(b) - openedAt(a));
  // One that moves from the old key to its lane may be seen at both for a moment.
  const ids = new Set(newest.map((entry) => idOf('incident', entry)));
  return [...ids].slice(0, limit);
}

function onDay(key: string) {
  return {
    IndexName: 'day',
    KeyConditionExpression: '#day = :day',
    ExpressionAttributeNames: { '#day': 'day' },
    ExpressionAttributeValues: { ':day': { S: key } },
    ScanIndexForward: false,
  };
}
