import { describe, expect } from '@jest/globals';
import { omit } from '#core/collections/omit.ts';
import { peopleOf } from '#core/oncall/coverage.ts';
import type { Exchange } from '#core/oncall/exchange.ts';
import { onCall } from '#core/oncall/on-call.ts';
import type { Schedule } from '#core/oncall/schedule.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { answerExchange } from '#usecases/answer-exchange.ts';
import { askExchange } from '#usecases/ask-exchange.ts';
import { setOverride } from '#usecases/set-override.ts';
import { tellOfTurns } from '#usecases/tell-of-turns.ts';
import { hospital, person, policy } from '../support/config.ts';
import { story } from '../support/story.ts';
import { wordsOf } from '../support/timeline.ts';
import { START, sample } from '../support/world.ts';

const breach = sample('bed-1', 'spo2', 84, START);

/** Anna from 10:00 to 24:00 each day: nobody is on call at the start of these stories, 09:00. */
const late: Schedule = {
  id: 'late',
  timeZone: 'UTC',
  layers: [
    {
      name: 'late',
      people: ['anna'],
      shift: { days: 1 },
      start: '2026-01-01T00:00',
      restrictions: [{ days: [], from: '10:00', to: '24:00' }],
    },
  ],
};
const config = hospital({
  policies: [policy('icu', [[{ kind: 'schedule', id: 'late' }]])],
  config: { schedules: { late } },
});

const override = {
  id: 'o1',
  schedule: 'late',
  person: 'cia',
  from: START,
  to: START + HOUR,
  createdBy: 'bo',
  createdAt: START,
};

describe('a cover that was accepted', () => {
  const turns = { shift: { days: 1 }, start: '2026-01-01T00:00', restrictions: [] } as const;
  const all: Schedule = {
    ...late,
    layers: [{ ...turns, name: 'all', people: ['anna'] }],
  };
  const shared = hospital({
    people: [person('bo', ['sms', 'email'])],
    policies: [policy('icu', [[{ kind: 'schedule', id: 'late' }]])],
    config: { schedules: { late: all } },
  });
  const exchange: Exchange = {
    ...{ id: 'e1', version: 1, giver: 'anna', taker: 'bo' },
    awaits: 'taker',
    given: { schedule: 'late', from: START + HOUR, to: START + 2 * HOUR },
    ...{ createdBy: 'anna', createdAt: START },
  };

  story('tells whoever is asked, and pages them in the place of the other', shared, async (w) => {
    await askExchange(w.ports, shared)(exchange, { by: 'anna' }, START);
    await w.pass(MINUTE);
    w.expectPage('bo', 'email', /^Anna asks you to take a turn\..*Bo takes late of Anna.*\/a\//s);
    const answer = { id: 'e1', answer: 'accept', by: { by: 'bo' } } as const;
    await answerExchange(w.ports, shared)(answer, w.now());
    await w.pass(MINUTE);
    w.expectPage('anna', 'sms', /The cover is accepted, by Bo/);
    await w.pass(HOUR);
    await w.post({ ...breach, at: w.now() });
    w.expectPage('bo', 'sms');
    w.expectPage('bo', 'email');
    await w.pass(MINUTE);
    w.expectNoPage();
  });
});

describe('whoever takes turns', () => {
  const wishes = { ahead: 12 * HOUR, begins: true, ends: true, changes: false } as const;
  const [bo, anna] = ['bo', 'anna'].map((id) => ({
    ...person(id, ['sms', 'email']),
    turnNotices: { channel: 'email' as const, ...wishes },
  }));
  const turns = { shift: { hours: 12 }, start: '2026-06-01T07:00', restrictions: [] } as const;
  const wards: Schedule = {
    ...{ id: 'wards', timeZone: 'Europe/Stockholm' },
    layers: [{ ...turns, name: 'all', people: ['anna', 'bo'] }],
  };
  const shifts = hospital({
    people: bo && anna ? [bo, anna] : [],
    policies: [policy('icu', [[{ kind: 'schedule', id: 'wards' }]])],
    config: { schedules: { wards } },
  });

  story('is told of them by e-mail, with what is open, each once', shifts, async (w) => {
    const tell = tellOfTurns(w.ports, shifts);
    const look = async () => {
      await tell(w.now());
      await w.run();
    };
    await w.pass(MINUTE);
    await look();
    w.expectPage('bo', 'email', /begins soon: 2026-06-01 19:00 CEST.*to 2026-06-02 07:00 CEST/s);
    await w.post({ ...breach, at: w.now() });
    w.expectPage('anna', 'sms');
    w.expectPage('anna', 'email', /CRITICAL/);
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'anna' });
    w.moment(8 * HOUR - MINUTE);
    await look();
    w.expectPage('anna', 'email', /has ended: 2026-06-01 19:00.*begins soon: 2026-06-02 07:00/s);
    w.expectPage('bo', 'email', /has begun.*CRITICAL spo2 low, bed-1.*Acknowledged by Anna/s);
    w.moment(HOUR);
    await look();
  });
});

