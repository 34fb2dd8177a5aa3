import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { MemoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import type { AlertEvent, ExternalAlert } from '#core/alert/external-alert.ts';
import { externalAlertItemId } from '#core/evaluation/external-alert/item.ts';
import { firingAlert, phaseOf } from '#core/evaluation/kinds.ts';
import { type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import type { IncidentMessage, PageMessage, Stores } from '#usecases/ports.ts';
import { absence, below, hospital, person } from './config.ts';
import { endedEvent, externalAlert, firingEvent } from './external-alert.ts';
import { allIncidents, expectInvariants, watchPublishing } from './invariants.ts';
import { CURRENT_CODE, type PlatformCode } from './platform-code.ts';
import { NOT_PERMITTED, THROTTLED } from './publish-outcomes.ts';
import { createWorld, START, sample, type World } from './world.ts';

const SUBJECTS = ['bed-1', 'bed-2', 'bed-3'] as const;
const PEOPLE = ['anna', 'bo', 'cia'] as const;

const both = person(
  'anna',
  ['sms', 'email'],
  [
    { channel: 'sms', delay: 0, severities: ['critical'] },
    { channel: 'email', delay: 2 * MINUTE, severities: ['critical'] },
  ],
);
/** One alert shares its incident with alerts of bed 2, the other has its own. */
const SENT = [
  externalAlert('LeadOff', START, { subject: 'bed-2' }),
  externalAlert('DiskFull', START, { subject: 'db-1' }),
] as const;
const GROUPS = [...SUBJECTS, 'db-1'].map((subject) =>
  JSON.stringify(['icu', ['subject', subject]]),
);

const usual = hospital({
  config: { alertRoutes: [{ matchers: [], to: { service: 'icu' } }] },
  people: [both],
  rules: [
    below('spo2', 88, { condition: { kind: 'below', limit: 88, clear: 90 } }),
    below('pulse', 40, { for: 30 * SECOND, keepFiringFor: 20 * SECOND }),
    absence('spo2', 8 * MINUTE, { name: 'spo2-absent' }),
  ],
});
const fewerRules = { ...usual, rules: usual.rules.slice(1) };

/** Steps of a random history. */
export type Command =
  | {
      kind: 'post';
      subject: number;
      metric: 'spo2' | 'pulse';
      value: number;
      lateSeconds: number;
      copies: number;
    }
  | { kind: 'swing'; subject: number; times: number; seconds: number }
  | {
      kind: 'send';
      alert: number;
      told: 'lasts' | 'renewed' | 'acknowledged' | 'ends';
      minutes: number;
      copies: number;
    }
  | { kind: 'pass'; seconds: number }
  | {
      kind: 'act';
      incident: number;
      action: 'acknowledge' | 'take_over' | 'decline' | 'resolve' | 'escalate' | 'undo';
      by: number;
    }
  | { kind: 'silence'; subject: number; minutes: number }
  | { kind: 'publisher'; mode: 'works' | 'sms fails' | 'throttles' }
  | { kind: 'repeat'; message: number }
  | { kind: 'crash'; inCalls: number; after: boolean }
  | { kind: 'deploy'; rules: 'usual' | 'fewer' };

export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('post' as const),
      subject: fc.nat(SUBJECTS.length - 1),
      metric: fc.constantFrom('spo2' as const, 'pulse' as const),
      value: fc.constantFrom(30, 60, 85, 89, 97),
      lateSeconds: fc.integer({ min: -5, max: 90 }),
      copies: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      alert: fc.nat(SENT.length - 1),
      told: fc.constantFrom(
        'lasts' as const,
        'renewed' as const,
        'acknowledged' as const,
        'ends' as const,
      ),
      minutes: fc.integer({ min: 0, max: 20 }),
      copies: fc.integer({ min: 1, max: 2 }),
    }),
  },
  fc.record({
    kind: fc.constant('swing' as const),
    subject: fc.nat(SUBJECTS.length - 1),
    times: fc.integer({ min: 2, max: 8 }),
    seconds: fc.integer({ min: 1, max: 100 }),
  }),
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      seconds: fc.integer({ min: 1, max: 900 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      incident: fc.nat(5),
      action: fc.constantFrom(
        'acknowledge' as const,
        'take_over' as const,
        'decline' as const,
        'resolve' as const,
        'escalate' as const,
        'undo' as const,
      ),
      by: fc.nat(PEOPLE.length - 1),
    }),
  },
  fc.record({
    kind: fc.constant('silence' as const),
    subject: fc.nat(2),
    minutes: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({
    kind: fc.constant('publisher' as const),
    mode: fc.constantFrom('works' as const, 'sms fails' as const, 'throttles' as const),
  }),
  fc.record({ kind: fc.constant('repeat' as const), message: fc.nat(500) }),
  fc.record({
    kind: fc.constant('crash' as const),
    inCalls: fc.integer({ min: 1, max: 40 }),
    after: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('deploy' as const),
    rules: fc.constantFrom('usual' as const, 'fewer' as const),
  }),
);

class Crash extends Error {}

type Around = Parameters<typeof observePorts>[1];

/** The code under test, and its view of the ports. */
export interface RunningCode {
  readonly code: PlatformCode;
  /** `around` is to be called around each call of a port that others do not see. */
  readonly wrap: (ports: MemoryPorts, around: Around, clock: () => Instant) => MemoryPorts;
}

/** Creates a world whose process can crash at a call, and whose messages can be duplicated. */
export function restlessWorld(
  stores: Partial<Stores>,
  { code, wrap }: RunningCode = { code: CURRENT_CODE, wrap: (ports) => ports },
) {
  let countdown = 0;
  let after = false;
  let repeats = 0;
  let crashes = 0;
  const sent: (
    | { readonly queue: 'incidentQueue'; readonly body: IncidentMessage }
    | { readonly queue: 'pageQueue'; readonly body: PageMessage }
  )[] = [];
  let watched: ReturnType<typeof watchPublishing> | undefined;
  const world: World = createWorld(
    usual,
    START,
    (ports) => {
      const clock = () => world.now();
      const around: Around = async (operation, call) => {
        const isNow = countdown > 0 && --countdown === 0;
        if (isNow) {
          crashes += 1;
        }
        if (isNow && !after) {
          throw new Crash(`Crash ${operation}`);
        }
        const result = await call();
        if (isNow) {
          throw new Crash(`Crash ${operation}`);
        }
        return result;
      };
      watched = watchPublishing({ ...ports, ...stores }, clock);
      return observePorts(recording(wrap(watched.ports, around, clock), sent), around);
    },
    code,
  );
  return {
    world,
    code,
    unwanted: () => watched?.unwanted ?? [],
    /** Number of duplicate pages that no crash explains. */
    duplicates: () =>
      [...(watched?.arrived.values() ?? [])].reduce((sum, times) => sum + times - 1, 0) - crashes,
    crashSoon(inCalls: number, afterwards: boolean) {
      countdown = inCalls;
      after = afterwards;
    },
    async repeat(index: number) {
      const message = sent[index % Math.max(sent.length, 1)];
      const deduplication = `repeat-${repeats++}`;
      if (message?.queue === 'incidentQueue') {
        await world.ports.incidentQueue.send([{ body: message.body, deduplication }]);
      }
      if (message?.queue === 'pageQueue') {
        await world.ports.pageQueue.send([{ body: message.body, deduplication }]);
      }
      await world.run();
    },
  };
}

export type Restless = ReturnType<typeof restlessWorld>;

function recording(ports: MemoryPorts, sent: unknown[]): MemoryPorts {
  return {
    ...ports,
    incidentQueue: {
      ...ports.incidentQueue,
      send(messages) {
        for (const { body } of messages) {
          sent.push({ queue: 'incidentQueue', body });
        }
        return ports.incidentQueue.send(messages);
      },
    },
    pageQueue: {
      ...ports.pageQueue,
      send(messages) {
        for (const { body } of messages) {
          sent.push({ queue: 'pageQueue', body });
        }
        return ports.pageQueue.send(messages);
      },
    },
  };
}

async function perform(restless: Restless, c: Command): Promise<void> {
  const { world } = restless;
  switch (c.kind) {
    case 'post': {
      const at = world.now() - c.lateSeconds * SECOND;
      const one = sample(SUBJECTS[c.subject] ?? 'bed-1', c.metric, c.value, at);
      return world.post(...Array.from({ length: c.copies }, () => one));
    }
    case 'swing':
      for (let i = 0; i < c.times; i++) {
        const value = i % 2 === 0 ? 85 : 97;
        await world.post(sample(SUBJECTS[c.subject] ?? 'bed-1', 'spo2', value, world.now()));
        await world.pass(c.seconds * SECOND);
      }
      return;
    case 'send':
      if (c.told === 'acknowledged') {
        return world.acknowledge(sentAlert(c));
      }
      return world.send(...Array.from({ length: c.copies }, () => sentEvent(c, world.now())));
    case 'pass':
      return world.pass(c.seconds * SECOND);
    case 'act': {
      const all =
        c.action === 'undo' ? await allIncidents(world.ports, GROUPS) : await world.open();
      const open = [...all].sort((a, b) => a.id.localeCompare(b.id));
      const incident = open[c.incident % Math.max(open.length, 1)];
      if (incident === undefined) {
        return;
      }
      await world.act(incident.id, { kind: c.action, by: PEOPLE[c.by] ?? 'anna' });
      return;
    }
    case 'silence': {
      const value = SUBJECTS[c.subject] ?? 'bed-1';
      const now = world.now();
      const endsAt = now + c.minutes * MINUTE;
      const matchers = [{ name: 'subject', op: '=' as const, value }];
      const made = {
        kind: 'silence',
        createdBy: 'anna',
        comment: '',
        createdAt: now,
        startsAt: now,
      } as const;
      await restless.code.silence(world.ports)(
        { ...made, id: `s-${now}-${value}`, matchers, endsAt },
        now,
      );
      return world.run();
    }
    case 'publisher':
      return choosePublisher(world, c.mode);
    case 'repeat':
      return restless.repeat(c.message);
    case 'crash':
      return restless.crashSoon(c.inCalls, c.after);
    case 'deploy':
      return world.deploy(c.rules === 'usual' ? usual : fewerRules);
  }
}

function sentAlert({ alert }: Extract<Command, { kind: 'send' }>): ExternalAlert {
  return SENT[alert] ?? SENT[0];
}

function sentEvent(c: Extract<Command, { kind: 'send' }>, now: Instant): AlertEvent {
  const alert = sentAlert(c);
  if (c.told === 'ends') {
    return endedEvent(alert);
  }
  const begun = { ...alert, startsAt: now };
  return firingEvent(c.told === 'lasts' ? begun : { ...begun, endsAt: now + c.minutes * MINUTE });
}

/** The publisher of 0.1.0 told a reason in words instead of a fault; mixed histories have one. */
const FOR_THE_VERSION_BEFORE = { reason: 'SNS was busy, or refused it' };

function choosePublisher(world: World, mode: 'works' | 'sms fails' | 'throttles'): void {
  world.ports.publisher.decide(({ channel }) => {
    if (mode === 'throttles') {
      return { ...THROTTLED, ...FOR_THE_VERSION_BEFORE };
    }
    if (mode === 'sms fails' && channel === 'sms') {
      return { ...NOT_PERMITTED, ...FOR_THE_VERSION_BEFORE };
    }
    return undefined;
  });
}

/** Whether the process survived it. */
async function survive(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!String(error).includes('Crash')) {
      throw error;
    }
    return false;
  }
}

