import { describe, expect } from '@jest/globals';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import type { PublishOutcome } from '#usecases/ports.ts';
import { hospital, person } from '../support/config.ts';
import { START, sample, story } from '../support/world.ts';

const breach = sample('bed-1', 'spo2', 84, START);
const gone: PublishOutcome = { kind: 'failed', retryable: false, reason: 'nobody is subscribed' };
const throttled: PublishOutcome = { kind: 'failed', retryable: true, reason: 'Throttling' };

const anna = person(
  'anna',
  ['sms', 'email'],
  [
    { channel: 'sms', delay: 0, severities: ['critical'] },
    { channel: 'email', delay: 3 * MINUTE, severities: ['critical'] },
  ],
);

describe('a page that cannot be delivered', () => {
  story(
    'moves on at once to the next channel of the same person',
    hospital({ people: [anna] }),
    async (w) => {
      w.ports.publisher.decide(({ channel }) => (channel === 'sms' ? gone : undefined));
      await w.post(breach);
      w.expectPage('anna', 'email');
      const texts = (await w.incident()).timeline.map((entry) => entry.text);
      expect(texts).toContain('SMS to Anna failed: nobody is subscribed');
    },
  );

  story(
    'moves on at once to the next step when no channel is left',
    hospital({ people: [anna] }),
    async (w) => {
      w.ports.publisher.decide(({ responder }) => (responder === 'anna' ? gone : undefined));
      await w.post(breach);
      w.expectPage('bo', 'sms');
    },
  );

  story('is a technical alert when every channel of every step fails', hospital(), async (w) => {
    w.ports.publisher.decide(({ responder }) => (responder === 'dan' ? undefined : gone));
    await w.post(breach);
    w.expectPage('dan', 'sms');
    expect(w.ports.publisher.attempts.map((a) => a.responder)).toEqual([
      'anna',
      'bo',
      'cia',
      'dan',
    ]);
  });

  story('is tried again when that can help', hospital(), async (w) => {
    let tries = 0;
    w.ports.publisher.decide(() => (++tries <= 2 ? throttled : undefined));
    await w.post(breach);
    await w.pass(50 * SECOND);
    w.expectPage('anna', 'sms');
    expect(tries).toBe(3);
  });

  story('is not tried again once the incident is acknowledged', hospital(), async (w) => {
    w.ports.publisher.decide(() => throttled);
    await w.post(breach);
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'anna' });
    w.ports.publisher.decide(() => undefined);
    await w.pass(5 * MINUTE);
  });

  story('gives up after four attempts and moves on', hospital(), async (w) => {
    w.ports.publisher.decide(({ responder }) => (responder === 'anna' ? throttled : undefined));
    await w.post(breach);
    await w.pass(2 * MINUTE);
    w.expectPage('bo', 'sms');
    expect(w.ports.publisher.attempts.filter((a) => a.responder === 'anna')).toHaveLength(4);
  });
});
