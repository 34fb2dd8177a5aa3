import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Context, SQSEvent } from 'aws-lambda';
import { createTopics } from '#adapters/sns/create-topics.ts';
import { createQueue } from '#adapters/sqs/create-queues.ts';
import { sqsReceiver } from '#adapters/sqs/receiver.ts';
import {
  CANARY,
  REHEARSAL,
  type Rehearsed,
  rehearsalSubject,
  withCanary,
  withRehearsals,
} from '#core/canary/canary.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import type { HttpEvent } from '#http/http.ts';
import { createIncidentHandler } from '#lambdas/incident/handler.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import { createPageHandler } from '#lambdas/page/handler.ts';
import { createRehearsalHandler } from '#lambdas/rehearsal/handler.ts';
import type { RehearsalStage } from '#lambdas/support/rehearsal-dependencies.ts';
import type { LogLine } from '#runtime/log.ts';
import type { PublishingRuntime } from '#runtime/runtime.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../../support/platform.ts';
import { NOT_PERMITTED } from '../../support/publish-outcomes.ts';

const QUEUE = { fifo: false, visibilityTimeoutSeconds: 30, maxReceiveCount: 10 } as const;

/** The rehearsal waits for pages that come through queues. */
jest.setTimeout(30_000);

/** The versions that are live know the canary, and have never heard of a rehearsal. */
const LIVE = withCanary(TEST_CONFIG);
const NEW = withRehearsals(LIVE);

let live: TestPlatform;
let stages: Readonly<Record<Rehearsed, RehearsalStage<{ readonly body: string }>>>;
/** Behind the clock of SNS, so that a test can put it forward and pages still count as new. */
let ahead = -20 * HOUR;
const clock = () => Date.now() + ahead;

/** How long a look for a page really waits, in seconds: where none can come, not at all. */
let patience = 1;

beforeAll(async () => {
  live = await startTestPlatform({ config: LIVE, clock });
  stages = {
    ingest: await stageOf('ingest', CANARY.id),
    incident: await stageOf('incident', CANARY.id),
    page: await stageOf('page', REHEARSAL.id),
  };
});

afterAll(() => live.platform.stop());

/** Advances to a later rollout. */
beforeEach(() => {
  ahead += 10 * MINUTE;
});

/** Returns a queue subscribed to the responder's topic; waiting for it advances the clock. */
async function stageOf(name: Rehearsed, responder: string) {
  const { clients, tick } = live.platform;
  const { url, arn } = await createQueue(clients.sqs, { ...QUEUE, name: `rehearsal-${name}` });
  await createTopics(clients.sns, 'wardbell-', [{ responder, channel: REHEARSAL.channel }], arn);
  const receiver = sqsReceiver(clients.sqs, url);
  const inbox = {
    ...receiver,
    async receive(max: number, waitSeconds: number) {
      const messages = await receiver.receive(max, Math.min(waitSeconds, patience));
      if (messages.length > 0 || waitSeconds === 0) {
        return messages;
      }
      ahead += waitSeconds * SECOND;
      await tick();
      return messages;
    },
  };
  return { functionName: `wardbell-${name}`, inbox };
}

type Handler = (event: never) => Promise<unknown>;

const runtime = (): PublishingRuntime => ({
  ports: live.platform.ports,
  config: NEW,
  publicUrl: live.platform.url,
  clock,
  log: () => undefined,
  measure: () => undefined,
});

/** A version that works, with the ports that a fault is in. */
const VERSIONS: Readonly<
  Record<Rehearsed, (faulty: Partial<PublishingRuntime['ports']>) => Handler>
> = {
  ingest: (faulty) => {
    const handle = createIngestHandler(withPorts(faulty));
    return (event: HttpEvent) => handle(event, {} as Context);
  },
  incident: (faulty) => createIncidentHandler(withPorts(faulty)) as (event: SQSEvent) => never,
  page: (faulty) => createPageHandler(withPorts(faulty)) as (event: SQSEvent) => never,
};

function withPorts(faulty: Partial<PublishingRuntime['ports']>): PublishingRuntime {
  const whole = runtime();
  return { ...whole, ports: { ...whole.ports, ...faulty } };
}

