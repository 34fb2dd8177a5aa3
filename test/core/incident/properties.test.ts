import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Transition } from '#core/alert/alert.ts';
import { SEVERITIES } from '#core/alert/severity.ts';
import { omit } from '#core/collections/omit.ts';
import { act } from '#core/incident/act.ts';
import type { Action } from '#core/incident/action.ts';
import { unsilencedAlerts } from '#core/incident/alerts.ts';
import { hasAnswered } from '#core/incident/answers.ts';
import type { IncidentContext } from '#core/incident/context.ts';
import { decide, ordersToRelay } from '#core/incident/decide.ts';
import { foldTransition } from '#core/incident/fold-transition.ts';
import { deferredUntil, type Incident, isPaging } from '#core/incident/incident.ts';
import { reconcile } from '#core/incident/reconcile.ts';
import type { PageRecord } from '#core/paging/page.ts';
import type { Silence } from '#core/suppression/silence.ts';
import type { Config } from '#core/team/config.ts';
import type { SupportHours } from '#core/team/support-hours.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital, person, policy, service, to } from '../../support/config.ts';
import { NIGHT } from '../../support/incident.ts';
import { runs } from '../../support/runs.ts';
import { CONFIG, delivered, ends, fires, idOf, record, silence, withIcu } from './given.ts';

const BEDS = ['bed-1', 'bed-2', 'bed-3'] as const;
const PEOPLE = ['anna', 'bo', 'cia', 'a key', 'constructor'] as const;

const patient = person(
  'anna',
  ['sms', 'email'],
  [
    { channel: 'sms', delay: 0, severities: SEVERITIES },
    { channel: 'email', delay: 7 * MINUTE, severities: ['critical'] },
  ],
);

/** `NIGHT` lies some hours before. */
const OFFICE: SupportHours = {
  below: 'critical',
  timeZone: 'UTC',
  restrictions: [{ days: [], from: '04:00', to: '05:30' }],
};

/** Configs that a team may deploy at any moment. */
const CONFIGS: readonly Config[] = [
  CONFIG,
  hospital({ people: [patient], policies: [policy('icu', [to('anna')], { repeat: 2 })] }),
  hospital({ services: [service('icu', 'icu', { autoResolve: false, groupWait: 90 * SECOND })] }),
  hospital({ people: ['anna', 'bo', 'cia'].map((id) => person(id, [])) }),
  withIcu({ policies: { critical: null, error: null, warning: 'it', info: null } }),
  withIcu({ ackTimeout: null }),
  withIcu({ hours: OFFICE }),
  hospital({
    policies: [
      policy('icu', [], {
        steps: [
          { targets: to('anna', 'bo'), delay: 5 * MINUTE, inTurn: true },
          { targets: to('cia'), delay: 5 * MINUTE, severities: ['critical'] },
        ],
        ...{ repeat: 1, repeatFrom: 'first' },
      }),
    ],
  }),
  hospital({
    policies: [
      policy('icu', [], {
        steps: [
          { targets: to('anna', 'bo'), delay: 5 * MINUTE, answers: 2 },
          { targets: to('cia'), delay: 5 * MINUTE, answers: 3, severities: ['critical'] },
        ],
        ...{ repeat: 1, repeatFrom: 'first' },
      }),
    ],
  }),
  { ...CONFIG, services: omit(CONFIG.services, 'icu') },
  { ...omit(CONFIG, 'technicalService'), services: {}, people: {} },
];

type Command =
  | { readonly kind: 'fire' | 'assert' | 'end'; readonly bed: number; readonly severity: number }
  | { readonly kind: 'mark'; readonly bed: number }
  | { readonly kind: 'act'; readonly does: Action['kind']; readonly by: number }
  | { readonly kind: 'pass'; readonly time: number }
  | { readonly kind: 'follow' }
  | { readonly kind: 'silence'; readonly bed: number; readonly time: number }
  | { readonly kind: 'unsilence' }
  | { readonly kind: 'outcome'; readonly status: PageRecord['status'] | 'none' }
  | { readonly kind: 'deploy'; readonly config: number };

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('fire' as const, 'assert' as const, 'end' as const),
      bed: fc.nat(2),
      severity: fc.nat(3),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      does: fc.constantFrom<Action['kind']>(
        'acknowledge',
        'take_over',
        'decline',
        'escalate',
        'resolve',
        'undo',
        'snooze',
        'reassign',
        'note',
      ),
      by: fc.nat(PEOPLE.length - 1),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('mark' as const), bed: fc.nat(2) }) },
  // A machine's clock may be behind that of the last by some seconds.
  fc.record({
    kind: fc.constant('pass' as const),
    time: fc.oneof(fc.integer({ min: -5_000, max: 5_000 }), fc.integer({ min: 0, max: 2 * HOUR })),
  }),
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('follow' as const) }) },
  fc.record({
    kind: fc.constant('silence' as const),
    bed: fc.integer({ min: -1, max: 2 }),
    time: fc.integer({ min: 1, max: HOUR }),
  }),
  fc.record({ kind: fc.constant('unsilence' as const) }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('outcome' as const),
      status: fc.constantFrom(
        'sent' as const,
        'failed' as const,
        'withdrawn' as const,
        'retrying' as const,
        'none' as const,
      ),
    }),
  },
  fc.record({ kind: fc.constant('deploy' as const), config: fc.nat(CONFIGS.length - 1) }),
);

