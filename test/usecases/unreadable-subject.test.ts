import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { HOUR } from '#core/time/instant.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { Unreadable } from '#usecases/ports.ts';
import { reconcileSubjects } from '#usecases/reconcile-subjects.ts';
import { T0 } from '../support/bed-1.ts';
import { hospital } from '../support/config.ts';
import { sample } from '../support/world.ts';

const CONFIG = hospital();

/** Returns stores in which any read that includes bed-13 fails. */
function world() {
  const ports = memoryPorts(() => T0);
  const load = ports.subjects.load.bind(ports.subjects);
  const subjects = {
    ...ports.subjects,
    load: async (ids: readonly string[]) => {
      if (ids.includes('bed-13')) {
        throw new Unreadable('The subject bed-13 cannot be read.');
      }
      return load(ids);
    },
  };
  return { ...ports, subjects };
}

const breach = (subject: string) => sample(subject, 'spo2', 80, T0);

describe('beside a subject that cannot be read', () => {
  test('the breach of another is stored and told, and the sender tries again', async () => {
    const ports = world();
    const take = ingestSamples(ports, CONFIG);
    await expect(take([breach('bed-13'), breach('bed-1')], T0)).rejects.toThrow(/bed-13/);
    expect(ports.incidentQueue.waiting()).toMatchObject([
      { transition: { kind: 'firing', alert: { subject: 'bed-1' } } },
    ]);
  });

  test('another is told again when it is due', async () => {
    const ports = world();
    await ingestSamples(ports, CONFIG)([breach('bed-1')], T0);
    const look = reconcileSubjects(ports, CONFIG);
    expect(await look(['bed-13', 'bed-1'], T0 + HOUR)).toMatchObject([
      { status: 'rejected' },
      { status: 'fulfilled', value: 'changed' },
    ]);
  });
});