/** Asks about a version as CodeDeploy does: what it was told, and what was logged. */
async function judge(
  name: Rehearsed,
  version: Handler,
  { isRollback = false, timeLeft = 3 * MINUTE } = {},
) {
  const told: (readonly [string, string, boolean])[] = [];
  const logged: LogLine[] = [];
  let calls = 0;
  const handle = createRehearsalHandler(
    { ...runtime(), log: (line) => logged.push(line) },
    {
      stages,
      deployments: {
        candidate: async () => ({ functionName: `wardbell-${name}`, version: '8', isRollback }),
        judge: async (...verdict) => {
          told.push(verdict);
        },
      },
      versions: {
        async call(functionName, number, event) {
          expect([functionName, number]).toEqual([`wardbell-${name}`, '8']);
          calls += 1;
          // This is the wire format.
          const answer = await version(JSON.parse(JSON.stringify(event)) as never);
          return JSON.parse(JSON.stringify(answer ?? null));
        },
      },
    },
  );
  const event = { DeploymentId: 'd-1', LifecycleEventHookExecutionId: 'h-1' };
  await handle(event, { getRemainingTimeInMillis: () => timeLeft });
  return { told, logged, calls };
}

const PASSED = [['d-1', 'h-1', true]];
const FAILED = [['d-1', 'h-1', false]];

const failedBecause = (reason: RegExp, more: object = {}) => [
  {
    level: 'error',
    message: 'a new version failed its rehearsal',
    deployment: 'd-1',
    reason: expect.stringMatching(reason),
    ...more,
  },
];

/** Returns the incident about a rehearsal's subject, which lists never show. */
async function openRehearsals() {
  const open = await live.platform.ports.incidents.open();
  return open.filter(({ alerts }) =>
    Object.values(alerts).some(({ alert }) => alert.subject.startsWith(REHEARSAL.id)),
  );
}

describe('a new version that works passes', () => {
  test.each(['ingest', 'incident', 'page'] as const)(
    'of %s, though what is live has never heard of rehearsals; its incident ends and pages no person',
    async (name) => {
      const { told, logged } = await judge(name, VERSIONS[name]({}));
      expect({ told, logged }).toMatchObject({
        told: PASSED,
        logged: [{ message: 'a new version was rehearsed', version: '8' }],
      });
      // Its end passes through the queue like every message.
      for (let look = 0; look < 50 && (await openRehearsals()).length > 0; look++) {
        await live.platform.tick();
      }
      expect(await openRehearsals()).toEqual([]);
      expect(live.pages.filter(({ responder }) => !responder.startsWith('wardbell-'))).toEqual([]);
    },
  );

  test('of all three at once', async () => {
    const names = ['ingest', 'incident', 'page'] as const;
    const verdicts = await Promise.all(names.map((name) => judge(name, VERSIONS[name]({}))));
    expect(verdicts.map(({ told }) => told)).toEqual([PASSED, PASSED, PASSED]);
  });
});

