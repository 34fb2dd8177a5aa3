import { fingerprint } from '#core/alert/fingerprint.ts';
import { bundleDue } from '#core/paging/delivery.ts';
import { pageDue } from '#core/paging/page-due.ts';
import type { Config } from '#core/team/config.ts';
import type { ClockStep } from '#core/time/clock-skew.ts';
import { type Duration, END_OF_TIME, type Instant, MINUTE } from '#core/time/instant.ts';
import { LOOK_AHEAD, lookTime } from '#core/time/look-ahead.ts';
import { loadReadable } from './load-readable.ts';
import type { Due, DueKind, DueShard, Look, Ports } from './ports.ts';
import { reconcileAll } from './reconcile-subjects.ts';

/**
 * What a tick found and passed on. `oldestDue` is how long the oldest item has been due, in ms, for
 * the auditor.
 */
export interface TickReport {
  readonly subjects: number;
  readonly incidents: number;
  readonly pages: number;
  readonly oldestDue: number;
  /** Items that could not be handled now, with the reason; they stay due. */
  readonly failures: readonly string[];
}

export type TickPorts = Pick<
  Ports,
  'subjects' | 'incidents' | 'pages' | 'incidentQueue' | 'pageQueue'
>;

/** How many items of a lane one tick handles. */
const SLICE = 500;

/** How many items of a lane that are not due yet a tick looks at. */
const MOST_FORESEEN = 10_000;

/** To whom a tick hands on what it does not handle itself; each is called at most once. */
export interface HandOn {
  /**
   * Called at once with the shards that have more.
   * @default they stay due for the next tick
   */
  crowded?(shares: readonly DueShard[]): Promise<void>;
  /**
   * Called with looks at what becomes due before the next tick.
   * @default none is asked for
   */
  foreseen?(looks: readonly Look[], now: Instant): Promise<void>;
}

/**
 * Finds the due items and passes them to their handlers: one slice of each lane. What nobody
 * handles stays due for the next tick. The tick itself changes only subjects, so a repeated or
 * interrupted tick does no harm: an item stays due until it has been handled. A standby takes only
 * items that have been due for so long that no other Region seems to handle them, and foresees
 * none. After the clock went back (`step`) it handles everything that waits, due or not.
 */
export function tick(ports: TickPorts, config: Config, standby: Duration = 0) {
  const shares = allShares(ports);
  const take = takeShares(ports, config);
  return (now: Instant, handOn: HandOn = {}, step?: ClockStep): Promise<TickReport> => {
    const asked = step === undefined ? shares : shares.map((share) => ({ ...share, step }));
    const ahead = handOn.foreseen === undefined || standby > 0 ? 0 : LOOK_AHEAD;
    return take(asked, { now, until: now - standby, ahead }, handOn);
  };
}

/**
 * Looks at what is due of one kind, as a tick does, when it was asked to. A look that has begun
 * since the moment for which it was asked has seen the same: in a storm many ask for one second.
 */
export function look(ports: TickPorts, config: Config) {
  const shares = allShares(ports);
  const take = takeShares(ports, config);
  const begun = new Map<DueKind, Instant>();
  return async (
    { kind, at }: Look,
    now: Instant,
    handOn: Pick<HandOn, 'crowded'> = {},
  ): Promise<TickReport> => {
    const last = begun.get(kind) ?? Number.NEGATIVE_INFINITY;
    if (at <= last && last <= now) {
      return report([], [], now);
    }
    const asked = shares.filter((share) => share.kind === kind).map((s) => ({ ...s, until: now }));
    const looked = await take(asked, { now, until: now, ahead: 0 }, handOn);
    // What could not be handled is due still, and another look may handle it.
    if (looked.failures.length === 0) {
      begun.set(kind, now);
    }
    return looked;
  };
}

/** The time of a tick, until when what is due counts, and how far it looks ahead of that. */
interface Span {
  readonly now: Instant;
  readonly until: Instant;
  readonly ahead: Duration;
}

function takeShares(ports: TickPorts, config: Config) {
  const handle = handleDue(ports, config);
  return async (
    shares: readonly DueShard[],
    { now, until, ahead }: Span,
    { crowded, foreseen }: HandOn,
  ): Promise<TickReport> => {
    const found = await Promise.all(shares.map((share) => findDue(ports, share, { until, ahead })));
    const rests = found.flatMap(({ rest }) => rest ?? []);
    const looks = looksAt(found, now);
    const handedOn = [
      rests.length > 0 && crowded?.(rests),
      looks.length > 0 && foreseen?.(looks, now),
    ];
    const [handled, ...others] = await Promise.allSettled([
      Promise.all(found.map((share) => handle(share, now))),
      ...handedOn,
    ]);
    if (handled.status === 'rejected') {
      throw handled.reason;
    }
    for (const other of others) {
      if (other.status === 'rejected') {
        throw other.reason;
      }
    }
    return report(found, handled.value.flat(), now);
  };
}

/** Returns the looks at what is not due yet: one for each kind and second that has something. */
function looksAt(found: readonly Found[], now: Instant): readonly Look[] {
  const kinds = Map.groupBy(found, ({ kind }) => kind);
  return [...kinds].flatMap(([kind, shares]) => {
    const times = shares.flatMap(({ soon }) => soon.map(({ due }) => lookTime(due, now)));
    return [...new Set(times)].map((at) => ({ kind, at }));
  });
}

/**
 * Handles the next slice of a shard in which a tick found more, in the same way; the caller
 * continues for as long as it has time.
 */