/** A small world with one group key: what is stored, and the context of a decision. */
interface Little {
  readonly incident: Incident | undefined;
  readonly now: number;
  readonly seq: number;
  readonly since: readonly number[];
  readonly config: Config;
  readonly silences: readonly Silence[];
  readonly outcome: PageRecord['status'] | 'none';
}

const START: Little = {
  incident: undefined,
  now: NIGHT,
  seq: 0,
  since: BEDS.map(() => NIGHT),
  config: CONFIG,
  silences: [],
  outcome: 'sent',
};

function contextOf({ incident, now, config, silences, outcome }: Little): IncidentContext {
  const handedOver = (incident?.pages ?? []).filter((page) => page.status === 'handed_over');
  const records =
    outcome === 'none'
      ? new Map<string, PageRecord>()
      : new Map(handedOver.map((page) => [page.id, record(page, outcome, 'so it was')]));
  return { now, config, silences, overrides: [], records };
}

function step(little: Little, c: Command): Little {
  switch (c.kind) {
    case 'fire':
    case 'assert':
    case 'end':
      return told(little, c.kind, c.bed, c.severity);
    case 'mark': {
      const marked = { fingerprint: idOf(BEDS[c.bed] ?? 'bed-1'), by: 'key monitor' };
      const event = { kind: 'acknowledged_by_sender', ...marked } as const;
      return saved(little, decide(little.incident, event, contextOf(little)).incident);
    }
    case 'act':
      return acted(little, c.does, PEOPLE[c.by] ?? 'anna');
    case 'pass':
      return { ...little, now: little.now + c.time };
    case 'follow':
      return looked({ ...little, now: Math.max(little.now, little.incident?.due ?? 0) });
    case 'silence': {
      const made = silence(BEDS[c.bed] ?? null, c.time, { startsAt: little.now });
      const endsAt = little.now + c.time;
      return looked({ ...little, silences: [...little.silences, { ...made, endsAt }] });
    }
    case 'unsilence':
      return looked({ ...little, silences: [] });
    case 'outcome':
      return { ...little, outcome: c.status };
    case 'deploy':
      return { ...little, config: CONFIGS[c.config] ?? CONFIG };
  }
}

function looked(little: Little): Little {
  return saved(little, decide(little.incident, { kind: 'look' }, contextOf(little)).incident);
}

function told(little: Little, kind: 'fire' | 'assert' | 'end', bed: number, worst: number): Little {
  const seq = little.seq + 1;
  const since = little.since.map((at, i) => (i === bed && kind === 'fire' ? NIGHT + seq : at));
  const subject = BEDS[bed] ?? 'bed-1';
  const more = {
    severity: SEVERITIES[worst] ?? 'critical',
    startsAt: since[bed] ?? NIGHT,
  } as const;
  const transition = kind === 'end' ? ends(subject, seq, more) : fires(subject, seq, more);
  const { incident } = decide(
    little.incident,
    { kind: 'transition', transition },
    contextOf(little),
  );
  return saved({ ...little, seq, since }, incident);
}

function acted(little: Little, kind: Action['kind'], by: string): Little {
  if (little.incident === undefined) {
    return little;
  }
  const until = little.now + 20 * MINUTE;
  const action = { kind, by, until, text: 'so', to: { kind: 'person', id: 'bo' } } as Action;
  const { decision } = act(little.incident, action, contextOf(little));
  expect(unmarked(decision.incident)).toEqual(unmarked(little.incident));
  return saved(little, decision.incident);
}

/**
 * Returns the alerts but for the acknowledgements of their senders, which some actions take back.
 */
function unmarked(incident: Incident | undefined): readonly object[] {
  return Object.values(incident?.alerts ?? {}).map((alert) => omit(alert, 'acknowledged'));
}

/** Returns what is stored after the hand-over, and checks the invariants of every incident. */
function saved(little: Little, incident: Incident | undefined): Little {
  if (incident === undefined) {
    return little;
  }
  const before = contextOf({ ...little, incident });
  for (const { id, responder } of ordersToRelay(incident, before)) {
    expect([isPaging(incident), hasAnswered(incident, responder), id]).toEqual([true, false, id]);
  }
  const given = { ...before, records: new Map<string, PageRecord>() };
  const after = { ...little, incident: delivered(incident, given) };
  expectSound(after);
  return after;
}

