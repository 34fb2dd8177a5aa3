import { describe, expect } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital, person, policy, service, to } from '../support/config.ts';
import { story } from '../support/story.ts';
import { START, sample } from '../support/world.ts';

const breach = sample('bed-1', 'spo2', 84, START);

describe('acknowledging', () => {
  story('expires, and pages again from the first step', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'anna' });
    await w.pass(29 * MINUTE);
    w.expectNoPage();
    await w.pass(1 * MINUTE);
    w.expectPage('anna', 'sms');
    expect((await w.incident()).status).toBe('triggered');
  });

  story('a second time, or after somebody else, says so', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    await w.act(id, { kind: 'acknowledge', by: 'anna' });
    expect(await w.act(id, { kind: 'acknowledge', by: 'anna' })).toBe(
      'already: You acknowledged it at 2026-06-01 09:00 UTC. It is quiet until 2026-06-01 09:30 UTC.',
    );
    expect(await w.act(id, { kind: 'acknowledge', by: 'bo' })).toBe(
      'refused: It was acknowledged at 2026-06-01 09:00 UTC by Anna. It is quiet until 2026-06-01 09:30 UTC. To have it instead, take it over.',
    );
    expect(await w.act(id, { kind: 'decline', by: 'bo' })).toMatch(
      /^refused: It was acknowledged by Anna: there is nothing of yours/,
    );
    await w.act(id, { kind: 'resolve', by: 'anna' });
    expect(await w.act(id, { kind: 'acknowledge', by: 'bo' })).toBe(
      'refused: It was resolved at 2026-06-01 09:00 UTC by Anna.',
    );
    expect(await w.act(id, { kind: 'resolve', by: 'anna' })).toBe(
      'already: You resolved it at 2026-06-01 09:00 UTC.',
    );
    expect(await w.act(id, { kind: 'snooze', by: 'anna', until: w.now() + MINUTE })).toBe(
      'refused: It was resolved at 2026-06-01 09:00 UTC by Anna.',
    );
  });

  story('of what has ended by itself says so, and why', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    await w.post(sample('bed-1', 'spo2', 97, w.now() + MINUTE));
    expect(await w.act(id, { kind: 'acknowledge', by: 'bo' })).toBe(
      'refused: It was resolved at 2026-06-01 09:00 UTC: all its alerts had ended (recovered).',
    );
  });

  story(
    'lasts as long as the incident where the service sets no time-out',
    hospital({ services: [service('icu', 'icu', { ackTimeout: null })] }),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      const { id } = await w.incident();
      expect(await w.act(id, { kind: 'acknowledge', by: 'anna' })).toBe('done: Acknowledged.');
      await w.pass(6 * HOUR);
      expect((await w.incident()).status).toBe('acknowledged');
      await w.post(sample('bed-1', 'spo2', 97, w.now()));
      expect(await w.open()).toEqual([]);
    },
  );

  story('by somebody who then leaves the config pages again', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'anna' });
    const { anna: _, ...rest } = hospital().people;
    await w.deploy(hospital({ config: { people: rest } }));
    await w.pass(10 * SECOND);
    w.expectPage('bo', 'sms');
  });
});

describe('taking over', () => {
  const takeOver = { kind: 'take_over', by: 'bo' } as const;

  story('pages nobody, and holds as long as an answer of then', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    await w.act(id, { kind: 'acknowledge', by: 'anna' });
    await w.pass(20 * MINUTE);
    expect(await w.act(id, takeOver)).toMatch(/^done: You have taken it over from Anna until /);
    await w.pass(29 * MINUTE);
    w.expectNoPage();
    await w.pass(1 * MINUTE);
    w.expectPage('anna', 'sms');
  });

  story('a snooze ends it: it pages again by the time-out', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    await w.act(id, { kind: 'snooze', by: 'anna', until: w.now() + 5 * HOUR });
    expect(await w.act(id, takeOver)).toMatch(/The snooze has ended\.$/);
    await w.pass(30 * MINUTE);
    w.expectPage('anna', 'sms');
  });

  story(
    'a snooze keeps its end where acknowledgements have none',
    hospital({ services: [service('icu', 'icu', { ackTimeout: null })] }),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      const { id } = await w.incident();
      await w.act(id, { kind: 'snooze', by: 'anna', until: w.now() + HOUR });
      await w.act(id, takeOver);
      await w.pass(59 * MINUTE);
      w.expectNoPage();
      await w.pass(1 * MINUTE);
      w.expectPage('anna', 'sms');
    },
  );

  story(
    'then it is theirs to hand on, and no more that of whoever had it',
    hospital(),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      const { id } = await w.incident();
      await w.act(id, { kind: 'acknowledge', by: 'anna' });
      await w.act(id, takeOver);
      expect(await w.act(id, { kind: 'decline', by: 'anna' })).toMatch(/^refused/);
      expect(await w.act(id, takeOver)).toMatch(/^already: You acknowledged it/);
      expect(await w.act(id, { kind: 'take_over', by: 'anna' })).toMatch(/^done: .* from Bo until/);
      expect(await w.act(id, takeOver)).toMatch(/^done: .* from Anna until/);
      await w.act(id, { kind: 'decline', by: 'bo' });
      w.expectPage('cia', 'sms');
    },
  );

  story('what nobody has is an acknowledgement, and what is over is not', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    expect(await w.act(id, takeOver)).toMatch(/^done: Acknowledged until/);
    await w.pass(1 * MINUTE);
    await w.post(sample('bed-1', 'spo2', 97, w.now()));
    expect(await w.act(id, { kind: 'take_over', by: 'anna' })).toMatch(/^refused: It was resolved/);
  });
});

