import { fingerprint } from '#core/alert/fingerprint.ts';
import type { Config } from '#core/config.ts';
import { bundleDue } from '#core/notification/delivery.ts';
import { type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import { assessSubject } from './assess-subject.ts';
import { inParallel } from './in-parallel.ts';
import type { Due, Ports } from './ports.ts';
import { SUBJECTS_AT_ONCE } from './subject-saving.ts';

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

/** The most items of a kind that one tick takes; what is left stays due for the next. */
const BATCH = 2_000;

/**
 * Finds everything that is due and hands it to whoever handles it. It changes nothing itself except subjects, so a tick that comes twice, or
 * stops half-way, does no harm: what is due stays due until it has been handled. A standby takes only what has been due for so long that nobody else seems to.
 */
export function tick(ports: TickPorts, config: Config, standby: Duration = 0) {
  const assess = assessSubject(ports, config);
  return async (now: Instant): Promise<TickReport> => {
    const [subjects, incidents, pages] = await Promise.all([
      ports.subjects.dueBefore(now - standby, BATCH),
      ports.incidents.dueBefore(now - standby, BATCH),
      ports.pages.dueBefore(now - standby, BATCH),
    ]);
    const [assessed, ...sent] = await Promise.all([
      inParallel(subjects, SUBJECTS_AT_ONCE, ({ id }) => assess(id, now)),
      Promise.allSettled([
        lookAtIncidents(ports, incidents, now),
        sendWaitingPages(ports, pages, now),
      ]),
    ]);
    const failures = [...assessed, ...sent.flat()].flatMap((h) =>
      h.status === 'rejected' ? [String(h.reason)] : [],
    );
    const oldest = Math.min(now, ...[...subjects, ...incidents, ...pages].map((d) => d.due));
    return {
      subjects: subjects.length,
      incidents: incidents.length,
      pages: pages.length,
      oldestDue: now - oldest,
      failures,
    };
  };
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
