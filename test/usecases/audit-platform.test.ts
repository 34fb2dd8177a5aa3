import { beforeEach, describe, expect, test } from '@jest/globals';
import { CANARY, withCanary } from '#core/canary/canary.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { auditPlatform } from '#usecases/audit-platform.ts';
import { deliverPages } from '#usecases/deliver-pages.ts';
import { handleIncidentMessage } from '#usecases/handle-incident-message.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { hospital } from '../support/config.ts';
import { alert, incident, NIGHT } from '../support/incident.ts';
import { NOT_PERMITTED } from '../support/publish-outcomes.ts';
import { sample } from '../support/world.ts';
import { watchedPorts } from './given-incident.ts';

let watched: ReturnType<typeof watchedPorts>;
let letters: readonly { readonly queue: string; readonly messages: number }[];

beforeEach(() => {
  watched = watchedPorts();
  letters = [{ queue: 'pages-dead.fifo', messages: 0 }];
});

/** Returns an auditor that is called again and again, as a warm function is. */
function auditor(config: Config = hospital()) {
  const deadLetters = { count: async () => letters };
  return auditPlatform({ ...watched.ports, deadLetters }, config);
}

const keep = (made: Incident) => watched.memory.incidents.save(made, made.version - 1);

/** No writer of ours leaves an incident in this state. */
function stalledIn(bed: string, more: Partial<Incident> = {}): Incident {
  const { due: _, ...rest } = incident([alert(bed)], more);
  return rest;
}

const WITH_CANARY = withCanary(hospital());

/** The canary's value, taken in and made an incident as any other; its page waits in the queue. */
async function post(value: number, at: Instant): Promise<void> {
  const { ports, memory } = watched;
  await ingestSamples(ports, WITH_CANARY)([sample(CANARY.subject, CANARY.metric, value, at)], at);
  for (const message of memory.incidentQueue.receive()) {
    await handleIncidentMessage(ports, WITH_CANARY)(message.body, at);
    message.acknowledge();
  }
}

async function deliverAll(at: Instant): Promise<void> {
  for (const message of watched.memory.pageQueue.receive()) {
    await deliverPages(watched.ports, WITH_CANARY, 'https://w.example')(message.body, at);
    message.acknowledge();
  }
}

/** A breach of the canary from its beginning to its end, which `deliver` pages. */
async function breach(at: Instant, deliver = deliverAll): Promise<void> {
  await post(0, at - SECOND);
  await post(1, at);
  await deliver(at);
  await post(0, at + SECOND);
}

describe('the audit of the platform', () => {
  test('finds nothing where nothing is wrong', async () => {
    await keep(incident([alert('bed-1')]));
    expect(await auditor()(NIGHT)).toEqual({
      findings: [],
      oldestDue: 0,
      unacknowledged: 1,
      deadLetters: [{ queue: 'pages-dead.fifo', messages: 0 }],
    });
  });

  test.each([
    ['not yet', 2 * MINUTE, []],
    ['now', 2 * MINUTE + SECOND, [{ kind: 'late', text: expect.stringContaining('2m1s') }]],
  ])('says that the clock is late: %s', async (_, waited, findings) => {
    await keep(incident([alert('bed-1')], { due: NIGHT - MINUTE }));
    await keep(incident([alert('bed-2')], { due: NIGHT - waited }));
    expect(await auditor()(NIGHT)).toMatchObject({ findings, oldestDue: waited });
  });

  test.each([
    ['triggered today', {}, 1],
    ['acknowledged yesterday', { status: 'acknowledged' as const, openedAt: NIGHT - DAY }, 1],
    ['resolved', { status: 'resolved' as const }, 0],
  ])('finds an incident that nothing will look at again: %s', async (_, more, found) => {
    const stalled = stalledIn('bed-1', more);
    await keep(stalled);
    const { findings } = await auditor()(NIGHT);
    expect(findings).toHaveLength(found);
    if (found > 0) {
      expect(findings).toMatchObject([{ kind: 'stalled', incident: stalled.id }]);
    }
  });

  test('reports it until it is fixed, and searches again only every ten minutes', async () => {
    const stalled = stalledIn('bed-1');
    await keep(stalled);
    const audit = auditor();
    const found = async (at: Instant) => (await audit(at)).findings.length;
    expect(await found(NIGHT)).toBe(1);
    expect(await found(NIGHT + MINUTE)).toBe(1);
    await keep({ ...stalled, due: NIGHT + 9 * MINUTE, version: 2 });
    expect(await found(NIGHT + 2 * MINUTE)).toBe(0);
    await keep(stalledIn('bed-2'));
    expect(await found(NIGHT + 9 * MINUTE)).toBe(0);
    expect(watched.count('incidents.openedOn')).toBe(2);
    expect(await found(NIGHT + 10 * MINUTE)).toBe(1);
    expect(watched.count('incidents.openedOn')).toBe(4);
  });

  test('does not forget it when its day is no longer searched', async () => {
    const stalled = stalledIn('bed-1');
    await keep(stalled);
    const audit = auditor();
    const found = async (at: Instant) => (await audit(at)).findings.length;
    for (const days of [0, 1, 2, 3]) {
      expect(await found(NIGHT + days * DAY)).toBe(1);
    }
    const due = NIGHT + 4 * DAY;
    await keep({ ...stalled, due, version: 2 });
    expect(await found(due)).toBe(0);
  });

  test('counts the incidents that nobody has answered, and no others', async () => {
    await keep(incident([alert('bed-1')]));
    await keep(incident([alert('bed-2')], { status: 'acknowledged' }));
    expect(await auditor()(NIGHT)).toMatchObject({ unacknowledged: 1 });
  });

  test.each([
    [1, /^A message .* lies in incidents-dead\.fifo/],
    [3, /^3 messages .* lie in incidents-dead\.fifo/],
  ])('finds dead letters, and says in which queue: %i', async (messages, text) => {
    letters = [...letters, { queue: 'incidents-dead.fifo', messages }];
    const { findings } = await auditor()(NIGHT);
    expect(findings).toMatchObject([{ kind: 'dead_letters', queue: 'incidents-dead.fifo' }]);
    expect(findings[0]?.text).toMatch(text);
  });

  test('does not miss a canary that the config does not have', async () => {
    expect((await auditor()(NIGHT)).findings).toEqual([]);
  });

  test('fails where a store does: what it could not see it does not call sound', async () => {
    watched.around.before = (operation) => {
      if (operation === 'pages.dueBefore') {
        throw new Error('the store is away');
      }
    };
    await expect(auditor()(NIGHT)).rejects.toThrow('the store is away');
  });
});

