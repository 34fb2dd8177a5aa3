import { describe, expect, test } from '@jest/globals';
import type { Incident } from '#core/incident/incident.ts';
import { PAIRS } from '#core/objective/pairs.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Silence } from '#core/suppression/silence.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, HOUR, type Instant, MINUTE } from '#core/time/instant.ts';
import { retireSubject } from '#usecases/retire-subject.ts';
import { setSilence } from '#usecases/set-silence.ts';
import { showObjective } from '#usecases/show-objective.ts';
import { VALUES } from '../core/objective/oracle.ts';
import { BAD, GOOD, measured, minutes, withObjective } from '../support/objectives.ts';
import { story } from '../support/story.ts';
import { createWorld, type World } from '../support/world.ts';

/** A story as the others, on stores in memory, where an hour takes no time. */
function inMemory(name: string, config: Config, tell: (world: World) => Promise<void>): void {
  test(name, async () => {
    const world = createWorld(config);
    await tell(world);
    world.expectNoPage();
  });
}

const alertsOf = async (it: Pick<World, 'open'>) =>
  (await it.open()).flatMap(({ alerts }) => Object.values(alerts).map(({ alert }) => alert));

const maintenance = (now: Instant, length: Duration): Silence => ({
  id: 's1',
  kind: 'maintenance',
  matchers: [{ name: 'rule', op: '=', value: 'record-fast' }],
  startsAt: now,
  endsAt: now + length,
  createdBy: 'anna',
  createdAt: now,
  comment: 'the record is updated',
});

/** The budget of the config's objective, as its screen shows it. */
async function shownBudget(it: World, config: Config) {
  const [objective] = config.objectives ?? [];
  return objective && (await showObjective(it.ports, config)({ objective }, it.now()));
}

describe('the budget of an objective', () => {
  const config = withObjective({}, { timeZone: 'UTC' });

  test('tells which incident spent it, also when the day is over and the incident is gone', async () => {
    const it = createWorld(config, Date.UTC(2026, 5, 1, 23, 40));
    await minutes(it, 3, BAD);
    it.expectPage('anna', 'sms', /budget burns/);
    const { id } = await it.incident();
    await it.act(id, { kind: 'acknowledge', by: 'anna' });
    await minutes(it, 12, GOOD);
    const spentOn = async () => (await shownBudget(it, config))?.spent;
    expect(await spentOn()).toMatchObject({
      incidents: [{ id, spent: 3 * MINUTE, incident: { id } }],
      unattributed: 0,
    });
    it.moment(70 * MINUTE);
    await minutes(it, 1, GOOD);
    await it.run();
    const [incident] = (await it.ports.incidents.load([id])).values();
    await it.ports.incidents.remove(incident as Incident);
    const spent = await spentOn();
    expect(spent?.incidents).toEqual([{ id, spent: 3 * MINUTE }]);
  });
});

