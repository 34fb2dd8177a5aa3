import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SEVERITIES } from '#core/alert/severity.ts';
import { CLOCK_SKEW } from '#core/time/clock-skew.ts';
import { DAY, type Duration, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { setSilence } from '#usecases/set-silence.ts';
import { below, hospital, person } from '../support/config.ts';
import { allIncidents } from '../support/invariants.ts';
import { THROTTLED } from '../support/publish-outcomes.ts';
import { createWorld, sample, type World } from '../support/world.ts';

const RUNS = 60;
const SUBJECTS = ['bed-1', 'bed-2', 'bed-3'] as const;
const PEOPLE = ['anna', 'bo', 'cia'] as const;
const GROUPS = SUBJECTS.map((subject) => JSON.stringify(['icu', ['subject', subject]]));

const CONFIG = hospital({
  people: [
    person(
      'anna',
      ['sms', 'email'],
      [
        { channel: 'sms', delay: 0, severities: SEVERITIES },
        { channel: 'email', delay: 2 * MINUTE, severities: ['critical'] },
      ],
    ),
  ],
  rules: [below('spo2', 88), below('pulse', 40)],
});

type Command =
  | { kind: 'post'; subject: number; metric: 'spo2' | 'pulse'; value: number }
  | { kind: 'pass'; ticks: number }
  | { kind: 'acknowledge'; incident: number; by: number }
  | { kind: 'silence'; subject: number; minutes: number }
  | { kind: 'sns'; works: boolean };

const command: fc.Arbitrary<Exclude<Command, { kind: 'sns' }>> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('post' as const),
      subject: fc.nat(SUBJECTS.length - 1),
      metric: fc.constantFrom('spo2' as const, 'pulse' as const),
      value: fc.constantFrom(30, 97),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ticks: fc.integer({ min: 1, max: 60 }),
    }),
  },
  fc.record({
    kind: fc.constant('acknowledge' as const),
    incident: fc.nat(5),
    by: fc.nat(PEOPLE.length - 1),
  }),
  fc.record({
    kind: fc.constant('silence' as const),
    subject: fc.nat(SUBJECTS.length - 1),
    minutes: fc.integer({ min: 1, max: 20 }),
  }),
);

/**
 * After the step nobody answers and nothing ends: 10 s more or less would decide whether a page
 * leaves at all.
 */
const further = command.filter((c) => c.kind === 'pass' || (c.kind === 'post' && c.value === 30));

/**
 * That SNS fails, only before the step: one attempt more or less then decides when a page leaves.
 */
const sns = fc.record({ kind: fc.constant('sns' as const), works: fc.boolean() });

async function perform(w: World, c: Command): Promise<void> {
  const now = w.now();
  switch (c.kind) {
    case 'post':
      return w.post(sample(SUBJECTS[c.subject] ?? 'bed-1', c.metric, c.value, now));
    case 'pass':
      return w.pass(c.ticks * 10 * SECOND);
    case 'acknowledge': {
      const open = [...(await w.open())].sort((a, b) => a.id.localeCompare(b.id));
      const incident = open[c.incident % Math.max(1, open.length)];
      if (incident === undefined) {
        return;
      }
      await w.act(incident.id, { kind: 'acknowledge', by: PEOPLE[c.by] ?? 'anna' });
      return;
    }
    case 'silence': {
      const value = SUBJECTS[c.subject] ?? 'bed-1';
      const made = { createdBy: 'anna', comment: '', createdAt: now, startsAt: now } as const;
      const matchers = [{ name: 'subject', op: '=' as const, value }];
      const endsAt = now + c.minutes * MINUTE;
      await setSilence(w.ports)({ ...made, id: 's', kind: 'silence', matchers, endsAt }, now);
      return w.run();
    }
    case 'sns':
      return w.ports.publisher.decide(() => (c.works ? undefined : THROTTLED));
  }
}

/** So that nothing falls on the very millisecond on which something did before. */
const ODD: Duration = 137;

interface Past {
  readonly commands: readonly Command[];
  readonly later: readonly Command[];
  /** The clock goes back by so much between the two; by nothing in the world to compare with. */
  readonly back: Duration;
  readonly restarts: boolean;
}

/** When the pages of each group of alerts to each mailbox left, in time that has truly passed. */
async function pagesOf({
  commands,
  later,
  back,
  restarts,
}: Past): Promise<ReadonlyMap<string, readonly Duration[]>> {
  const w = createWorld(CONFIG);
  const start = w.now();
  await w.pass(10 * SECOND);
  for (const c of commands) {
    await perform(w, c);
  }
  w.ports.publisher.decide(() => undefined);
  const before = w.received().length;
  w.setClock(-back);
  if (restarts) {
    w.restart();
  }
  // The clock has looked before anything else happens to what was stored.
  await w.pass(10 * SECOND);
  for (const c of later) {
    await perform(w, c);
  }
  // A little longer where the clock went back, so that what is a little later is seen too.
  await w.pass(40 * MINUTE + (back > 0 ? MINUTE : 0));
  const incidents = await allIncidents(w.ports, GROUPS);
  const ids = incidents.flatMap((incident) => incident.pages.map(({ id }) => id));
  const records = [...(await w.ports.pages.load(ids)).values()];
  const passed = new Map<string, Duration[]>();
  for (const [index, { at, outcome }] of w.ports.publisher.received().entries()) {
    for (const { order, messageId } of records) {
      if (outcome.kind === 'sent' && outcome.messageId === messageId) {
        const key = `${order.incident.split('-')[0]} ${order.responder} ${order.channel}`;
        const times = passed.get(key) ?? [];
        passed.set(key, [...times, at - start + (index < before ? 0 : back)]);
      }
    }
  }
  return passed;
}

/**
 * A step that two ticks show as no more than clocks differ is not noticed; what is due is found by
 * the next tick.
 */
const TOLERATED: Duration = 2 * CLOCK_SKEW + 10 * SECOND;

describe('a clock that goes back at any moment of any history', () => {
  test(`delays no page by more than clocks may differ, in ${RUNS} histories`, async () => {
    const past = fc.record({
      commands: fc.array(fc.oneof({ weight: 8, arbitrary: command }, sns), {
        minLength: 2,
        maxLength: 15,
      }),
      later: fc.array(further, { maxLength: 10 }),
      back: fc.oneof(
        fc.integer({ min: 25, max: 600 }).map((seconds) => seconds * SECOND + ODD),
        fc.constantFrom(HOUR + ODD, 3 * DAY + ODD),
      ),
      restarts: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(past, async (given) => {
        const usual = await pagesOf({ ...given, back: 0 });
        const setBack = await pagesOf(given);
        const late = [...usual].flatMap(([key, times]) =>
          times.flatMap((at, nth) =>
            (setBack.get(key)?.[nth] ?? Number.POSITIVE_INFINITY) > at + TOLERATED
              ? [[key, nth, at, setBack.get(key)]]
              : [],
          ),
        );
        expect(late).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  }, 120_000);
});