/**
 * Evaluates the pulse rule without the platform's memory: the sample posted last decides, if it was
 * measured last.
 */
function pulseModel() {
  const known = new Map<string, { newest: Instant; breachedAt: Instant; breach?: boolean }>();
  return {
    posted(c: Extract<Command, { kind: 'post' }>, now: Instant, survived: boolean): void {
      if (c.metric !== 'pulse') {
        return;
      }
      const subject = SUBJECTS[c.subject] ?? 'bed-1';
      const at = now - c.lateSeconds * SECOND;
      const breach = c.value < 40;
      const { newest = 0, breachedAt = 0 } = known.get(subject) ?? {};
      known.set(subject, {
        newest: Math.max(newest, at),
        breachedAt: breach ? Math.max(breachedAt, at) : breachedAt,
        // Otherwise the outcome is unknown: the sample may have been lost with the process, or
        // ignored as late.
        ...(survived && at > newest && { breach }),
      });
    },
    /**
     * Returns the alerts that must fire once absence has been evaluated, and those that must not.
     */
    verdicts(): readonly { readonly subject: string; readonly fires: boolean }[] {
      return [...known].flatMap(([subject, { newest, breachedAt, breach }]) => {
        if (breach === undefined) {
          return [];
        }
        // Flapping is tracked coarsely: such an alert may continue.
        const isCertain = breach || newest >= breachedAt + 20 * SECOND;
        return isCertain ? [{ subject, fires: breach }] : [];
      });
    },
  };
}