describe('a new version that takes samples and pages nobody fails', () => {
  beforeAll(() => {
    patience = 0;
  });

  afterAll(() => {
    patience = 1;
  });

  test('of ingest, when it answers 200 and evaluates nothing', async () => {
    const { told, logged } = await judge('ingest', async () => ({ statusCode: 200, body: '{}' }));
    expect({ told, logged }).toMatchObject({
      told: FAILED,
      logged: failedBecause(/^no page came within 60 s of a breach .*"ingest" had taken$/u, {
        functionName: 'wardbell-ingest',
        version: '8',
      }),
    });
  });

  test('of ingest, when it keeps what it decided from the queue', async () => {
    const incidentQueue = { send: async () => undefined };
    const { told, logged } = await judge('ingest', VERSIONS.ingest({ incidentQueue }));
    expect({ told, logged }).toMatchObject({
      told: FAILED,
      logged: failedBecause(/^no page came/u),
    });
  });

  test('of incident, when it takes messages and does nothing', async () => {
    const { told, logged } = await judge('incident', async () => ({ batchItemFailures: [] }));
    expect({ told, logged }).toMatchObject({
      told: FAILED,
      logged: failedBecause(/^no page came/u),
    });
  });

  test('of page, when it takes a page and does nothing', async () => {
    const { told, logged } = await judge('page', async () => ({ batchItemFailures: [] }));
    expect({ told, logged }).toMatchObject({
      told: FAILED,
      logged: failedBecause(/"page" took a page and did not send it; on record it is not there$/u),
    });
  });

  test('of page, when it says that it has sent what it has not', async () => {
    const publisher = { publish: async () => ({ kind: 'sent', messageId: 'm' }) as const };
    const { told, logged } = await judge('page', VERSIONS.page({ publisher }));
    expect({ told, logged }).toMatchObject({
      told: FAILED,
      logged: failedBecause(/^no page came/u),
    });
  });

  test('of page, when it may not publish, with the reason on record', async () => {
    const publisher = {
      publish: async () => NOT_PERMITTED,
    };
    const { told, logged } = await judge('page', VERSIONS.page({ publisher }));
    expect({ told, logged }).toMatchObject({
      told: FAILED,
      logged: failedBecause(
        /did not send it; on record it is failed: the function may not use the topic \(Auth/u,
      ),
    });
  });
});

describe('a new version that cannot work fails with what it says', () => {
  test('of ingest, when it refuses the sample', async () => {
    const refused = { statusCode: 503, body: '{"title":"unavailable"}' };
    const { told, logged } = await judge('ingest', async () => refused);
    expect({ told, logged }).toMatchObject({
      told: FAILED,
      logged: failedBecause(/^the new version of "ingest" refused a sample: 503 .*unavailable/u),
    });
  });

  test('of incident, when it cannot handle the message', async () => {
    const failing = async () => ({ batchItemFailures: [{ itemIdentifier: '1' }] });
    const { told, logged } = await judge('incident', failing);
    expect({ told, logged }).toMatchObject({
      told: FAILED,
      logged: failedBecause(/failed on a message; its own log has the reason$/u),
    });
  });

  test('of any function, when it does not start', async () => {
    const { told, logged } = await judge('page', async () => {
      throw new Error('version 8 of wardbell-page failed (Unhandled): Runtime.ImportModuleError');
    });
    expect({ told, logged }).toMatchObject({
      told: FAILED,
      logged: failedBecause(/ImportModuleError/u),
    });
  });

  test('of any function, when it takes so long that CodeDeploy would not be told in time', async () => {
    const { told, logged } = await judge('ingest', () => new Promise(() => undefined), {
      timeLeft: 15 * SECOND + 50,
    });
    expect({ told, logged }).toMatchObject({
      told: FAILED,
      logged: failedBecause(/^it took longer than the function may run$/u),
    });
  });
});

test('a way back is never barred, whatever the version that it leads to would do', async () => {
  const broken = () => Promise.reject(new Error('broken'));
  const { told, logged, calls } = await judge('page', broken, { isRollback: true });
  expect({ told, logged, calls }).toMatchObject({
    told: PASSED,
    logged: [{ level: 'info', message: 'a way back is not rehearsed', version: '8' }],
    calls: 0,
  });
});

test('after all of this the subjects of rehearsals breach nothing, and nobody was paged for them', async () => {
  await judge('ingest', VERSIONS.ingest({}));
  await judge('incident', VERSIONS.incident({}));
  await judge('page', VERSIONS.page({}));
  for (let look = 0; look < 50 && (await openRehearsals()).length > 0; look++) {
    await live.platform.tick();
  }
  expect(await openRehearsals()).toEqual([]);
  const names = (['ingest', 'incident', 'page'] as const).map(rehearsalSubject);
  const states = await live.platform.ports.subjects.load(names);
  const phases = [...states.values()].flatMap(({ series }) => Object.values(series));
  expect(phases.filter((entry) => phaseOf(entry) === 'firing')).toEqual([]);
  expect(live.pages.filter(({ responder }) => !responder.startsWith('wardbell-'))).toEqual([]);
  expect((await live.call('GET', '/v1/incidents?status=all')).json).toEqual({
    incidents: [],
  });
});
