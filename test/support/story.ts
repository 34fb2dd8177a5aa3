import { afterAll, beforeAll, test } from '@jest/globals';
import { awsClients, closeClients } from '#adapters/aws-clients.ts';
import type { Config } from '#core/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { type Engines, startEngines } from '#local/engines.ts';
import type { Ports } from '#usecases/ports.ts';
import { awsStage, createStageResources } from './aws-stage.ts';
import { type SnsFaults, snsFaults } from './sns-faults.ts';
import { START, type World, worldOn } from './world.ts';

/** A world on the real APIs of DynamoDB, SQS and SNS. */
export interface Story extends World<Ports> {
  readonly sns: SnsFaults;
}

let engines: Engines;
let stories = 0;

beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

/**
 * A test that tells a story, begun at `start`, with tables, queues and topics of its own on the engines of its file. It fails on any page
 * that the story did not expect.
 */
export function story(
  name: string,
  config: Config,
  tell: (story: Story) => Promise<void>,
  start: Instant = START,
): void {
  test(
    name,
    async () => {
      const clients = awsClients(engines.endpoints);
      try {
        stories += 1;
        const resources = await createStageResources(clients, `story${stories}`, config);
        const sns = snsFaults(clients.sns, resources.topicPrefix);
        const world = worldOn((clock) => awsStage(clients, resources, clock), config, start);
        await tell({ ...world, sns });
        await world.run();
        world.expectNoPage();
      } finally {
        closeClients(clients);
      }
    },
    LONGEST,
  );
}

/** In ms, on a machine that is busy with other things too. */
const LONGEST = 60_000;