function expectSound(little: Little): void {
  const { incident, now } = little;
  if (incident === undefined) {
    return;
  }
  const given = contextOf(little);
  const settled = reconcile(incident, given);
  expect(reconcile(settled, given)).toBe(settled);
  if (incident.status !== 'resolved') {
    expect(incident.due).toBeDefined();
  }
  if (incident.due !== undefined) {
    expect(incident.due).toBeGreaterThan(now);
  }
  // As far as the clock may have gone back since it was decided.
  const latest = now + 15 * MINUTE + 40 * 5 * SECOND;
  if (incident.status !== 'resolved') {
    expect(incident.due).toBeLessThanOrEqual(latest);
  }
  if (!isPaging(incident)) {
    expect(incident.pages.map((p) => p.status)).not.toContain('planned');
  }
  if (isPaging(incident) && incident.escalation.phase !== 'unpaged') {
    expect(incident.escalation.nextAt).toBeDefined();
  }
  if (deferredUntil(settled) !== undefined) {
    expect(settled.severity).not.toBe('critical');
    expect(deferredUntil(settled)).toBeGreaterThan(now);
  }
  expect(incident.status === 'acknowledged').toBe(
    incident.acknowledgement !== undefined && incident.status !== 'resolved',
  );
  if (incident.status === 'acknowledged') {
    for (const { alert } of unsilencedAlerts(incident, given)) {
      expect(incident.acknowledgement?.alerts).toContain(alert.fingerprint);
    }
  }
  expectCounted(incident);
  const ids = incident.pages.map((page) => page.id);
  expect(new Set(ids).size).toBe(ids.length);
}

/** Each counts once, and as many as are wanted are what acknowledges it. */
function expectCounted({ status, answers, acknowledgement }: Incident): void {
  if (answers === undefined) {
    return;
  }
  const { wanted, from, covered } = answers;
  expect(new Set(from.map(({ by, bySender }) => `${by} ${bySender}`)).size).toBe(from.length);
  if (status === 'triggered') {
    expect(from.length).toBeLessThan(wanted);
    expect(covered !== undefined).toBe(from.length > 0);
  }
  if (status === 'acknowledged') {
    expect(from.length).toBe(wanted);
    expect(from.map(({ by }) => by)).toContain(acknowledgement?.by);
  }
}

describe('whatever happens to an incident', () => {
  test('it settles at once, is due in the future and within 15 minutes, pages only while it pages, and an answer loses no alert', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 3, maxLength: 40 }), (commands) => {
        let little = told(START, 'fire', 0, 0);
        for (const c of commands) {
          little = step(little, c);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  test('left alone for a day it is looked at no more than once a minute, and comes to rest where all has ended', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 3, maxLength: 20 }), (commands) => {
        let little = told(START, 'fire', 0, 0);
        for (const c of commands) {
          little = step(little, c);
        }
        const end = little.now + DAY;
        let looks = 0;
        for (; (little.incident?.due ?? end) < end; looks++) {
          little = step({ ...little, outcome: 'sent' }, { kind: 'follow' });
        }
        expect(looks).toBeLessThanOrEqual(24 * 60 + 30);
        if (little.incident?.status === 'resolved') {
          expect(little.incident.due).toBeUndefined();
        }
      }),
      { numRuns: runs(15) },
    );
  });
});

/**
 * What one bed's monitor says: it fires, perhaps is told again or with another severity, and ends;
 * and so on.
 */
const history: fc.Arbitrary<readonly ('again' | 'worse' | 'next')[]> = fc.array(
  fc.constantFrom('again' as const, 'worse' as const, 'next' as const, 'next' as const),
  { minLength: 1, maxLength: 6 },
);

function transitionsOf(subject: string, words: readonly string[]): readonly Transition[] {
  const made: Transition[] = [];
  let firing = false;
  let startsAt = NIGHT;
  let severity = 0;
  for (const [i, word] of words.entries()) {
    const seq = i + 2;
    if (!firing) {
      startsAt = NIGHT + seq;
    } else if (word === 'worse') {
      severity = (severity + 1) % SEVERITIES.length;
    }
    const more = { startsAt, severity: SEVERITIES[severity] ?? 'critical' };
    made.push(firing && word === 'next' ? ends(subject, seq, more) : fires(subject, seq, more));
    firing = !(firing && word === 'next');
  }
  return made;
}

function statusesAfter(transitions: readonly Transition[]): readonly string[] {
  const anchor = fires('bed-0', 1);
  const given = { ...contextOf(START) };
  const last = transitions.reduce(
    (incident, transition) => foldTransition(incident, transition, given),
    foldTransition(undefined, anchor, given),
  );
  return Object.values(last?.alerts ?? {})
    .map(({ alert, status }) =>
      status === 'firing'
        ? `${alert.subject} ${status} ${alert.severity}`
        : `${alert.subject} ${status}`,
    )
    .sort();
}

test('transitions in any order, any of them twice, end in the statuses of the order in which they were made', () => {
  fc.assert(
    fc.property(
      fc.tuple(history, history),
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.infiniteStream(fc.nat(1_000)),
      ([one, two], copies, keys) => {
        const made = [...transitionsOf('bed-1', one), ...transitionsOf('bed-2', two)];
        const twice = copies.map((n) => made[n % made.length] as Transition);
        const shuffled = [...made, ...twice]
          .map((transition) => ({ transition, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ transition }) => transition);
        expect(statusesAfter(shuffled)).toEqual(statusesAfter(made));
      },
    ),
    { numRuns: runs(600) },
  );
});
