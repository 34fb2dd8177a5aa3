import { describe, expect, test } from '@jest/globals';
import { omit } from '#core/collections/omit.ts';
import type { Config } from '#core/team/config.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { below, hospital, person, policy, service, to } from '../support/config.ts';
import { wordsOf } from '../support/timeline.ts';
import { createWorld, START, sample, type World } from '../support/world.ts';

const breach = sample('bed-1', 'spo2', 84, START);

const without = (...ids: readonly string[]) => {
  const config = hospital();
  return { ...config, people: omit(config.people, ...ids) };
};

/** Declares a story in memory, which fails on any unexpected page. */
function story(name: string, config: Config, tell: (w: World) => Promise<void>): void {
  test(name, async () => {
    const w = createWorld(config);
    await tell(w);
    w.expectNoPage();
  });
}

const texts = async (w: World) => wordsOf(await w.incident());

/** A breach that anna has acknowledged, or snoozed for longer than any look waits. */
async function taken(w: World, kind: 'acknowledge' | 'snooze'): Promise<void> {
  await w.post(breach);
  w.expectPage('anna', 'sms');
  const { id } = await w.incident();
  const by = 'anna';
  await w.act(id, kind === 'snooze' ? { kind, by, until: START + 20 * HOUR } : { kind, by });
  await w.pass(2 * MINUTE);
}

describe('whoever has left the config holds nothing: within the first minute', () => {
  story('what that person acknowledged pages the next', hospital(), async (w) => {
    await taken(w, 'acknowledge');
    await w.deploy(without('anna'));
    await w.pass(10 * SECOND);
    w.expectPage('bo', 'sms');
    expect(await texts(w)).toContain('anna, who acknowledged, is no longer in the config');
  });

  story('what that person snoozed pages the next', hospital(), async (w) => {
    await taken(w, 'snooze');
    await w.deploy(without('anna'));
    await w.pass(10 * SECOND);
    w.expectPage('bo', 'sms');
  });

  story('a worse alert pages at once, before the clock has come', hospital(), async (w) => {
    await taken(w, 'acknowledge');
    await w.deploy(without('anna'));
    await w.post(sample('bed-1', 'pulse', 30, w.now() + 1));
    w.expectPage('bo', 'sms');
  });

  story('what was assigned to that person goes to the policy', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    await w.act(id, { kind: 'reassign', by: 'anna', to: { kind: 'person', id: 'dan' } });
    w.expectPage('dan', 'sms');
    await w.pass(2 * MINUTE);
    await w.deploy(without('dan'));
    await w.pass(10 * SECOND);
    w.expectPage('anna', 'sms');
    expect(await texts(w)).toContain('whoever this step has paged is no longer in the config');
  });

  story('a step that has paged nobody else is left for the next', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    await w.pass(2 * MINUTE);
    await w.deploy(without('anna'));
    await w.pass(10 * SECOND);
    w.expectPage('bo', 'sms');
  });

  story(
    'a step that has paged somebody else too waits for that one',
    hospital({ policies: [policy('icu', [to('anna', 'cia'), to('bo')])] }),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      w.expectPage('cia', 'sms');
      const config = hospital({ policies: [policy('icu', [to('anna', 'cia'), to('bo')])] });
      await w.deploy({ ...config, people: omit(config.people, 'anna') });
      await w.pass(4 * MINUTE);
      w.expectNoPage();
      await w.pass(MINUTE);
      w.expectPage('bo', 'sms');
    },
  );

  story(
    'an escalation that is exhausted begins anew with those who are there',
    hospital({ policies: [policy('icu', [to('anna')])] }),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      await w.pass(5 * MINUTE);
      w.expectPage('dan', 'sms', /nobody answers/);
      const next = hospital({ policies: [policy('icu', [to('bo')])] });
      await w.deploy({ ...next, people: omit(next.people, 'anna') });
      await w.pass(10 * SECOND);
      w.expectPage('bo', 'sms');
      w.expectNoPage();
      const open = await w.open();
      await w.act(open.find((i) => i.service === 'it')?.id ?? '', {
        kind: 'acknowledge',
        by: 'dan',
      });
      await w.pass(2 * MINUTE);
    },
  );

  const slow = person(
    'anna',
    ['sms', 'email'],
    [
      { channel: 'sms', delay: 0, severities: ['critical'] },
      { channel: 'email', delay: 10 * MINUTE, severities: ['critical'] },
    ],
  );

  story(
    'a page that waits for its time on a channel that is gone is given up, and said',
    hospital({ people: [slow], policies: [policy('icu', [to('anna')], { repeat: 9 })] }),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      await w.deploy(hospital({ policies: [policy('icu', [to('anna')], { repeat: 9 })] }));
      await w.pass(10 * SECOND);
      const { pages } = await w.incident();
      const result = { code: 'channel_gone', person: 'anna', channel: 'email' };
      expect(pages.find(({ channel }) => channel === 'email')).toMatchObject({
        status: 'failed',
        result,
      });
      await w.pass(4 * MINUTE);
      w.expectNoPage();
    },
  );

  story('acknowledging outlives the loss of a contact method', hospital(), async (w) => {
    await taken(w, 'acknowledge');
    await w.deploy(hospital({ people: [person('anna', [])] }));
    await w.pass(2 * MINUTE);
    w.expectNoPage();
    expect((await w.incident()).status).toBe('acknowledged');
  });

  story('a policy that is gone gives way to the one that took its place', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    await w.pass(5 * MINUTE);
    w.expectPage('bo', 'sms');
    const night = policy('night', [to('cia'), to('bo')]);
    const icu = service('icu', 'night');
    const { policies, ...config } = hospital({ policies: [night], services: [icu] });
    await w.deploy({ ...config, policies: omit(policies, 'icu') });
    await w.pass(10 * SECOND);
    w.expectPage('cia', 'sms');
    expect(await texts(w)).toContain('policy icu counts for it no more');
  });

  story(
    'a severity that falls to another policy pages nobody before the time of the step is over',
    hospital({
      policies: [policy('calm', [to('cia')])],
      services: [
        service('icu', 'icu', {
          policies: { critical: 'icu', error: 'icu', warning: 'calm', info: null },
        }),
      ],
      rules: [below('spo2', 88), below('pulse', 40, { severity: 'warning' })],
    }),
    async (w) => {
      await w.post(breach, sample('bed-1', 'pulse', 30, START));
      w.expectPage('anna', 'sms');
      await w.pass(2 * MINUTE);
      await w.post(sample('bed-1', 'spo2', 97, w.now()));
      await w.pass(2 * MINUTE);
      w.expectNoPage();
      await w.pass(MINUTE);
      w.expectPage('cia', 'sms');
    },
  );

  story('a service that is gone pages the technical service', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const config = hospital();
    await w.deploy({ ...config, services: omit(config.services, 'icu') });
    await w.pass(10 * SECOND);
    w.expectPage('dan', 'sms', /SPO2|spo2/);
  });

  story(
    'a severity that pages somebody from now on pages now',
    hospital({
      services: [
        service('icu', 'icu', {
          policies: { critical: null, error: null, warning: null, info: null },
        }),
      ],
    }),
    async (w) => {
      await w.post(breach);
      w.expectNoPage();
      await w.deploy(hospital());
      await w.pass(10 * SECOND);
      w.expectPage('anna', 'sms');
    },
  );
});