describe("the audit's look at the canary", () => {
  const kinds = async (at: Instant) =>
    (await auditor(WITH_CANARY)(at)).findings.map(({ kind }) => kind);

  test('finds one that never came', async () => {
    const { findings } = await auditor(WITH_CANARY)(NIGHT);
    expect(findings).toEqual([{ kind: 'canary', text: expect.stringContaining('never') }]);
  });

  test('finds one that comes no more, and names its newest incident, which no list shows', async () => {
    await breach(NIGHT);
    expect(await kinds(NIGHT + 15 * MINUTE)).toEqual([]);
    const late = NIGHT + 15 * MINUTE + 1;
    const { findings } = await auditor(WITH_CANARY)(late);
    const [newest] = (await watched.memory.incidents.load(findings.map(incidentOf))).values();
    expect(newest).toMatchObject({ service: CANARY.id, status: 'resolved' });
    expect(findings[0]?.text).toMatch(/functions canary, ingest and incident/);
    await breach(late);
    expect(await kinds(late)).toEqual([]);
  });

  test('counts it for nobody, and does not read more than its newest incident and page where that was sent', async () => {
    await breach(NIGHT);
    await breach(NIGHT + 5 * MINUTE);
    const audit = auditor(WITH_CANARY);
    const before = watched.calls.length;
    expect(await audit(NIGHT + 6 * MINUTE)).toMatchObject({ findings: [], unacknowledged: 0 });
    const calls = watched.calls.slice(before);
    expect(calls.filter((call) => call === 'pages.load')).toHaveLength(1);
    expect(calls.filter((call) => call === 'incidents.load')).toHaveLength(1);
  });

  test('waits for the page of a breach that has just begun, if those before it were paged', async () => {
    await breach(NIGHT);
    await post(1, NIGHT + 5 * MINUTE);
    expect(await kinds(NIGHT + 5 * MINUTE)).toEqual([]);
  });

  test.each<[string, (at: Instant) => Promise<void>]>([
    ['page does not run', async () => undefined],
    [
      'SNS refuses',
      (at) => {
        watched.memory.publisher.decide(() => NOT_PERMITTED);
        return deliverAll(at);
      },
    ],
  ])('finds that its breaches become incidents and no pages: %s', async (_, deliver) => {
    await breach(NIGHT);
    for (let after = 5; after <= 15; after += 5) {
      await breach(NIGHT + after * MINUTE, deliver);
    }
    expect(await kinds(NIGHT + 15 * MINUTE)).not.toContain('canary');
    const { findings } = await auditor(WITH_CANARY)(NIGHT + 16 * MINUTE);
    const found = findings.filter(({ kind }) => kind === 'canary');
    expect(found).toMatchObject([{ incident: expect.stringMatching(/-4$/) }]);
    expect(found[0]?.text).toMatch(/1m ago, .*functions incident and page/);
  });
});

function incidentOf(finding: object): string {
  return 'incident' in finding ? String(finding.incident) : '';
}
