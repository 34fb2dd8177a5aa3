import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { type AwsClients, closeClients } from '#adapters/aws-clients.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import { type Engines, startEngines } from './aws-engines.ts';
import { awsStage, createStageResources, createStageTables } from './aws-stage.ts';
import { type SnsFaults, snsFaults } from './sns-faults.ts';
import { startSqliteStores } from './sqlite-stores.ts';
import { START, type World, worldOn } from './world.ts';

/** A world on real stores, and on the real APIs of SQS and SNS. */
export interface Story extends World<Ports> {
  readonly sns: SnsFaults;
}

let engines: Engines;
let stories = 0;

beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

/** Stores that each story runs on: those of a deployment and those of one machine. */
const STORES = {
  DynamoDB: async ({ dynamodb }: AwsClients, name: string) => ({
    stores: await createStageTables(dynamodb, name),
    stop: async () => undefined,
  }),
  SQLite: () => startSqliteStores(),
};

/**
 * Declares a test that runs a story from `start`, with its own stores, queues and topics on the
 * engines of its file. It fails on any page that the story did not expect.
 */
export function story(
  name: string,
  config: Config,
  tell: (story: Story) => Promise<void>,
  start: Instant = START,
): void {
  describe.each(['DynamoDB', 'SQLite'] as const)('on %s', (engine) => {
    test(
      name,
      async () => {
        const clients = engines.clients();
        stories += 1;
        const { stores, stop } = await STORES[engine](clients, `story${stories}`);
        try {
          const resources = await createStageResources(clients, `story${stories}`, config);
          const sns = snsFaults(clients.sns, resources.topicPrefix);
          const stage = (clock: () => Instant) => awsStage(stores, clients, resources, clock);
          const world = worldOn(stage, config, start);
          await tell({ ...world, sns });
          await world.run();
          world.expectNoPage();
        } finally {
          await stop();
          closeClients(clients);
        }
      },
      LONGEST,
    );
  });
}

/** In ms, on a machine that is busy with other things too; an emulator in Python takes longer. */
const LONGEST = process.env['WARDBELL_TEST_EMULATOR'] === undefined ? 60_000 : 300_000;
