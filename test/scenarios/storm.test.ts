import { describe, expect } from '@jest/globals';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital } from '../support/config.ts';
import { START, sample, story } from '../support/world.ts';

const SUBJECTS = 2_000;

describe('a storm', () => {
  story(
    `of ${SUBJECTS} subjects reaches one person in a handful of messages, the first at once, none dropped`,
    hospital(),
    async (w) => {
      const samples = Array.from({ length: SUBJECTS }, (_, i) =>
        sample(`bed-${i}`, 'spo2', 80, START),
      );
      await w.post(...samples);
      w.expectPage('anna', 'sms', /spo2 low/);
      w.expectNoPage();
      await w.pass(1 * MINUTE);
      const messages = w.ports.publisher.received('anna', 'sms').slice(1);
      expect(messages.length).toBeLessThanOrEqual(5);
      for (const { text } of messages) w.expectPage('anna', 'sms', new RegExp(text.slice(0, 20)));
      const open = await w.open();
      expect(open).toHaveLength(SUBJECTS);
      const bundled = await w.ports.pages.load(open.flatMap((i) => i.pages.map((p) => p.id)));
      expect([...bundled.values()].filter((record) => record.status !== 'sent')).toEqual([]);
      expect(bundled.size).toBe(SUBJECTS);
      for (const { id } of open) await w.act(id, { kind: 'acknowledge', by: 'anna' });
      await w.pass(30 * SECOND);
    },
  );
});
