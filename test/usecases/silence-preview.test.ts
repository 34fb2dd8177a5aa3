import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Incident } from '#core/incident/incident.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { previewSilence } from '#usecases/silence-preview.ts';
import { alert, incident, NIGHT } from '../support/incident.ts';
import { TEST_CONFIG } from '../support/platform.ts';

const ward = (value: string) => [{ name: 'ward', op: '=', value } as const];

/** Returns what a silence covers, on a store that counts how often the past is read. */
function counting() {
  const { incidents } = memoryPorts(() => NIGHT);
  let days = 0;
  const counted = {
    ...incidents,
    openedOn: (...asked: Parameters<typeof incidents.openedOn>) => {
      days += 1;
      return incidents.openedOn(...asked);
    },
  };
  const save = (bed: string, more: Partial<Incident>) =>
    incidents.save(incident([alert(bed, { labels: { ward: 'icu-1' } })], more), 0);
  const cover = previewSilence({ incidents: counted }, TEST_CONFIG);
  return { cover, save, daysRead: () => days };
}

describe('what a silence asks for', () => {
  test('is looked for among the days before only where nothing now has it, and once for many who ask', async () => {
    const { cover, save, daysRead } = counting();
    const over = { status: 'resolved', due: undefined } as unknown as Partial<Incident>;
    await save('bed-1', { ...over, openedAt: NIGHT - 3 * DAY });
    for (let second = 0; second < 60; second++) {
      expect(await cover(ward('icu-1'), NIGHT + second * 1_000)).toMatchObject({ warnings: [] });
    }
    expect(daysRead()).toBe(8);
    await cover(ward('icu-1'), NIGHT + 10 * MINUTE);
    expect(daysRead()).toBe(16);
  });

  test('is not doubted where an alert has it that has begun since the days before were read', async () => {
    const { cover, save, daysRead } = counting();
    expect((await cover(ward('icu-1'), NIGHT)).warnings).toHaveLength(1);
    await save('bed-1', {});
    expect(await cover(ward('icu-1'), NIGHT + MINUTE)).toEqual({
      alerts: 1,
      incidents: 1,
      subjects: ['bed-1'],
      warnings: [],
    });
    expect(daysRead()).toBe(8);
  });
});
