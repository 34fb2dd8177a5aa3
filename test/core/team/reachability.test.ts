import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SEVERITIES, type Severity } from '#core/alert/severity.ts';
import type { EscalationPolicy, Target } from '#core/escalation/policy.ts';
import { resolveTargets } from '#core/escalation/resolve-targets.ts';
import type { Restriction, Schedule } from '#core/oncall/schedule.ts';
import type { Person } from '#core/responder/person.ts';
import type { Config } from '#core/team/config.ts';
import { proveReachability, weakSpots } from '#core/team/reachability.ts';
import { DAY, HOUR } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import { runs } from '../../support/runs.ts';
import { quarters, scheduleNear } from '../oncall/arbitraries.ts';

const MONDAY = Date.UTC(2026, 0, 5);
const SPRING_NIGHT = Date.UTC(2026, 2, 29, 1);

const smsFor = (...severities: readonly Severity[]): Partial<Person> => ({
  channels: ['sms'],
  notify: [{ channel: 'sms', delay: 0, severities }],
});

function person(id: string, reach: Partial<Person> = smsFor(...SEVERITIES)): Person {
  return { id, name: id, channels: [], notify: [], contacts: {}, ...reach };
}

function schedule(id: string, people: string[], ...restrictions: Restriction[]): Schedule {
  const layer = { name: id, people, shift: { days: 1 }, start: '2026-01-01T00:00', restrictions };
  return { id, timeZone: 'UTC', layers: [layer] };
}

function policy(id: string, steps: string[], fallback: string[] = []): EscalationPolicy {
  return {
    id,
    steps: steps.map((step) => ({ targets: [target(step)], delay: HOUR })),
    repeat: 0,
    repeatFrom: 'first',
    fallback: fallback.map(target),
  };
}

/** Returns a step that wants two answers. */
function twoOf(step: string): EscalationPolicy['steps'] {
  return [{ targets: [target(step)], delay: HOUR, answers: 2 }];
}

/** `@ann` is a person, `icu` a schedule. */
function target(text: string): Target {
  return text.startsWith('@')
    ? { kind: 'person', id: text.slice(1) }
    : { kind: 'schedule', id: text };
}

function service(id: string, policies: Partial<Record<Severity, string | null>>) {
  return {
    id,
    name: id,
    policies: { critical: null, error: null, warning: null, info: null, ...policies },
    groupBy: ['subject'],
    groupWait: 0,
    ackTimeout: null,
    autoResolve: true,
    flapping: null,
    valuesInPages: false,
    subjectsInPages: true,
  };
}

type Part = { readonly id: string };
const byId = <T extends Part>(parts: readonly T[]) =>
  Object.fromEntries(parts.map((p) => [p.id, p]));

function config(
  policies: readonly EscalationPolicy[],
  schedules: readonly Schedule[],
  services = [service('icu', { critical: 'p' })],
): Config {
  const people = [
    person('ann'),
    person('bo'),
    person('mute', {}),
    person('loud', smsFor('critical')),
  ];
  return {
    hash: '',
    people: byId(people),
    schedules: byId(schedules),
    policies: byId(policies),
    services: byId(services),
    rules: [],
    plausible: [],
    alertRoutes: [],
    heartbeats: {},
    aliases: {},
    timeZone: 'UTC',
    retention: {
      incidents: 400 * DAY,
      changes: 31 * DAY,
      revokedKeys: 90 * DAY,
      audit: 2_192 * DAY,
    },
    sampleTimes: { maxAge: HOUR, maxAhead: HOUR },
    replicaLabels: [],
    prometheus: { subjectLabels: ['instance'] },
    fhir: { subjectElements: ['subject', 'device'] },
    otlp: { subjectAttributes: ['host.name'], promotedAttributes: [] },
  };
}

const days: Restriction = { days: [], from: '07:00', to: '19:00' };
const nights: Restriction = { days: [], from: '19:00', to: '07:00' };