describe('an objective of 99.9 % in 30 days', () => {
  story(
    'pages when an outage burns its budget, once, until its last trace is gone',
    withObjective(),
    async (it) => {
      await minutes(it, 5, GOOD);
      await minutes(it, 1, BAD);
      it.expectNoPage();
      await minutes(it, 1, BAD);
      it.expectPage(
        'anna',
        'sms',
        /^CRITICAL The record answers: budget burns 33 times as fast as it may, record-fast/,
      );
      const [burns] = await alertsOf(it);
      expect(burns).toMatchObject({ rule: 'record-fast', labels: { window: '1h' } });
      expect(burns?.limit).toBe('more than 14 times over 1h and 5m; 41m of 43m is left');
      await it.act((await it.incident()).id, { kind: 'acknowledge', by: 'anna' });
      await minutes(it, 1, BAD);
      await minutes(it, 6, GOOD);
      expect((await alertsOf(it))[0]).toMatchObject({ labels: { window: '6h' } });
      await minutes(it, 30, GOOD);
      // Its acknowledgement ends after half an hour, a moment before its last trace.
      it.expectPage('anna', 'sms', /^CRITICAL again: The record answers/);
      expect(await it.open()).toEqual([]);
    },
  );

  inMemory(
    'pages nobody for one failure in a quiet night',
    withObjective({ method: 'occurrences', blindAfter: null }),
    async (it) => {
      await it.post(measured(it, BAD));
      await it.pass(3 * HOUR);
    },
  );

  inMemory(
    'counts a batch once, however often it is sent again',
    withObjective({ method: 'occurrences', blindAfter: null }),
    async (it) => {
      const batch = [measured(it, BAD), measured(it, GOOD, 'other')];
      for (let again = 0; again < 5; again++) {
        await it.post(...batch);
        await it.pass(20_000);
      }
      await it.post(...batch.toReversed());
      await it.pass(12 * MINUTE);
      it.expectNoPage();
      await it.post(measured(it, BAD));
      await it.pass(MINUTE);
      it.expectPage('anna', 'sms', /budget burns/);
    },
  );

  inMemory(
    'counts what comes half an hour late in its own minutes',
    withObjective({ blindAfter: null }),
    async (it) => {
      await minutes(it, 40, GOOD);
      const late = [10, 11, 12].map((minute) => ({
        ...measured(it, BAD, 'late'),
        at: it.now() - minute * MINUTE,
      }));
      await it.post(...late);
      await minutes(it, 11, GOOD);
      // The long window of an hour burns, the short one is good again: the next pair is told.
      it.expectPage('anna', 'sms', /budget burns/);
      expect((await alertsOf(it))[0]).toMatchObject({ labels: { window: '6h' } });
    },
  );
});

describe('an objective of which nothing is measured', () => {
  story(
    'is blind, which is told by itself, and ends with a sample',
    withObjective(),
    async (it) => {
      await minutes(it, 2, GOOD);
      await it.pass(14 * MINUTE);
      it.expectNoPage();
      await it.pass(MINUTE);
      it.expectPage('dan', 'sms', /^WARNING The record answers: nothing is measured, record-fast/);
      await minutes(it, 1, GOOD);
      expect(await it.open()).toEqual([]);
    },
  );

  inMemory('is blind if no sample ever matches it', withObjective(), async (it) => {
    await it.pass(17 * MINUTE);
    it.expectPage('dan', 'sms', /nothing is measured/);
  });

  inMemory(
    'is blind as a whole where subjects stand alone and none has come',
    withObjective({ isPerSubject: true }),
    async (it) => {
      await it.pass(17 * MINUTE);
      it.expectPage('dan', 'sms', /nothing is measured, record-fast/);
      await minutes(it, 1, GOOD, 'ehr-1');
      expect(await it.open()).toEqual([]);
    },
  );

  inMemory(
    'goes on burning if it burned before',
    withObjective({ blindAfter: null }),
    async (it) => {
      await minutes(it, 2, BAD);
      it.expectPage('anna', 'sms', /budget burns/);
      await it.act((await it.incident()).id, { kind: 'acknowledge', by: 'anna' });
      await it.pass(25 * MINUTE);
      expect(await it.open()).toHaveLength(1);
    },
  );
});

describe('an objective whose subjects stand alone', () => {
  story(
    'pages for each of them, and ends for one that is retired',
    withObjective({ isPerSubject: true }),
    async (it) => {
      await minutes(it, 2, GOOD, 'ehr-1', 'ehr-2');
      await it.post(measured(it, BAD, 'ehr-1'), measured(it, GOOD, 'ehr-2'));
      await it.pass(MINUTE);
      await it.post(measured(it, BAD, 'ehr-1'), measured(it, GOOD, 'ehr-2'));
      await it.pass(MINUTE);
      it.expectPage('anna', 'sms', /budget burns 33 times as fast as it may, ehr-1/);
      const who = { by: 'anna' };
      const config = withObjective({ isPerSubject: true });
      expect(await retireSubject(it.ports, config)('ehr-1', who, it.now())).toEqual({
        kind: 'retired',
        alerts: 1,
      });
      await it.run();
      await minutes(it, 20, GOOD, 'ehr-2');
      expect(await it.open()).toEqual([]);
    },
  );
});

