import { expect, test } from '@jest/globals';
import { MAILBOXES_OF_NOBODY } from '#core/canary/canary.ts';
import type { Incident } from '#core/incident/incident.ts';
import type { PageRecord } from '#core/paging/page.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import type { OrderedAt, Stores } from '#usecases/ports.ts';
import { incident, page } from './sample-states.ts';

/** Returns a page that was ordered at a moment. */
function ordered(of: Incident, number: number, at: number, given: Partial<PageRecord> = {}) {
  const { order, ...rest } = page(of, number, given);
  return { ...rest, order: { ...order, at } };
}

const idsOf = (records: readonly PageRecord[]) => records.map(({ order }) => order.id);

/** What every store promises of the log of pages. */
export function listsPages(given: () => Stores): void {
  test('ordered on a UTC day come newest first, whatever became of them', async () => {
    const { pages } = given();
    const day = Date.UTC(2025, 5, 10);
    const of = incident('["log"]', 1);
    const moments = [day - 1, day, day + DAY - 1, day + DAY, day + HOUR];
    const made = moments.map((at, n) => ordered(of, n, at));
    await Promise.all(made.map((record) => pages.save(record, 0)));
    const via = { policy: 'icu', stop: { kind: 'step', step: 1 } } as const;
    const sent = {
      ...ordered(of, 4, day + HOUR, { status: 'sent', version: 2 }),
      service: 'icu',
      severity: 'critical' as const,
      via,
    };
    await pages.save(sent, 1);
    const found = await pages.orderedOn(day + 3 * MINUTE, 10);
    expect(idsOf(found)).toEqual([2, 4, 1].map((n) => made[n]?.order.id));
    expect(found[1]).toEqual(sent);
    expect(await pages.orderedOn(day - 20 * DAY, 10)).toEqual([]);
  });

  test('of a storm, ordered at one moment, are found behind each other, each once', async () => {
    const { pages } = given();
    const day = Date.UTC(2025, 5, 20);
    const of = incident('["storm of pages"]', 1);
    const storm = Array.from({ length: 60 }, (_, n) => ordered(of, n, day + MINUTE));
    const others = [ordered(of, 60, day + MINUTE - 1), ordered(of, 61, day + MINUTE + 1)];
    for (const record of [...storm, ...others]) {
      await pages.save(record, 0);
    }
    for (const limit of [1, 7, 100]) {
      const found: PageRecord[] = [];
      for (let more = true; more; ) {
        const some = await pages.orderedOn(day, limit, found.at(-1)?.order);
        found.push(...some);
        more = some.length === limit;
      }
      const ids = idsOf(found);
      expect([ids[0], ids.at(-1)]).toEqual([others[1]?.order.id, others[0]?.order.id]);
      expect(new Set(ids)).toEqual(new Set(idsOf([...storm, ...others])));
      expect(ids).toHaveLength(62);
    }
    // A place without an id stands behind all pages of its moment.
    const behind = async (place: OrderedAt) => (await pages.orderedOn(day, 100, place)).length;
    expect(await behind({ at: day + MINUTE, id: '' })).toBe(1);
    expect(await behind({ at: day + MINUTE + 1, id: '' })).toBe(61);
  });

  test('of one incident are found by it, and those of another episode are not', async () => {
    const { pages } = given();
    const [first, tenth] = [incident('["episodes"]', 1), incident('["episodes"]', 10)];
    const records = [1, 2].map((n) => page(first, n));
    for (const record of [...records, page(tenth, 1)]) {
      await pages.save(record, 0);
    }
    const found = await pages.ofIncident(first.id, 10);
    expect(new Set(idsOf(found))).toEqual(new Set(idsOf(records)));
    expect(await pages.ofIncident('none', 10)).toEqual([]);
  });

  test.each([['anna'], [MAILBOXES_OF_NOBODY[0] ?? '']])(
    'of one incident, to %s, come newest first and are found behind each other, each once',
    async (responder) => {
      const { pages } = given();
      const of = incident(JSON.stringify([responder, 'pieces']), 1);
      const moments = [0, 10, 9, 10 * DAY, 9, 9, HOUR];
      const start = Date.UTC(2025, 7, 1);
      for (const [n, after] of moments.entries()) {
        const { order, ...rest } = ordered(of, n, start + after);
        await pages.save({ ...rest, order: { ...order, responder } }, 0);
      }
      const sorted = moments.toSorted((a, b) => b - a);
      for (const limit of [1, 2, 3, 10]) {
        const found: PageRecord[] = [];
        for (let more = true; more; ) {
          const some = await pages.ofIncident(of.id, limit, found.at(-1)?.order);
          expect(some.length).toBeLessThanOrEqual(limit);
          found.push(...some);
          more = some.length === limit;
        }
        expect(found.map(({ order }) => order.at - start)).toEqual(sorted);
        expect(new Set(idsOf(found)).size).toBe(moments.length);
      }
      const behind = async (place: OrderedAt) => (await pages.ofIncident(of.id, 10, place)).length;
      expect(await behind({ at: start + 9, id: '' })).toBe(1);
      expect(await behind({ at: start + 10, id: '' })).toBe(4);
    },
  );

  test('of the canary are of no day', async () => {
    const { pages } = given();
    const day = Date.UTC(2025, 6, 10);
    for (const [n, responder] of MAILBOXES_OF_NOBODY.entries()) {
      const { order, ...rest } = ordered(incident('["canary pages"]', 1), n, day);
      await pages.save({ ...rest, order: { ...order, responder } }, 0);
    }
    expect(await pages.orderedOn(day, 10)).toEqual([]);
  });
}
