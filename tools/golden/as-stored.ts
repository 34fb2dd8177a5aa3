import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Attributes } from '#adapters/dynamodb/document.ts';
import type { Incident } from '#core/incident/incident.ts';
import { manyAlerts } from '../../test/adapters/sample-states.ts';
import type { Release } from '../../test/support/last-release.ts';

/** A table item, with binary values as Base64. */
export interface GoldenItem {
  readonly table: string;
  readonly item: Readonly<Record<string, { readonly S?: string; readonly N?: string; B?: string }>>;
}

type Stores = ReturnType<Release['dynamodbStores']>;

/** How a document of each kind is stored. */
const SAVE: Readonly<Record<string, (stores: Stores, document: never) => Promise<unknown>>> = {
  subjects: ({ subjects }, document) => subjects.save(document, 0),
  incidents: ({ incidents }, document) => incidents.save(asIncident(document), 0),
  pages: ({ pages }, document) => pages.save(document, 0),
  mailboxes: ({ mailboxes }, document) => mailboxes.save(document, 0),
  silences: ({ controls }, document) => controls.putSilence(document),
  overrides: ({ controls }, document) => controls.putOverride(document),
  keys: ({ controls }, document) => controls.putKey(document),
  changes: ({ controls }, document) => controls.putChange(document),
  config: ({ controls }, document) => controls.putFollowedConfig(document),
  link: ({ controls }, { secret }: { readonly secret: string }) => controls.linkSecret(secret),
};

/** Returns the incident with its own id, which is shorter than a page's, and without chunks. */
function asIncident({
  chunks: _,
  ...incident
}: Incident & { readonly chunks?: unknown }): Incident {
  return { ...incident, id: incident.id.split('.', 1)[0] ?? '' };
}

/** Returns the items that a release's adapter makes of a document. */
export async function itemsOf(
  { dynamodbStores }: Release,
  kind: string,
  document: unknown,
): Promise<readonly GoldenItem[]> {
  const items: GoldenItem[] = [];
  let last: Attributes | undefined;
  const client = {
    async send({ input }: { input: { TableName: string; Item?: Attributes } }) {
      if (input.Item === undefined) {
        return { Item: last };
      }
      last = input.Item;
      items.push({ table: input.TableName, item: inText(input.Item) });
      return {};
    },
  };
  const names = {
    subjects: 'subjects',
    incidents: 'incidents',
    controls: 'controls',
    audit: 'audit',
    trends: 'trends',
  };
  const stores = dynamodbStores(client as unknown as DynamoDBClient, names);
  await SAVE[kind]?.(stores, document as never);
  return items;
}

function inText(item: Attributes): GoldenItem['item'] {
  const attributes = Object.entries(item).map(([key, { S, N, B }]) => [
    key,
    S === undefined
      ? N === undefined
        ? { B: Buffer.from(B ?? []).toString('base64') }
        : { N }
      : { S },
  ]);
  return Object.fromEntries(attributes) as GoldenItem['item'];
}

/** Returns an incident with so many alerts that some lie beside it. */
export function withManyAlerts(incident: Incident): Incident {
  return { ...incident, alerts: { ...incident.alerts, ...manyAlerts(120) } };
}