describe('by other answers', () => {
  story('declining hands on at once, once', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    expect(await w.act(id, { kind: 'decline', by: 'anna' })).toBe(
      'done: Declined. It was handed on at once.',
    );
    w.expectPage('bo', 'sms');
    expect(await w.act(id, { kind: 'decline', by: 'anna' })).toMatch(/^already/);
  });

  story('escalating by hand pages the next step now', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    await w.act((await w.incident()).id, { kind: 'escalate', by: 'anna' });
    w.expectPage('bo', 'sms');
  });

  story('a snooze ends and pages again', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    expect(await w.act(id, { kind: 'snooze', by: 'anna', until: w.now() - 1 })).toMatch(/^refused/);
    await w.act(id, { kind: 'snooze', by: 'anna', until: w.now() + 10 * MINUTE });
    await w.pass(10 * MINUTE);
    w.expectPage('anna', 'sms');
  });

  story(
    'reassigning pages the new person, then the policy if there is no answer',
    hospital(),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      const { id } = await w.incident();
      await w.act(id, { kind: 'reassign', by: 'anna', to: { kind: 'person', id: 'cia' } });
      w.expectPage('cia', 'sms');
      expect(
        await w.act(id, { kind: 'reassign', by: 'anna', to: { kind: 'person', id: 'nix' } }),
      ).toMatch(/^refused: Not reassigned/);
      await w.pass(5 * MINUTE);
      w.expectPage('anna', 'sms');
    },
  );

  story(
    'resolved by hand while it still fires, it pages again after a minute',
    hospital(),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      expect(await w.act((await w.incident()).id, { kind: 'resolve', by: 'anna' })).toMatch(
        /1 alert still fires/,
      );
      await w.pass(50 * SECOND);
      w.expectNoPage();
      expect(await w.open()).toEqual([]);
      await w.pass(10 * SECOND);
      w.expectPage('anna', 'sms');
      expect(await w.incident()).toMatchObject({ episode: 1, status: 'triggered' });
    },
  );

  story(
    'a snooze is over when the patient recovers: the next breach pages at once',
    hospital(),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      const { id } = await w.incident();
      await w.act(id, { kind: 'snooze', by: 'anna', until: w.now() + 30 * MINUTE });
      await w.pass(5 * MINUTE);
      await w.post(sample('bed-1', 'spo2', 97, w.now()));
      expect(await w.open()).toEqual([]);
      await w.pass(5 * MINUTE);
      await w.post(sample('bed-1', 'spo2', 84, w.now()));
      w.expectPage('anna', 'sms');
      const next = await w.incident();
      expect(next.episode).toBe(2);
      await w.act(next.id, { kind: 'acknowledge', by: 'anna' });
      await w.pass(25 * MINUTE);
    },
  );

  story(
    'declined by everybody the incident pages the technical service, and begins again in an hour',
    hospital(),
    async (w) => {
      await w.post(breach);
      const { id } = await w.incident();
      for (const by of ['anna', 'bo', 'cia']) {
        w.expectPage(by, 'sms');
        expect(await w.act(id, { kind: 'decline', by })).toMatch(/^done/);
      }
      w.expectPage('dan', 'sms', /nobody answers/i);
      const technical = (await w.open()).find((i) => i.service === 'it');
      await w.act(technical?.id ?? '', { kind: 'snooze', by: 'dan', until: w.now() + 5 * HOUR });
      await w.pass(HOUR);
      w.expectPage('anna', 'sms');
    },
  );

  story('a note is on the timeline with its author', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    await w.act(id, { kind: 'note', by: 'bo', text: 'probe reseated' });
    expect((await w.incident()).timeline.at(-1)).toMatchObject({
      at: START,
      code: 'note',
      data: { text: 'probe reseated' },
      by: 'bo',
    });
  });
});

describe('as people want to be paged', () => {
  const people = [
    person(
      'anna',
      ['sms', 'email'],
      [
        { channel: 'sms', delay: 0, severities: ['critical'] },
        { channel: 'email', delay: 2 * MINUTE, severities: ['critical'] },
      ],
    ),
  ];
  story(
    'a later channel comes after its delay, and not once it is acknowledged',
    hospital({ people }),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      await w.pass(2 * MINUTE);
      w.expectPage('anna', 'email');
      await w.post(sample('bed-2', 'spo2', 80, w.now()));
      w.expectPage('anna', 'sms', /bed-2/);
      for (const { id } of await w.open()) {
        await w.act(id, { kind: 'acknowledge', by: 'anna' });
      }
      await w.pass(5 * MINUTE);
    },
  );

  const held = [service('icu', 'icu', { autoResolve: false, ackTimeout: null })];
  story(
    'an incident that is held goes on until a person resolves it',
    hospital({ services: held }),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      await w.post(sample('bed-1', 'spo2', 98, w.now() + 1));
      await w.pass(5 * MINUTE);
      w.expectPage('bo', 'sms');
      const { id } = await w.incident();
      await w.act(id, { kind: 'acknowledge', by: 'bo' });
      await w.pass(90 * MINUTE);
      await w.act(id, { kind: 'resolve', by: 'bo' });
      expect(await w.open()).toEqual([]);
    },
  );

  const repeating = [policy('icu', [to('anna'), to('bo')], { repeat: 2, fallback: to('cia') })];
  story(
    'the last step repeats as configured, then the fallback',
    hospital({ policies: repeating }),
    async (w) => {
      await w.post(breach);
      await w.pass(20 * MINUTE);
      for (const responder of ['anna', 'bo', 'bo', 'bo', 'cia']) {
        w.expectPage(responder, 'sms');
      }
    },
  );
});
