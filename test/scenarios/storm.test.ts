import { describe, expect, test } from '@jest/globals';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import { hospital } from '../support/config.ts';
import { story } from '../support/story.ts';
import { createWorld, START, sample, type World } from '../support/world.ts';

describe('a storm', () => {
  const outcome = 'reaches one person in a handful of messages, the first at once, none dropped';

  story(`of 200 subjects ${outcome}`, hospital(), (w) => storm(w, 200));

  test(`of 2,000 subjects ${outcome}`, async () => {
    const world = createWorld(hospital());
    await storm(world, 2_000);
    world.expectNoPage();
  });

  story(
    'that trickles in is bundled too: a message at each tick, no page later than two',
    hospital(),
    async (w) => {
      for (let second = 0; second < 60; second++) {
        // Between the ticks: memory of the last message decides, not the order in which pages come.
        await w.post(sample(`bed-${second}`, 'spo2', 80, w.now()));
        if (second % 5 === 4) await w.pass(5 * SECOND);
      }
      await w.pass(20 * SECOND);
      const records = await w.ports.pages.load(
        (await w.open()).flatMap((i) => i.pages.map((page) => page.id)),
      );
      const waits = [...records.values()].map(
        (r) => (r.attempts.at(-1)?.at ?? Infinity) - r.order.at,
      );
      expect(waits).toHaveLength(60);
      expect(Math.max(...waits)).toBeLessThanOrEqual(20 * SECOND);
      const messages = w.received();
      expect(messages.length).toBeLessThanOrEqual(8);
      for (const { responder } of messages) w.expectPage(responder, 'sms');
    },
  );
});

async function storm(w: World<Ports>, subjects: number): Promise<void> {
  const beds = Array.from({ length: subjects }, (_, i) => `bed-${i}`);
  await w.post(...beds.map((bed) => sample(bed, 'spo2', 80, START)));
  w.expectPage('anna', 'sms', /spo2 low/);
  w.expectNoPage();
  await w.pass(1 * MINUTE);
  const messages = w.received().slice(1);
  expect(messages.length).toBeLessThanOrEqual(5);
  for (const { text } of messages) w.expectPage('anna', 'sms', new RegExp(text.slice(0, 20)));
  const open = await w.open();
  expect(open).toHaveLength(subjects);
  const bundled = await w.ports.pages.load(open.flatMap((i) => i.pages.map((p) => p.id)));
  expect([...bundled.values()].filter((record) => record.status !== 'sent')).toEqual([]);
  expect(bundled.size).toBe(subjects);
  for (const { id } of open) await w.act(id, { kind: 'acknowledge', by: 'anna' });
  await w.pass(30 * SECOND);
}
