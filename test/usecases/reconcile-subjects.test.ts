import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import type { Config } from '#core/team/config.ts';
import { HOUR, type Instant, MINUTE } from '#core/time/instant.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { RefusedMessages } from '#usecases/ports.ts';
import { reconcileSubjects, type SubjectReconciled } from '#usecases/reconcile-subjects.ts';
import { retireSubject } from '#usecases/retire-subject.ts';
import type { SubjectPorts } from '#usecases/subject-saving.ts';
import { at, T0 } from '../support/bed-1.ts';
import { absence, below, hospital } from '../support/config.ts';
import { sample } from '../support/world.ts';

const gone = absence('spo2', 5 * MINUTE, { name: 'gone' });

/** Looks at one subject. */
function assessSubject(ports: SubjectPorts, config: Config) {
  const look = reconcileSubjects(ports, config);
  return async (subject: string, now: Instant): Promise<SubjectReconciled> => {
    const [assessed] = await look([subject], now);
    if (assessed?.status !== 'fulfilled') {
      throw assessed?.reason;
    }
    return assessed.value;
  };
}

function world(config: Config = hospital()) {
  const ports = memoryPorts(() => T0);
  const look = assessSubject(ports, config);
  return {
    ports,
    take: ingestSamples(ports, config),
    retire: retireSubject(ports, config),
    assess: (now: Instant) => look('bed-1', now),
    stored: async () => (await ports.subjects.load(['bed-1'])).get('bed-1'),
    told: () =>
      ports.incidentQueue
        .waiting()
        .map((m) => (m.kind === 'transition' ? m.transition : undefined))
        .map((t) => (t?.kind === 'resolved' ? t.reason : t?.kind)),
  };
}

/** A queue that cannot be reached. */
const unreachable = { send: () => Promise.reject(new Error('no queue')) };

describe('reconciling a subject', () => {
  test('does nothing if it is not stored', async () => {
    expect(await world().assess(T0)).toBe('unknown');
  });

  test('leaves one with nothing due alone', async () => {
    const { assess, take } = world();
    await take([at(0, 80)], T0);
    expect(await assess(T0 + 1)).toBe('unchanged');
  });

  test('finds what is absent, and tells it again every 15 minutes', async () => {
    const { assess, take, told } = world(hospital({ rules: [gone] }));
    await take([at(0, 97)], T0);
    expect(await assess(T0 + 6 * MINUTE)).toBe('changed');
    expect(await assess(T0 + 7 * MINUTE)).toBe('unchanged');
    expect(await assess(T0 + 21 * MINUTE)).toBe('changed');
    expect(told()).toEqual(['firing', 'firing']);
  });

  test('sends what is unsent, and leaves it where it cannot', async () => {
    const { ports, assess, stored, told } = world();
    const cut = { ...ports, incidentQueue: unreachable };
    await ingestSamples(cut, hospital())([at(0, 80)], T0);
    expect(await assessSubject(cut, hospital())('bed-1', T0 + 1)).toBe('waiting');
    expect((await stored())?.outbox).toHaveLength(1);
    expect(await assess(T0 + 2)).toBe('unchanged');
    expect(told()).toEqual(['firing']);
    expect(await stored()).toMatchObject({ outbox: [], due: T0 + 15 * MINUTE });
  });

  test('removes the item in one go when nothing is left to remember', async () => {
    const { take, assess, stored } = world();
    await take([at(0, 80), at(1, 97)], T0 + 1);
    const due = (await stored())?.due ?? 0;
    expect(due).toBe(T0 + 2 + HOUR);
    expect(await assess(due - 1)).toBe('unchanged');
    expect(await assess(due)).toBe('removed');
    expect(await stored()).toBeUndefined();
  });

  test('does not remove an item that another has just written', async () => {
    const { ports, take, stored } = world();
    await take([at(0, 80), at(1, 97)], T0 + 1);
    const raced = {
      ...ports.subjects,
      async remove(subject: string, version: number) {
        await take([at(HOUR, 80)], T0 + HOUR);
        return ports.subjects.remove(subject, version);
      },
    };
    const look = assessSubject({ ...ports, subjects: raced }, hospital());
    expect(await look('bed-1', T0 + HOUR + 2)).toBe('unchanged');
    expect(Object.values((await stored())?.series ?? {}).map(phaseOf)).toEqual(['firing']);
  });

  test('and others goes on if the store or the queue fails for one of them', async () => {
    const { ports } = world();
    const away = { ...ports, incidentQueue: unreachable };
    const samples = [1, 2, 3, 4].map((n) => sample(`bed-${n}`, 'spo2', 80, T0));
    await ingestSamples(away, hospital())(samples, T0);
    const asked: string[][] = [];
    const picky: SubjectPorts = {
      subjects: {
        ...ports.subjects,
        load: async (subjects) => {
          asked.push([...subjects]);
          return ports.subjects.load(subjects);
        },
        save: async (state, version) => {
          if (state.subject === 'bed-3') {
            throw new Error('throttled');
          }
          return ports.subjects.save(state, version);
        },
      },
      incidentQueue: {
        send: async (messages) => {
          const isRefused = (message: object) => JSON.stringify(message).includes('bed-2');
          await ports.incidentQueue.send(messages.filter((m) => !isRefused(m)));
          const refused = messages.filter(isRefused).map((m) => m.deduplication);
          if (refused.length > 0) {
            throw new RefusedMessages('refused', refused);
          }
        },
      },
    };
    const beds = ['bed-1', 'bed-2', 'bed-3', 'bed-4', 'bed-5'];
    const assessed = await reconcileSubjects(picky, hospital())(beds, T0 + 15 * MINUTE);
    expect(asked).toEqual([beds]);
    expect(assessed).toMatchObject([
      { value: 'unchanged' },
      { value: 'unchanged' },
      { value: 'unchanged' },
      { value: 'unchanged' },
      { value: 'unknown' },
    ]);
    const told = ports.incidentQueue
      .waiting()
      .map((m) => m.kind === 'transition' && m.transition.alert.subject);
    const inPlaceOfBed2 = expect.stringMatching(/^alert [0-9a-f]{16}, key wardbell$/);
    expect(told).toEqual(['bed-1', 'bed-3', 'bed-4', inPlaceOfBed2]);
  });
});

