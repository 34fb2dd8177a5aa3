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
      await w.pass(3 * SECOND);
      for (let second = 0; second < 60; second++) {
        await w.post(sample(`bed-${second}`, 'spo2', 80, w.now()));
        w.moment(1 * SECOND);
        if (second % 10 === 6) {
          await w.tick();
        }
        await w.run();
      }
      await w.pass(20 * SECOND);
      const pages = (await w.open()).flatMap((i) => i.pages.map((page) => page.id));
      const records = [...(await w.ports.pages.load(pages)).values()];
      const waits = records.map((r) => (r.attempts.at(-1)?.at ?? Infinity) - r.order.at);
      expect(waits).toHaveLength(60);
      expect(Math.max(...waits)).toBeLessThanOrEqual(20 * SECOND);
      const messages = w.received();
      expect(messages.length).toBeLessThanOrEqual(7);
      w.expectPage('anna', 'sms', /spo2 low/);
      for (const { responder } of messages.slice(1)) {
        w.expectPage(responder, 'sms', /\d+ incidents/);
      }
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
  for (const { text } of messages) {
    w.expectPage('anna', 'sms', new RegExp(text.slice(0, 20)));
  }
  const open = await w.open();
  expect(open).toHaveLength(subjects);
  const bundled = await w.ports.pages.load(open.flatMap((i) => i.pages.map((p) => p.id)));
  expect([...bundled.values()].filter((record) => record.status !== 'sent')).toEqual([]);
  expect(bundled.size).toBe(subjects);
  for (const { id } of open) {
    await w.act(id, { kind: 'acknowledge', by: 'anna' });
  }
  await w.pass(30 * SECOND);
}
