import { fingerprint } from '#core/alert/fingerprint.ts';
import type { Config } from '#core/config.ts';
import { bundleDue } from '#core/notification/delivery.ts';
import { type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import { assessSubjects } from './assess-subjects.ts';
import { inParallel } from './in-parallel.ts';
import type { Due, DueKind, DueShare, Ports } from './ports.ts';

/** What a tick found and handed on. `oldestDue` is how long the oldest item has been due, in ms: the auditor's figure. */
export interface TickReport {
  readonly subjects: number;
  readonly incidents: number;
  readonly pages: number;
  readonly oldestDue: number;
  /** Items that could not be handled now, with the reason; they stay due. */
  readonly failures: readonly string[];
}

type TickPorts = Pick<Ports, 'subjects' | 'incidents' | 'pages' | 'incidentQueue' | 'pageQueue'>;

/** The most items that are taken of a lane at once. */
const SLICE = 500;

/** Subjects that are looked at together, and how many such groups at once. */
const SUBJECTS_TOGETHER = 10;
const GROUPS_AT_ONCE = 5;

/**
 * Finds what is due and hands it to whoever handles it: a slice of each lane. `crowded` hears at once of the shares in which there is more; what nobody takes
 * stays due for the next tick. It changes nothing itself except subjects, so a tick that comes twice, or stops half-way, does no harm: what is due stays due
 * until it has been handled. A standby takes only what has been due for so long that nobody else seems to.
 */
export function tick(ports: TickPorts, config: Config, standby: Duration = 0) {
  const shares = allShares(ports);
  const handle = handleDue(ports, config);
  return async (
    now: Instant,
    crowded: (shares: readonly DueShare[]) => Promise<void> = async () => undefined,
  ): Promise<TickReport> => {
    const found = await Promise.all(shares.map((share) => findDue(ports, share, now - standby)));
    const rests = found.flatMap(({ rest }) => rest ?? []);
    const [handedOn, handled] = await Promise.allSettled([
      rests.length > 0 && crowded(rests),
      Promise.all(found.map(({ kind, due }) => handle(kind, due, now))),
    ]);
    if (handled.status === 'rejected') throw handled.reason;
    if (handedOn.status === 'rejected') throw handedOn.reason;
    return report(found, handled.value.flat(), now);
  };
}

/** Takes the next slice of a share that a tick found crowded, as the tick does; the caller goes on with the rest for as long as it has time. */
export function takeShare(ports: TickPorts, config: Config, standby: Duration = 0) {
  const handle = handleDue(ports, config);
  return async (
    share: DueShare,
    now: Instant,
  ): Promise<{ readonly report: TickReport; readonly rest: DueShare | undefined }> => {
    const found = await findDue(ports, share, now - standby);
    const failures = await handle(found.kind, found.due, now);
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

/** A slice of a share, oldest first, and where there is more of it. */
interface Found {
  readonly kind: DueKind;
  readonly due: readonly Due[];
  readonly rest: DueShare | undefined;
}

/** Each lane is a share of its own, but all lanes of pages are one: those of a mailbox go together, whichever lane they stand in. */
function allShares({ subjects, incidents, pages }: TickPorts): readonly DueShare[] {
  const lanes = (count: number) => Array.from({ length: count }, (_, lane) => ({ lane }));
  return [
    ...lanes(subjects.dueLanes).map((lane) => ({ kind: 'subjects', lanes: [lane] }) as const),
    ...lanes(incidents.dueLanes).map((lane) => ({ kind: 'incidents', lanes: [lane] }) as const),
    { kind: 'pages', lanes: lanes(pages.dueLanes) },
  ];
}

async function findDue(
  ports: TickPorts,
  { kind, lanes }: DueShare,
  until: Instant,
): Promise<Found> {
  const slices = await Promise.all(
    lanes.map(async ({ lane, after }) => ({
      lane,
      due: await ports[kind].dueInLane(lane, until, SLICE, after),
    })),
  );
  const full = slices.flatMap(({ lane, due }) => {
    const after = due[SLICE - 1];
    return after === undefined ? [] : [{ lane, after }];
  });
  const due = slices.flatMap((slice) => slice.due).sort((a, b) => a.due - b.due);
  return { kind, due, rest: full.length === 0 ? undefined : { kind, lanes: full } };
}

/** Hands on what was found, and tells what failed. */
function handleDue(ports: TickPorts, config: Config) {
  const assess = assessSubjects(ports, config);
  return async (kind: DueKind, due: readonly Due[], now: Instant): Promise<readonly string[]> => {
    if (due.length === 0) return [];
    if (kind === 'subjects') return lookAtSubjects(assess, due, now);
    const send = kind === 'incidents' ? lookAtIncidents : sendWaitingPages;
    return send(ports, due, now).then(
      () => [],
      (reason: unknown) => [String(reason)],
    );
  };
}

async function lookAtSubjects(
  assess: ReturnType<typeof assessSubjects>,
  due: readonly Due[],
  now: Instant,
): Promise<readonly string[]> {
  const ids = due.map(({ id }) => id);
  const groups = Array.from({ length: Math.ceil(ids.length / SUBJECTS_TOGETHER) }, (_, i) =>
    ids.slice(i * SUBJECTS_TOGETHER, (i + 1) * SUBJECTS_TOGETHER),
  );
  const assessed = await inParallel(groups, GROUPS_AT_ONCE, (group) => assess(group, now));
  return assessed
    .flatMap((group) => (group.status === 'fulfilled' ? group.value : group))
    .flatMap((subject) => (subject.status === 'rejected' ? [String(subject.reason)] : []));
}

/** What the index tells is enough: whoever looks loads the incident, and finds nothing to do where the index was behind. */
async function lookAtIncidents(
  { incidentQueue }: TickPorts,
  incidents: readonly Due[],
  now: Instant,
): Promise<void> {
  await incidentQueue.send(
    incidents.map(({ id, due }) => ({
      body: { kind: 'look', incident: id, why: 'due' },
      deduplication: `${id}:${due}:${minuteOf(now)}`,
    })),
  );
}

async function sendWaitingPages(
  ports: TickPorts,
  due: readonly Due[],
  now: Instant,
): Promise<void> {
  const records = await ports.pages.load(due.map(({ id }) => id));
  const waiting = [...records.values()].filter((r) => r.due !== undefined && r.due <= now);
  await ports.pageQueue.send(
    bundleDue(waiting).map((body) => {
      const pages = body.orders.map(({ id }) => `${id}@${records.get(id)?.version}`);
      return { body, deduplication: `bundle:${fingerprint(pages)}:${minuteOf(now)}` };
    }),
  );
}

/** Part of what makes two messages the same: one that waits in its queue is not joined by another each tick, and one that was lost is repeated. */
function minuteOf(now: Instant): number {
  return Math.floor(now / MINUTE);
}
