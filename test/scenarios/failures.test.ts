import { describe, expect } from '@jest/globals';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital, person } from '../support/config.ts';
import { story } from '../support/story.ts';
import { wordsOf } from '../support/timeline.ts';
import { START, sample } from '../support/world.ts';

const breach = sample('bed-1', 'spo2', 84, START);

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
      await w.sns.removeTopic('anna', 'sms');
      await w.post(breach);
      w.expectPage('anna', 'email');
      const texts = wordsOf(await w.incident());
      expect(texts).toContainEqual(expect.stringMatching(/^SMS to Anna failed: there is no topic/));
    },
  );

  story(
    'brings forward at once the next channel of a person where SNS took it and knows of nobody there',
    hospital({ people: [anna] }),
    async (w) => {
      await w.sns.unsubscribe('anna', 'sms');
      await w.post(breach);
      w.expectPage('anna', 'email');
      const texts = wordsOf(await w.incident());
      expect(texts).toContainEqual(expect.stringMatching(/^SMS to Anna sent, but .*nobody/));
      await w.pass(3 * MINUTE);
      w.expectNoPage();
    },
  );

  story(
    'moves on at once to the next step when no channel is left',
    hospital({ people: [anna] }),
    async (w) => {
      await w.sns.removeTopic('anna', 'sms');
      await w.sns.removeTopic('anna', 'email');
      await w.post(breach);
      w.expectPage('bo', 'sms');
      const texts = wordsOf(await w.incident());
      expect(texts).toContainEqual(
        expect.stringMatching(/^e-mail to Anna failed: there is no topic/),
      );
    },
  );

  story('is a technical alert when every channel of every step fails', hospital(), async (w) => {
    for (const responder of ['anna', 'bo', 'cia']) {
      await w.sns.removeTopic(responder, 'sms');
    }
    await w.post(breach);
    w.expectPage('dan', 'sms');
    expect(w.sns.attempts.map((a) => a.responder)).toEqual(['anna', 'bo', 'cia', 'dan']);
  });

  story('is tried again when that can help', hospital(), async (w) => {
    w.sns.fail(() => (w.sns.attempts.length < 2 ? 'ThrottledException' : undefined));
    await w.post(breach);
    await w.pass(50 * SECOND);
    w.expectPage('anna', 'sms');
    expect(w.sns.attempts).toHaveLength(3);
  });

  story('is not tried again once the incident is acknowledged', hospital(), async (w) => {
    w.sns.fail(() => 'ThrottledException');
    await w.post(breach);
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'anna' });
    w.sns.fail(() => undefined);
    await w.pass(5 * MINUTE);
  });

  story('gives up after four attempts and moves on', hospital(), async (w) => {
    w.sns.fail(({ responder }) => (responder === 'anna' ? 'InternalErrorException' : undefined));
    await w.post(breach);
    await w.pass(2 * MINUTE);
    w.expectPage('bo', 'sms');
    expect(w.sns.attempts.filter((a) => a.responder === 'anna')).toHaveLength(4);
  });
});