describe('proveReachability', () => {
  test('days and nights of two schedules together leave no gap in a year', () => {
    const schedules = [schedule('day', ['ann'], days), schedule('night', ['bo'], nights)];
    expect(proveReachability(config([policy('p', ['day', 'night'])], schedules), MONDAY)).toEqual(
      [],
    );
  });

  test('finds exact gaps with their reasons, schedule by schedule', () => {
    const schedules = [
      schedule('day', ['ann'], days),
      schedule('night', ['mute'], { ...nights, to: '06:59' }),
    ];
    const gaps = proveReachability(config([policy('p', ['day'], ['night'])], schedules), MONDAY);
    expect(gaps).toHaveLength(367);
    expect(gaps[1]).toEqual({
      service: 'icu',
      severities: ['critical'],
      policy: 'p',
      from: MONDAY + 19 * HOUR,
      to: MONDAY + 31 * HOUR,
      reason:
        'nobody is on call in schedule day; in schedule night mute has no contact method; nobody is on call in schedule night',
    });
  });

  test('asks the steps that are for a severity alone', () => {
    const [day, night] = [policy('p', ['@ann', '@bo']), policy('q', ['@mute'])];
    const steps = day.steps.map((step, index) => ({
      ...step,
      severities: [index === 0 ? ('critical' as const) : ('error' as const)],
    }));
    const services = [service('icu', { critical: 'p', error: 'p', warning: 'p' })];
    const found = proveReachability(config([{ ...day, steps }, night], [], services), MONDAY);
    expect(found).toMatchObject([
      { severities: ['warning'], policy: 'p', from: MONDAY, reason: 'nobody is named to be paged' },
    ]);
  });

  test('checks 366 days unless another window is given', () => {
    const unreachable = config([policy('p', ['@mute'])], []);
    expect(proveReachability(unreachable, MONDAY)[0]).toMatchObject({ to: MONDAY + 366 * DAY });
    expect(proveReachability(unreachable, 5, 7)).toMatchObject([{ from: 5, to: 7 }]);
  });

  test('severities with the same gap share it; one that pages nobody on purpose has none', () => {
    const services = [service('icu', { critical: 'p', error: 'p', warning: 'p', info: null })];
    const gaps = proveReachability(config([policy('p', ['@loud'])], [], services), MONDAY);
    expect(gaps).toMatchObject([
      {
        severities: ['error', 'warning'],
        reason: 'loud has no notification rule for this severity',
      },
    ]);
  });

  test.each([
    ['a policy that names nobody', policy('p', []), 'nobody is named to be paged'],
    ['a person that left', policy('p', ['@eva']), 'eva is not among the people of the config'],
    ['a schedule that is gone', policy('p', ['old']), 'schedule old is not in the config'],
    [
      'at most three reasons are spelled out',
      policy('p', ['@a', '@b', '@c', '@d', '@e']),
      'a is not among the people of the config; b is not among the people of the config; c is not among the people of the config; and 2 more',
    ],
  ])('%s', (_, given, reason) => {
    const gaps = proveReachability(config([given], []), 0, DAY);
    expect(gaps).toMatchObject([{ from: 0, to: DAY, reason }]);
  });

  test('a moment is in a gap exactly when the responders then are none, and in another when they are fewer than must answer (over a night on which clocks are set)', () => {
    const window = { from: SPRING_NIGHT - 2 * DAY, to: SPRING_NIGHT + 2 * DAY };
    const near = scheduleNear(SPRING_NIGHT, 'Europe/Stockholm');
    const given = fc.tuple(near, near, fc.constantFrom('critical' as const, 'info' as const));
    const property = fc.property(given, ([one, two, severity]) => {
      const schedules = [
        { ...one, id: 'one' },
        { ...two, id: 'two' },
      ];
      // Cy, Dag and Eva are on call there too, and unknown here.
      const proven = config([policy('p', ['one'], ['two'])], schedules, [
        service('icu', { [severity]: 'p' }),
      ]);
      const gaps = proveReachability(proven, window.from, window.to);
      const both = { ...policy('p', ['one'], ['two']), steps: twoOf('one') };
      const found = proveReachability({ ...proven, policies: { p: both } }, window.from, window.to);
      const few = found.filter(({ wanted }) => wanted === 2);
      const targets = [target('one'), target('two')];
      const halfDaily = quarters(window).filter((at) => at % (12 * HOUR) === 0);
      const edges = [...gaps.slice(0, 6), ...few.slice(0, 6)].flatMap(({ from, to }) => [from, to]);
      const isIn = (spans: readonly Interval[], at: number) =>
        spans.some(({ from, to }) => from <= at && at < to);
      const faults = [...halfDaily, ...edges]
        .flatMap((edge) => [edge - 1, edge])
        .filter((at) => window.from <= at && at < window.to)
        .filter((at) => {
          const { responders } = resolveTargets(targets, proven, [], { severity, at });
          const count = responders.length;
          return isIn(gaps, at) !== (count === 0) || isIn(few, at) !== (count === 1);
        });
      expect(faults).toEqual([]);
      expect(gaps.some((gap, i) => gaps[i - 1]?.to === gap.from)).toBe(false);
    });
    fc.assert(property, { numRuns: runs(15) });
  });
});

describe('weakSpots', () => {
  test('reports a step that is empty by day once, with its total and first times', () => {
    const schedules = [schedule('night', ['bo'], nights)];
    const services = [service('icu', { critical: 'p', error: 'p' })];
    const weak = weakSpots(
      config([policy('p', ['night', '@ann'])], schedules, services),
      MONDAY,
      MONDAY + 10 * DAY,
    );
    const noon = (day: number) => ({
      from: MONDAY + day * DAY + 7 * HOUR,
      to: MONDAY + day * DAY + 19 * HOUR,
    });
    expect(weak).toEqual([
      {
        policy: 'p',
        step: 'step 1',
        severities: ['critical', 'error'],
        total: 10 * 12 * HOUR,
        count: 10,
        first: [noon(0), noon(1), noon(2)],
        reason: 'nobody is on call in schedule night',
      },
    ]);
  });

  test('counts the fallback as a step, and checks only severities in use', () => {
    const services = [service('icu', { critical: 'p', info: 'p' })];
    const weak = weakSpots(config([policy('p', ['@ann'], ['@loud'])], [], services), MONDAY);
    expect(weak).toMatchObject([{ step: 'the fallback', severities: ['info'], count: 1 }]);
  });

  test('reports a step that reaches fewer people than must answer, and says whom', () => {
    const schedules = [schedule('day', ['bo'], days)];
    const answered = { targets: [target('@ann'), target('@mute'), target('day')], delay: HOUR };
    const given = { ...policy('p', []), steps: [{ ...answered, answers: 2 }] };
    expect(weakSpots(config([given], schedules), MONDAY, MONDAY + DAY)).toEqual([
      {
        ...{ policy: 'p', step: 'step 1', severities: ['critical'], wanted: 2 },
        ...{ total: 12 * HOUR, count: 2, reason: 'only ann can be paged' },
        first: [
          { from: MONDAY, to: MONDAY + 7 * HOUR },
          { from: MONDAY + 19 * HOUR, to: MONDAY + DAY },
        ],
      },
    ]);
  });

  test('ignores a policy that no service uses', () => {
    const unused = [policy('p', ['@ann']), policy('q', ['@mute'])];
    expect(weakSpots(config(unused, []), MONDAY)).toEqual([]);
  });
});