describe('an alert of an objective', () => {
  inMemory(
    'pages nobody in a maintenance window, and then what still burns',
    withObjective(),
    async (it) => {
      const now = it.now();
      await setSilence(it.ports)(maintenance(now, 10 * MINUTE), now);
      await minutes(it, 9, BAD);
      it.expectNoPage();
      await minutes(it, 2, BAD);
      it.expectPage('anna', 'sms', /budget burns/);
    },
  );

  const excluding = withObjective({ maintenance: 'excluded' });
  inMemory(
    'is none of an outage in a maintenance window that is excluded, which spends nothing',
    excluding,
    async (it) => {
      await setSilence(it.ports)(maintenance(it.now(), 10 * MINUTE), it.now());
      await minutes(it, 10, BAD);
      await minutes(it, 3, GOOD);
      expect(await shownBudget(it, excluding)).toMatchObject({
        budget: { spent: 0, excluded: 10 * MINUTE, measured: 3 * MINUTE },
        spent: { incidents: [], unattributed: 0 },
      });
    },
  );

  inMemory('ends when the objective leaves the config', withObjective(), async (it) => {
    await minutes(it, 2, BAD);
    it.expectPage('anna', 'sms', /budget burns/);
    await it.deploy(withObjective({ name: 'another', blindAfter: null }));
    await it.pass(3 * MINUTE);
    expect(await it.open()).toEqual([]);
  });

  inMemory(
    'ends when the objective counts something else, of which it knows nothing',
    withObjective(),
    async (it) => {
      await minutes(it, 2, BAD);
      it.expectPage('anna', 'sms', /budget burns/);
      await it.deploy(
        withObjective({ indicator: { ...VALUES, good: { kind: 'below', limit: 1_000 } } }),
      );
      await minutes(it, 2, BAD);
      expect(await it.open()).toEqual([]);
    },
  );

  inMemory('goes on when only what is promised changes', withObjective(), async (it) => {
    await minutes(it, 2, BAD);
    it.expectPage('anna', 'sms', /budget burns/);
    await it.deploy(withObjective({ goal: { kind: 'target', share: 0.9985 } }));
    await minutes(it, 2, BAD);
    expect(await it.open()).toHaveLength(1);
  });

  inMemory('is none with `alerts: false`', withObjective({ alerts: false }), async (it) => {
    await minutes(it, 4, BAD);
    await it.pass(20 * MINUTE);
  });

  inMemory('pages again if it is resolved by hand and still burns', withObjective(), async (it) => {
    await minutes(it, 2, BAD);
    it.expectPage('anna', 'sms', /budget burns/);
    await it.act((await it.incident()).id, { kind: 'resolve', by: 'anna' });
    await minutes(it, 2, BAD);
    it.expectPage('anna', 'sms', /budget burns/);
    expect(await it.open()).toHaveLength(1);
    await it.act((await it.incident()).id, { kind: 'acknowledge', by: 'anna' });
  });
});

describe('an objective of a ratio of two counters', () => {
  const total = (world: Pick<World, 'now'>, code: string, value: number): Sample => ({
    ...{ subject: 'ehr', metric: 'http_total', value, at: world.now(), labels: { code } },
  });
  const ofCode = (value: string) => ({
    metric: 'http_total',
    matchers: [{ name: 'code', op: '=~', value } as const],
  });
  const config = withObjective({
    indicator: { kind: 'ratio', part: ofCode('5..'), total: ofCode('.*'), partIs: 'bad' },
    method: 'occurrences',
  });

  /** Posts both counters each minute, each request three times, and lets the minute pass. */
  async function serve(it: World, count: number, each: readonly [good: number, bad: number]) {
    for (let minute = 0; minute < count; minute++) {
      served = [served[0] + each[0], served[1] + each[1]];
      for (const _ of ['sent', 'again', 'and again']) {
        await it.post(total(it, '200', served[0]), total(it, '500', served[1]));
      }
      await it.pass(MINUTE);
    }
  }
  let served: readonly [number, number] = [1_000_000, 500];

  inMemory(
    'pages when too many events are bad, a minute after they are over, and not at a restart',
    config,
    async (it) => {
      await serve(it, 10, [1_000, 0]);
      served = [0, 0];
      await serve(it, 10, [1_000, 0]);
      it.expectNoPage();
      await serve(it, 1, [0, 1_000]);
      it.expectNoPage();
      await serve(it, 1, [1_000, 0]);
      it.expectPage('anna', 'sms', /^CRITICAL The record answers: budget burns/);
      await it.act((await it.incident()).id, { kind: 'acknowledge', by: 'anna' });
    },
  );

  inMemory(
    'pages nobody while nothing is asked, and is blind if nothing is heard',
    config,
    async (it) => {
      await serve(it, 5, [10, 0]);
      await serve(it, 30, [0, 0]);
      it.expectNoPage();
      await it.pass(17 * MINUTE);
      it.expectPage('dan', 'sms', /^WARNING The record answers: nothing is measured/);
    },
  );
});

