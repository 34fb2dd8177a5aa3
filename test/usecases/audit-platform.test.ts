import { beforeEach, describe, expect, test } from '@jest/globals';
import { CANARY, withCanary } from '#core/canary.ts';
import type { Config } from '#core/config.ts';
import type { Incident } from '#core/incident/incident.ts';
import { DAY, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { auditPlatform } from '#usecases/audit-platform.ts';
import { handleIncidentMessage } from '#usecases/handle-incident-message.ts';
import { ingest } from '#usecases/ingest.ts';
import { hospital } from '../support/config.ts';
import { alert, incident, NIGHT } from '../support/incident.ts';
import { sample } from '../support/world.ts';
import { watchedPorts } from './given-incident.ts';

let watched: ReturnType<typeof watchedPorts>;
let letters: readonly { readonly queue: string; readonly messages: number }[];

beforeEach(() => {
  watched = watchedPorts();
  letters = [{ queue: 'pages-dead.fifo', messages: 0 }];
});

/** An auditor that is called again and again, as a warm function is. */
function auditor(config: Config = hospital()) {
  const deadLetters = { count: async () => letters };
  return auditPlatform({ ...watched.ports, deadLetters }, config);
}

const keep = (made: Incident) => watched.memory.incidents.save(made, made.version - 1);

/** As no writer of ours leaves it. */
function stalledIn(bed: string, more: Partial<Incident> = {}): Incident {
  const { due: _, ...rest } = incident([alert(bed)], more);
  return rest;
}

/** The canary's value, taken in and made an incident as any other. */
async function post(value: number, at: Instant): Promise<void> {
  const config = withCanary(hospital());
  await ingest(watched.ports, config)([sample(CANARY.subject, CANARY.metric, value, at)], at);
  for (const message of watched.memory.incidentQueue.receive()) {
    await handleIncidentMessage(watched.ports, config)(message.body, at);
    message.acknowledge();
  }
}

describe('the audit of the platform', () => {
  test('finds nothing where nothing is wrong', async () => {
    await keep(incident([alert('bed-1')]));
    expect(await auditor()(NIGHT)).toEqual({ findings: [], oldestDue: 0, unacknowledged: 1 });
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
    if (found > 0) expect(findings).toMatchObject([{ kind: 'stalled', incident: stalled.id }]);
  });

  test('goes on saying so until it is mended, and searches anew every ten minutes only', async () => {
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

  test('finds dead letters, and says in which queue', async () => {
    letters = [...letters, { queue: 'incidents-dead.fifo', messages: 3 }];
    const { findings } = await auditor()(NIGHT);
    expect(findings).toMatchObject([{ kind: 'dead_letters', queue: 'incidents-dead.fifo' }]);
    expect(findings[0]?.text).toMatch(/^3 messages .* in incidents-dead\.fifo/);
  });

  test('finds a canary that never came, or comes no more, and counts it for nobody', async () => {
    const audit = auditor(withCanary(hospital()));
    expect((await audit(NIGHT)).findings).toMatchObject([{ kind: 'canary' }]);
    await post(1, NIGHT);
    expect(await audit(NIGHT + MINUTE)).toMatchObject({ findings: [], unacknowledged: 0 });
    await post(0, NIGHT + MINUTE);
    const kinds = async (at: Instant) => (await audit(at)).findings.map(({ kind }) => kind);
    expect(await kinds(NIGHT + 15 * MINUTE)).not.toContain('canary');
    expect(await kinds(NIGHT + 15 * MINUTE + 1)).toContain('canary');
    await post(1, NIGHT + 16 * MINUTE);
    expect(await kinds(NIGHT + 16 * MINUTE)).not.toContain('canary');
  });

  test('does not miss a canary that the config does not have', async () => {
    expect((await auditor()(NIGHT)).findings).toEqual([]);
  });

  test('fails where a store does: what it could not see it does not call sound', async () => {
    watched.around.before = (operation) => {
      if (operation === 'pages.dueBefore') throw new Error('the store is away');
    };
    await expect(auditor()(NIGHT)).rejects.toThrow('the store is away');
  });
});
