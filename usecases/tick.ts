import type { Config } from '#core/config.ts';
import { bundleDue } from '#core/notification/delivery.ts';
import type { Instant } from '#core/time/instant.ts';
import { MINUTE } from '#core/time/instant.ts';
import { assessSubject } from './assess-subject.ts';
import type { Due, Ports } from './ports.ts';

/** What a tick found and handed on. `oldestDue` is how long the oldest item has been due, in ms: the auditor's figure. */
export interface TickReport {
  readonly subjects: number;
  readonly incidents: number;
  readonly pages: number;
  readonly oldestDue: number;
  /** Items that could not be handled now, with the reason; they stay due. */
  readonly failures: readonly string[];
}

/** The most items of a kind that one tick takes; what is left stays due for the next. */
const BATCH = 2_000;
const SUBJECTS_AT_ONCE = 16;

/**
 * Finds everything that is due and hands it to whoever handles it. It changes nothing itself except subjects, so a tick that comes twice, or
 * stops half-way, does no harm: what is due stays due until it has been handled.
 */
export function tick(ports: Ports, config: Config) {
  const assess = assessSubject(ports, config);
  return async (now: Instant): Promise<TickReport> => {
    const [subjects, incidents, pages] = await Promise.all([
      ports.subjects.dueBefore(now, BATCH),
      ports.incidents.dueBefore(now, BATCH),
      ports.pages.dueBefore(now, BATCH),
    ]);
    const failures: string[] = [];
    const attempt = (work: Promise<unknown>) =>
      work.catch((error: unknown) => failures.push(String(error)));
    await Promise.all([
      attempt(lookAtIncidents(ports, incidents, now)),
      attempt(sendWaitingPages(ports, pages, now)),
      ...Array.from({ length: SUBJECTS_AT_ONCE }, async (_, lane) => {
        for (let i = lane; i < subjects.length; i += SUBJECTS_AT_ONCE) {
          const subject = subjects[i];
          if (subject !== undefined) await attempt(assess(subject.id, now));
        }
      }),
    ]);
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

async function lookAtIncidents(ports: Ports, due: readonly Due[], now: Instant): Promise<void> {
  const incidents = await ports.incidents.load(due.map(({ id }) => id));
  await ports.incidentQueue.send(
    [...incidents.values()]
      .filter((incident) => incident.due !== undefined && incident.due <= now)
      .map(({ id, groupKey, version }) => ({
        body: { kind: 'look', groupKey, incident: id, why: 'due' },
        // One look a minute and version: a look that waits in the queue is not joined by more, and a lost one is repeated.
        deduplication: `${id}:${version}:${Math.floor(now / MINUTE)}`,
      })),
  );
}

async function sendWaitingPages(ports: Ports, due: readonly Due[], now: Instant): Promise<void> {
  const records = await ports.pages.load(due.map(({ id }) => id));
  const waiting = [...records.values()].filter((r) => r.due !== undefined && r.due <= now);
  await ports.pageQueue.send(
    bundleDue(waiting).map((body) => ({
      body,
      deduplication: `bundle:${body.responder}:${body.channel}:${body.orders[0]?.id}:${now}`,
    })),
  );
}