/**
 * Checks that subjects and incidents agree, once everything is healthy again and a heartbeat
 * interval has passed.
 */
async function expectAgreement(
  restless: Restless,
  pulse: ReturnType<typeof pulseModel>,
): Promise<void> {
  const { world } = restless;
  restless.crashSoon(0, false);
  choosePublisher(world, 'works');
  await world.run();
  await world.pass(20 * MINUTE);
  const sentItems = SENT.map((alert) => externalAlertItemId(alert.fingerprint));
  const states = await world.ports.subjects.load([...SUBJECTS, ...sentItems]);
  const firing = [...states.values()].flatMap((state) =>
    Object.values(state.series).flatMap((s) => firingAlert(s)?.fingerprint ?? []),
  );
  const open = (await world.open()).filter((incident) => incident.service === 'icu');
  const held = open.flatMap((incident) =>
    Object.values(incident.alerts).flatMap((a) =>
      a.status === 'firing' ? [a.alert.fingerprint] : [],
    ),
  );
  expect(held.sort()).toEqual(firing.sort());
  // Absent values do not count as recovery: within twenty minutes each wait and each delayed end is
  // over.
  const entries = [...states.values()].flatMap((state) => Object.values(state.series));
  expect(entries.filter((e) => phaseOf(e) === 'pending' && e.kind !== 'sender-fault')).toEqual([]);
  expect(
    entries.filter((e) => e.kind === 'threshold' && e.phase === 'firing' && e.normal?.heardAt),
  ).toEqual([]);
  for (const { subject, fires: expected } of pulse.verdicts()) {
    const series = Object.values(states.get(subject)?.series ?? {});
    const pulses = series.filter((e) => firingAlert(e)?.rule === 'pulse-low');
    expect([subject, pulses.length > 0]).toEqual([subject, expected]);
  }
  for (const incident of open) {
    if (incident.status !== 'triggered' || incident.silenced) {
      continue;
    }
    const records = await world.ports.pages.load(incident.pages.map((page) => page.id));
    expect([...records.values()].map((record) => record.status)).toContain('sent');
    expect(incident.due).toBeLessThan(world.now() + 16 * MINUTE);
  }
}

/** Plays a history; checks the invariants after each step, and at the end that all parts agree. */
export async function liveThrough(restless: Restless, commands: readonly Command[]): Promise<void> {
  const pulse = pulseModel();
  for (const c of commands) {
    const now = restless.world.now();
    const survived = await survive(() => perform(restless, c));
    if (c.kind === 'post') {
      pulse.posted(c, now, survived);
    }
    restless.crashSoon(0, false);
    await expectInvariants(restless.world.ports, await allIncidents(restless.world.ports, GROUPS));
    if (c.kind === 'crash') {
      restless.crashSoon(c.inCalls, c.after);
    }
  }
  await expectAgreement(restless, pulse);
  expect(restless.unwanted()).toEqual([]);
  expect(restless.duplicates()).toBeLessThanOrEqual(0);
}
