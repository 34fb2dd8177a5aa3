import { expect } from '@jest/globals';
import type { MemoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Incident } from '#core/incident/incident.ts';
import { pageStillWanted } from '#core/incident/page-still-wanted.ts';
import type { Instant } from '#core/time/instant.ts';

/** Checks the invariants that must hold at any moment, between any two steps. */
export async function expectInvariants(
  ports: MemoryPorts,
  incidents: readonly Incident[],
): Promise<void> {
  const openGroups = incidents.filter((i) => i.status !== 'resolved').map((i) => i.groupKey);
  expect(new Set(openGroups).size).toBe(openGroups.length);
  for (const incident of incidents) {
    if (incident.status !== 'resolved') {
      expect(incident.due).toBeDefined();
    }
  }
  const pages = incidents.flatMap((i) => i.pages);
  const records = await ports.pages.load(pages.map((page) => page.id));
  for (const page of pages) {
    if (page.status === 'sent' || page.status === 'failed') {
      expect(records.get(page.id)?.status).toBe(page.status);
    }
  }
}

/** Returns all incidents of the group keys, past ones included. */
export async function allIncidents(
  ports: MemoryPorts,
  groupKeys: Iterable<string>,
): Promise<readonly Incident[]> {
  const all: Incident[] = [];
  for (const key of groupKeys) {
    const latest = await ports.incidents.latest(key);
    if (latest === undefined) {
      continue;
    }
    const stem = latest.id.slice(0, latest.id.lastIndexOf('-'));
    const ids = Array.from({ length: latest.episode }, (_, i) => `${stem}-${i + 1}`);
    all.push(...(await ports.incidents.load(ids)).values());
  }
  return all;
}

/**
 * Returns the ports with a publisher that records every message that left although none of its
 * pages was still wanted, and how often each page left and arrived. The mailbox's claim says which
 * pages a message carries.
 */
export function watchPublishing(ports: MemoryPorts, now: () => Instant) {
  const unwanted: string[] = [];
  const left = new Map<string, number>();
  const arrived = new Map<string, number>();
  const publisher: MemoryPorts['publisher'] = {
    ...ports.publisher,
    async publish(to, message) {
      const mailbox = await ports.mailboxes.load(to.responder, to.channel);
      for (const page of mailbox?.sending ?? []) {
        left.set(page, (left.get(page) ?? 0) + 1);
        const id = page.slice(0, page.indexOf('.'));
        const incident = (await ports.incidents.load([id])).get(id);
        const wanted = pageStillWanted(incident, page, now());
        if (!wanted.wanted) {
          unwanted.push(`${page}: ${JSON.stringify(wanted.why)}`);
        }
      }
      const outcome = await ports.publisher.publish(to, message);
      for (const page of outcome.kind === 'sent' ? (mailbox?.sending ?? []) : []) {
        arrived.set(page, (arrived.get(page) ?? 0) + 1);
      }
      return outcome;
    },
  };
  return { ports: { ...ports, publisher }, unwanted, left, arrived };
}