describe('an objective of a histogram', () => {
  inMemory(
    'is blind of a bound that no bucket has, and names those next to it',
    withObjective({ indicator: { kind: 'histogram', metric: 'took', matchers: [], atMost: 0.3 } }),
    async (it) => {
      const of = (metric: string, value: number, labels = {}): Sample => ({
        ...{ subject: 'ehr', metric, value, at: it.now(), labels },
      });
      for (let minute = 1; minute <= 16; minute++) {
        const buckets = ['0.1', '0.25', '0.5', '+Inf'].map((le) =>
          of('took_bucket', minute, { le }),
        );
        await it.post(of('took_count', minute), ...buckets);
        await it.pass(MINUTE);
      }
      it.expectPage('dan', 'sms', /^WARNING The record answers: nothing is measured/);
      const [blind] = await alertsOf(it);
      expect(blind?.limit).toBe('no bucket has the bound 0.3: those next to it have 0.25 and 0.5');
    },
  );
});

describe('an objective of uptime', () => {
  inMemory(
    'of a heartbeat burns while it is missed, and ends after its next success',
    withObjective(
      {
        indicator: { kind: 'heartbeat', heartbeat: 'backup' },
        blindAfter: null,
        pairs: PAIRS.slice(0, 1),
      },
      {
        heartbeats: {
          backup: {
            id: 'backup',
            title: 'No backup',
            service: 'quiet',
            severity: 'info',
            expected: { kind: 'every', period: HOUR },
            grace: 5 * MINUTE,
          },
        },
      },
    ),
    async (it) => {
      await it.ping('backup');
      await it.pass(65 * MINUTE);
      it.expectNoPage();
      await it.pass(2 * MINUTE);
      it.expectPage('anna', 'sms', /^CRITICAL The record answers: budget burns/);
      const burning = (await it.open()).find(({ service }) => service === 'icu');
      await it.act(burning?.id ?? '', { kind: 'acknowledge', by: 'anna' });
      await it.ping('backup');
      await it.pass(8 * MINUTE);
      expect(await it.open()).toEqual([]);
    },
  );

  inMemory(
    'of a check counts a minute as bad only if each probe of it failed, from all places',
    withObjective({
      indicator: {
        kind: 'values',
        metric: 'probe_success',
        matchers: [{ name: 'subject', op: '=', value: 'record' }],
        good: { kind: 'equals', limit: 1 },
        speaksFor: 5 * MINUTE,
      },
      sliceTarget: 0,
    }),
    async (it) => {
      const probe = (place: string, value: number): Sample => ({
        ...{ subject: 'record', metric: 'probe_success', value, at: it.now(), labels: { place } },
      });
      for (let round = 0; round < 3; round++) {
        await it.post(probe('ward', 0), probe('data-centre', 1));
        await it.pass(5 * MINUTE);
      }
      it.expectNoPage();
      await it.post(probe('ward', 0), probe('data-centre', 0));
      await it.pass(2 * MINUTE);
      it.expectPage('anna', 'sms', /^CRITICAL The record answers: budget burns/);
      await it.act((await it.incident()).id, { kind: 'acknowledge', by: 'anna' });
    },
  );
});