describe('in an hour with nobody on call', () => {
  story(
    'is a technical alert at once, and whoever comes on call first is paged',
    config,
    async (w) => {
      await w.post(breach);
      w.expectPage('dan', 'sms', /reaches nobody/i);
      const technical = (await w.open()).find((i) => i.service === 'it');
      await w.act(technical?.id ?? '', { kind: 'snooze', by: 'dan', until: w.now() + 5 * HOUR });
      await w.pass(59 * MINUTE);
      w.expectNoPage();
      await w.pass(2 * MINUTE);
      w.expectPage('anna', 'sms');
      const icu = (await w.open()).find((i) => i.service === 'icu');
      expect(icu && wordsOf(icu).filter((text) => text.includes('reaches nobody'))).toHaveLength(1);
    },
  );

  story(
    'an empty step costs no time',
    hospital({
      policies: [
        policy('icu', [[{ kind: 'schedule', id: 'late' }], [{ kind: 'person', id: 'bo' }]]),
      ],
      config: { schedules: { late } },
    }),
    async (w) => {
      await w.post(breach);
      w.expectPage('bo', 'sms');
      expect(wordsOf(await w.incident()).join()).toMatch(/step 1 passes over/);
    },
  );

  story('an override fills it', config, async (w) => {
    expect((await setOverride(w.ports, config)(override, START)).kind).toBe('set');
    await w.post(breach);
    w.expectPage('cia', 'sms');
  });
});

describe('reassigning to a schedule', () => {
  story(
    'pages who is on call in it, and is refused while nobody is',
    hospital({ config: { schedules: { late } } }),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      const { id } = await w.incident();
      const to = { kind: 'schedule', id: 'late' } as const;
      expect(await w.act(id, { kind: 'reassign', by: 'anna', to })).toMatch(
        /^refused: Not reassigned: .*nobody is on call in schedule late until 2026-06-01 10:00 UTC/,
      );
      expect((await setOverride(w.ports, config)(override, START)).kind).toBe('set');
      expect(await w.act(id, { kind: 'reassign', by: 'anna', to })).toBe(
        'done: Reassigned to Cia, who is paged now.',
      );
      w.expectPage('cia', 'sms');
      await w.pass(4 * MINUTE);
      w.expectNoPage();
      await w.pass(1 * MINUTE);
      w.expectPage('anna', 'sms');
    },
  );
});

describe('a leftover override', () => {
  const always = { ...late, layers: late.layers.map((layer) => ({ ...layer, restrictions: [] })) };
  const covered = hospital({
    policies: [policy('icu', [[{ kind: 'schedule', id: 'late' }]])],
    config: { schedules: { late: always } },
  });
  const until = { to: START + 24 * HOUR };

  story('of somebody who has left is passed over: the layers are paged', covered, async (w) => {
    await setOverride(w.ports, covered)({ ...override, ...until }, START);
    await w.deploy({ ...covered, people: omit(covered.people, 'cia') });
    await w.post(breach);
    w.expectPage('anna', 'sms');
    expect(wordsOf(await w.incident())).toContain(
      'step 1 passes over the override of cia in schedule late: cia is not among the people of the config',
    );
  });

  story('on top of another that counts lets that one count', covered, async (w) => {
    const below = { ...override, ...until, id: 'o0', person: 'bo', createdAt: START - 1 };
    await setOverride(w.ports, covered)(below, START);
    await setOverride(w.ports, covered)({ ...override, ...until }, START);
    const { people } = covered;
    await w.deploy({ ...covered, people: { ...people, cia: person('cia', []) } });
    await w.post(breach);
    w.expectPage('bo', 'sms');
  });

  story('says so where somebody reassigns to its schedule', covered, async (w) => {
    const { people } = covered;
    await setOverride(w.ports, covered)({ ...override, ...until }, START);
    await w.deploy({ ...covered, people: omit(people, 'cia') });
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    await w.pass(2 * MINUTE);
    await w.act(id, { kind: 'reassign', by: 'bo', to: { kind: 'schedule', id: 'late' } });
    w.expectPage('anna', 'sms');
    expect(wordsOf(await w.incident())).toContainEqual(
      expect.stringMatching(/reassigned to Anna by Bo; passes over the override of cia/),
    );
  });
});

describe('somebody who is away', () => {
  const turns = { shift: { days: 1 }, start: '2026-01-01T00:00', restrictions: [] } as const;
  const shared = hospital({
    policies: [policy('icu', [[{ kind: 'schedule', id: 'late' }]])],
    config: {
      schedules: {
        late: {
          ...late,
          layers: [{ ...turns, name: 'all', people: ['anna', 'bo'], passesOver: true }],
        },
      },
    },
  });
  const onCallNow = peopleOf(onCall(shared.schedules['late'] ?? late, [], START))[0] ?? '';
  const other = onCallNow === 'anna' ? 'bo' : 'anna';
  const away = {
    ...{ id: 'a1', person: onCallNow, from: START - HOUR, to: START + HOUR },
    ...{ createdBy: onCallNow, createdAt: START - 48 * HOUR },
  };

  story('is not paged: a colleague who has traded the turn is', shared, async (w) => {
    await w.ports.controls.putAbsence(away);
    await w.post(breach);
    w.expectPage(other, 'sms');
    w.expectNoPage();
  });
});