describe('retiring a subject', () => {
  test('does nothing if nothing is stored of it', async () => {
    expect(await world().retire('bed-1', { by: 'anna' }, T0)).toEqual({ kind: 'unknown' });
  });

  test('ends its alerts and the watch for its silence; the item goes a little later', async () => {
    const { take, retire, assess, stored, told } = world(
      hospital({ rules: [gone, below('spo2', 88)] }),
    );
    await take([at(0, 80)], T0);
    expect(await retire('bed-1', { by: 'anna' }, T0 + 1)).toEqual({ kind: 'retired', alerts: 1 });
    expect(told()).toEqual(['firing', 'subject_retired']);
    expect(await stored()).toMatchObject({ series: {}, outbox: [], due: T0 + 1 + MINUTE });
    expect(await assess(T0 + MINUTE)).toBe('unchanged');
    expect(await assess(T0 + 1 + MINUTE)).toBe('removed');
  });

  test('keeps an item whose outbox waits, however long, until it is sent', async () => {
    const { ports, take, assess, told } = world();
    await take([at(0, 80)], T0);
    const cut = { ...ports, incidentQueue: unreachable };
    await retireSubject(cut, hospital())('bed-1', { by: 'anna' }, T0 + 1);
    expect(await assessSubject(cut, hospital())('bed-1', T0 + HOUR)).toBe('waiting');
    expect(told()).toEqual(['firing']);
    expect(await assess(T0 + HOUR)).toBe('unchanged');
    expect(told()).toEqual(['firing', 'subject_retired']);
    expect(await assess(T0 + HOUR)).toBe('removed');
  });

  test('gives a recreated item other versions than the old one', async () => {
    const { take, retire, assess, stored } = world();
    await take([at(0, 80)], T0);
    await retire('bed-1', { by: 'anna' }, T0 + 1);
    const old = (await stored())?.version ?? 0;
    await assess(T0 + 2 * MINUTE);
    await take([at(MINUTE, 80)], T0 + 2 * MINUTE);
    expect((await stored())?.version).toBeGreaterThan(old);
  });

  test('twice has the effect of once', async () => {
    const { take, retire, told } = world();
    await take([at(0, 80)], T0);
    await retire('bed-1', { by: 'anna' }, T0 + 1);
    expect(await retire('bed-1', { by: 'anna' }, T0 + 2)).toEqual({ kind: 'unknown' });
    expect(told()).toEqual(['firing', 'subject_retired']);
  });

  test('makes it new when it reports again, with later transitions than before', async () => {
    const { take, retire, ports } = world();
    await take([at(0, 80)], T0);
    await retire('bed-1', { by: 'anna' }, T0 + 1);
    expect((await take([at(0, 80)], T0 + 1)).transitions).toBe(1);
    const seqs = ports.incidentQueue
      .waiting()
      .map((m) => (m.kind === 'transition' ? m.transition.seq : 0));
    expect(seqs).toEqual([T0, T0 + 1, T0 + 2]);
  });
});
