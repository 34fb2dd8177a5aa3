import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { OnUnreadable, Stores } from '#usecases/ports.ts';
import { dynamodbTrail } from './audit-trail.ts';
import { dynamodbControls, dynamodbSessions } from './controls.ts';
import { dynamodbIncidents } from './incidents.ts';
import { dynamodbMailboxes } from './mailboxes.ts';
import { dynamodbPages } from './pages.ts';
import { dynamodbSubjects } from './subjects.ts';
import { dynamodbTallies } from './tallies.ts';
import { dynamodbTrends } from './trends.ts';

/** The deployed names of the tables. */
export interface TableNames {
  readonly subjects: string;
  readonly incidents: string;
  readonly controls: string;
  readonly audit: string;
  readonly trends: string;
}

/** All stores on their tables; `onUnreadable` is told what is left out of a list. */
export function dynamodbStores(
  client: DynamoDBClient,
  names: TableNames,
  onUnreadable?: OnUnreadable,
): Stores {
  const trendsTable = { client, name: names.trends };
  const controlsTable = { client, name: names.controls };
  const incidentsTable = { client, name: names.incidents };
  return {
    subjects: dynamodbSubjects({ client, name: names.subjects }, onUnreadable),
    incidents: dynamodbIncidents(incidentsTable, onUnreadable),
    pages: dynamodbPages(incidentsTable, onUnreadable),
    mailboxes: dynamodbMailboxes(incidentsTable),
    trail: dynamodbTrail({ client, name: names.audit }, onUnreadable),
    controls: dynamodbControls(controlsTable, onUnreadable),
    sessions: dynamodbSessions(controlsTable, onUnreadable),
    trends: dynamodbTrends(trendsTable, onUnreadable),
    tallies: dynamodbTallies(trendsTable, onUnreadable),
  };
}