export function takeShard(ports: TickPorts, config: Config, standby: Duration = 0) {
  const handle = handleDue(ports, config);
  return async (
    share: DueShard,
    now: Instant,
  ): Promise<{ readonly report: TickReport; readonly rest: DueShard | undefined }> => {
    const until = share.until === undefined ? now - standby : Math.min(share.until, now);
    const found = await findDue(ports, share, { until });
    const failures = await handle(found, now);
    return { report: report([found], failures, now), rest: found.rest };
  };
}

function report(found: readonly Found[], failures: readonly string[], now: Instant): TickReport {
  const counted = (kind: DueKind) =>
    found.reduce((sum, share) => sum + (share.kind === kind ? share.due.length : 0), 0);
  const oldest = found.reduce((first, { due: [next] }) => Math.min(first, next?.due ?? now), now);
  return {
    subjects: counted('subjects'),
    incidents: counted('incidents'),
    pages: counted('pages'),
    oldestDue: now - oldest,
    failures,
  };
}

/**
 * A slice of a shard, oldest first, the rest of the shard if there is more, and what is not due yet
 * but will be soon.
 */
interface Found {
  readonly kind: DueKind;
  readonly due: readonly Due[];
  readonly soon: readonly Due[];
  readonly rest: DueShard | undefined;
  readonly step?: ClockStep;
}

/**
 * Each lane is a shard of its own, except that all lanes of pages are one: the pages of a mailbox
 * go together, whichever lane they are in.
 */
function allShares({ subjects, incidents, pages }: TickPorts): readonly DueShard[] {
  const lanes = (count: number) => Array.from({ length: count }, (_, lane) => ({ lane }));
  return [
    ...lanes(subjects.dueLanes).map((lane) => ({ kind: 'subjects', lanes: [lane] }) as const),
    ...lanes(incidents.dueLanes).map((lane) => ({ kind: 'incidents', lanes: [lane] }) as const),
    { kind: 'pages', lanes: lanes(pages.dueLanes) },
  ];
}

async function findDue(
  ports: TickPorts,
  share: DueShard,
  span: { readonly until: Instant; readonly ahead?: Duration },
): Promise<Found> {
  const { kind, lanes, step } = share;
  const { until, ahead = 0 } = step === undefined ? span : { until: END_OF_TIME };
  const slices = await Promise.all(
    lanes.map(async ({ lane, after }) => {
      const first = await ports[kind].dueInLane(lane, until + ahead, SLICE, after);
      const last = first[SLICE - 1];
      // Where all of the slice is due, whoever takes the rest goes on until nothing is, and does
      // not look ahead: what is behind the rest is foreseen here.
      const from = last && { ...last, due: Math.max(last.due, until) };
      const more =
        from !== undefined && ahead > 0
          ? await ports[kind].dueInLane(lane, until + ahead, MOST_FORESEEN, from)
          : [];
      const due = first.filter((item) => item.due <= until);
      const soon = [...first, ...more].filter((item) => item.due > until);
      return { lane, due, soon };
    }),
  );
  const full = slices.flatMap(({ lane, due }) => {
    const after = due[SLICE - 1];
    return after === undefined ? [] : [{ lane, after }];
  });
  const due = slices.flatMap((slice) => slice.due).sort((a, b) => a.due - b.due);
  const soon = slices.flatMap((slice) => slice.soon);
  const rest = full.length === 0 ? undefined : { ...share, lanes: full };
  return { kind, due, soon, rest, ...(step !== undefined && { step }) };
}

/** Passes on what was found, and returns what failed. */
function handleDue(ports: TickPorts, config: Config) {
  const assess = reconcileAll(ports, config);
  return async (found: Found, now: Instant): Promise<readonly string[]> => {
    const { kind, due, step } = found;
    if (due.length === 0) {
      return [];
    }
    if (kind === 'subjects') {
      const ids = due.map(({ id }) => id);
      return (await assess(ids, now, step)).map(String);
    }
    const send = kind === 'incidents' ? lookAtIncidents : sendWaitingPages;
    return send(ports, found, now).catch((reason: unknown) => [String(reason)]);
  };
}

/**
 * The index is sufficient: the handler loads the incident, and has nothing to do if the index was
 * stale.
 */
async function lookAtIncidents(
  { incidentQueue }: TickPorts,
  { due: incidents, step }: Found,
  now: Instant,
): Promise<readonly string[]> {
  const [why, back] = step === undefined ? ['due', {}] : ['the clock went back', { step }];
  await incidentQueue.send(
    incidents.map(({ id, due }) => ({
      body: { kind: 'look', incident: id, why, ...back },
      deduplication: [id, due, minuteOf(now), ...(step === undefined ? [] : ['back'])].join(':'),
    })),
  );
  return [];
}

/** Those whose record cannot be read keep nobody's other pages waiting. */
async function sendWaitingPages(
  ports: TickPorts,
  { due, step }: Found,
  now: Instant,
): Promise<readonly string[]> {
  const { found: records, unreadable } = await loadReadable(
    ports.pages.load,
    due.map(({ id }) => id),
  );
  const until = step === undefined ? now : Number.POSITIVE_INFINITY;
  const waiting = [...records.values()].filter((r) => (pageDue(r, now) ?? Infinity) <= until);
  const hasWaited = { ...(step !== undefined && ({ hasWaited: true } as const)) };
  await ports.pageQueue.send(
    bundleDue(waiting).map((bundle) => {
      const pages = bundle.orders.map(({ id }) => `${id}@${records.get(id)?.version}`);
      const body = { ...bundle, ...hasWaited };
      return { body, deduplication: `bundle:${fingerprint(pages)}:${minuteOf(now)}` };
    }),
  );
  return [...unreadable.values()].map(String);
}

/**
 * Part of the deduplication id: ticks within a minute do not add a second message to one that
 * waits, and a lost one is repeated.
 */
function minuteOf(now: Instant): number {
  return Math.floor(now / MINUTE);
}
