import { expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { CHANGE_RETENTION, type Change, changeId } from '#core/change/change.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import { recordChange } from '#usecases/record-change.ts';
import { NIGHT } from '../support/incident.ts';

const change = (at: Instant): Change => {
  const told = { at, summary: 'deploy', key: 'ci', details: {}, links: [] };
  return { id: changeId(told), ...told };
};

test('a new change removes those that are too old to be asked for, and only those', async () => {
  const { controls } = memoryPorts(() => NIGHT);
  const record = recordChange({ controls });
  const old = [1, 2, 3].map((day) => change(NIGHT - CHANGE_RETENTION - day * DAY));
  const kept = change(NIGHT - CHANGE_RETENTION + DAY);
  for (const one of [...old, kept]) {
    await controls.putChange(one);
  }
  await record(change(NIGHT), NIGHT);
  expect(await controls.changes(0, NIGHT, 10)).toEqual([change(NIGHT), kept]);
});
