import { awsClients, closeClients } from '#adapters/aws-clients.ts';
import { createTables } from '#adapters/dynamodb/create-tables.ts';
import { dynamodbStores } from '#adapters/dynamodb/stores.ts';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Config } from '#core/team/config.ts';
import { TABLES } from '#deployment/tables.ts';
import { groupMessages, handleIncidentMessages } from '#usecases/handle-incident-message.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { startDynalite } from '../test/support/dynamodb-engines.ts';
import { meter } from '../tools/cost/meter.ts';
import { bedsideConfig } from './bedside.ts';

const ALERTS = [100, 5_000];
const PER_REQUEST = 100;
/** Lambda takes at most this many messages of a group in one batch. */
const BATCH = 10;

/**
 * Counts the DynamoDB write units per alert when a whole storm shares one incident (`group_by:
 * [rule]`): in the subjects table, for the decision and for the hand-over, and in the incidents
 * table.
 */
export async function groupStorm() {
  const figures = [];
  for (const alerts of ALERTS) {
    figures.push(await ofOneGroup(alerts));
  }
  return figures;
}

async function ofOneGroup(alerts: number) {
  const engine = await startDynalite();
  const { endpoint } = engine;
  const clients = awsClients({ dynamodb: endpoint, sqs: endpoint, sns: endpoint });
  try {
    await createTables(clients.dynamodb, Object.values(TABLES));
    const { loads } = meter(clients);
    const names = {
      subjects: 'subjects',
      incidents: 'incidents',
      controls: 'controls',
      audit: 'audit',
      trends: 'trends',
    };
    const ports = { ...memoryPorts(), ...dynamodbStores(clients.dynamodb, names) };
    const config = grouped();
    const take = ingestSamples(ports, config);
    const handle = handleIncidentMessages(ports, config);
    for (let from = 0; from < alerts; from += PER_REQUEST) {
      const now = Date.now();
      const samples = Array.from({ length: PER_REQUEST }, (_, n) => ({
        subject: `ward-0/bed-${from + n}`,
        metric: 'spo2',
        value: 80 + ((from + n) % 10),
        unit: '%',
        at: now,
        labels: { ward: 'ward-0', device: `monitor-${4711 + from + n}` },
      }));
      await take(samples, now);
      for (;;) {
        const batch = ports.incidentQueue.receive(BATCH, BATCH);
        if (batch.length === 0) {
          break;
        }
        for (const run of groupMessages(batch.map(({ body }) => body))) {
          await handle(run, Date.now());
        }
        for (const message of batch) {
          message.acknowledge();
        }
      }
    }
    const each = (table: string) => {
      const places = [...loads].filter(([place]) => place.startsWith(`write ${table}`));
      const units = places.reduce((sum, [, some]) => sum + some, 0);
      return Math.round((100 * units) / alerts) / 100;
    };
    return {
      alerts,
      writeUnitsPerAlert: {
        subjects: each('subjects'),
        incidents: each('incidents'),
        together: Math.round(100 * (each('subjects') + each('incidents'))) / 100,
      },
    };
  } finally {
    closeClients(clients);
    await engine.stop();
  }
}

/** One service that groups by rule. */
function grouped(): Config {
  const config = bedsideConfig(1);
  const services = Object.values(config.services).map((s) => [s.id, { ...s, groupBy: ['rule'] }]);
  return { ...config, services: Object.fromEntries(services) };
}
