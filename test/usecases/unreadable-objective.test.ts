import { expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { MINUTE } from '#core/time/instant.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { judgeObjectives } from '#usecases/judge-objectives.ts';
import { listObjectives } from '#usecases/list-objectives.ts';
import { Unreadable } from '#usecases/ports.ts';
import { retireSubject } from '#usecases/retire-subject.ts';
import { anObjective, at, START } from '../core/objective/oracle.ts';
import { GOOD, withObjective } from '../support/objectives.ts';

/** Two objectives with a budget for each subject; the item of the first cannot be read. */
async function oneUnreadable() {
  const [one, other] = ['broken', 'sound'].map((name) =>
    anObjective({ name, service: 'icu', isPerSubject: true }),
  );
  const config = withObjective({}, { objectives: [one, other].flatMap((of) => of ?? []) });
  const ports = memoryPorts(() => START);
  await ingestSamples(ports, config)([at(START, GOOD, 'bed-1')], START);
  await judgeObjectives(ports, config)(START + MINUTE);
  const load: typeof ports.subjects.load = async (ids) => {
    if (ids.some((id) => id.includes('broken'))) {
      throw new Unreadable('it is damaged');
    }
    return ports.subjects.load(ids);
  };
  return { config, ports: { ...ports, subjects: { ...ports.subjects, load } } };
}

test('a subject is retired, and its other budgets, though an objective cannot be read', async () => {
  const { ports, config } = await oneUnreadable();
  const retire = retireSubject(ports, config);
  expect(await retire('bed-1', { by: 'anna' }, START + MINUTE)).toMatchObject({ kind: 'retired' });
  const listed = await listObjectives(ports, config)(START + MINUTE);
  expect(listed.map(({ subject }) => subject)).not.toContain('bed-1');
});

test('an objective that cannot be read is listed as such, beside the others', async () => {
  const { ports, config } = await oneUnreadable();
  const listed = await listObjectives(ports, config)(START + MINUTE);
  expect(
    listed.map(({ objective, isUnreadable, isBlind }) => [objective.name, isUnreadable, isBlind]),
  ).toEqual([
    ['broken', true, true],
    ['sound', false, false],
  ]);
});
