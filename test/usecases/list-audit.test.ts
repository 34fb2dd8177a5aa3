import { describe, expect, test } from '@jest/globals';
import { memoryTrail } from '#adapters/memory/audit-trail.ts';
import type { AuditEntry } from '#core/audit/audit-entry.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { type AuditSearch, listAudit } from '#usecases/list-audit.ts';
import { auditEntry } from '../support/audit-entry.ts';
import { NIGHT } from '../support/incident.ts';

async function given(...entries: readonly AuditEntry[]) {
  const trail = memoryTrail();
  for (const entry of entries) {
    await trail.append(entry);
  }
  const list = listAudit({ trail });
  const search = (more: Partial<AuditSearch> = {}) =>
    list({ from: NIGHT - 31 * DAY, to: NIGHT, limit: 100, ...more });
  const ids = async (more: Partial<AuditSearch> = {}) =>
    (await search(more)).entries.map(({ id }) => id);
  /** Every page, one behind the other. */
  const allIds = async (more: Partial<AuditSearch>) => {
    const found: string[][] = [];
    let after: string | undefined;
    do {
      const page = await search({ ...more, ...(after !== undefined && { after }) });
      found.push(page.entries.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    return found;
  };
  return { search, ids, allIds };
}

const change = (id: string, ago: number, more: Partial<AuditEntry> = {}) => [
  auditEntry(id, NIGHT - ago, { ...more, outcome: 'begun' }),
  auditEntry(id, NIGHT - ago, more),
];

describe('the audit trail is listed', () => {
  test('from the newest to the oldest over days, each change once, with what became of it', async () => {
    const lost = auditEntry('lost', NIGHT - 2 * DAY, { outcome: 'begun' });
    const { search } = await given(
      ...change('old', 30 * DAY),
      ...change('new', MINUTE, { outcome: 'refused' }),
      lost,
    );
    const { entries, next } = await search();
    expect(entries.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['new', 'refused'],
      ['lost', 'begun'],
      ['old', 'done'],
    ]);
    expect(next).toBeUndefined();
  });

  test('between two moments, both included', async () => {
    const { ids } = await given(
      ...[0, 1, 2, 3].flatMap((hours) => change(`h${hours}`, hours * HOUR)),
    );
    expect(await ids({ from: NIGHT - 2 * HOUR, to: NIGHT - HOUR })).toEqual(['h1', 'h2']);
  });

  test.each([1, 2, 3, 7])(
    'in pages of %i, on which nothing is twice and nothing is missing',
    async (limit) => {
      const all = Array.from({ length: 7 }, (_, n) => `c${n}`);
      // Some at one moment, and over midnight.
      const { allIds } = await given(
        ...all.flatMap((id, n) => change(id, Math.floor(n / 2) * 9 * HOUR)),
      );
      const pages = await allIds({ limit });
      expect(pages.flat().sort()).toEqual(all);
      expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(limit);
    },
  );

  test('by person, whether they did it or it was done to them', async () => {
    const { ids } = await given(
      auditEntry('did', NIGHT - 3),
      auditEntry('key', NIGHT - 2, { who: { kind: 'key', by: 'key admin' } }),
      auditEntry('bo', NIGHT - 1, { who: { kind: 'person', by: 'bo' } }),
      auditEntry('for', NIGHT, {
        who: { kind: 'person', by: 'bo' },
        after: { person: 'anna', schedule: 'icu' },
      }),
    );
    expect(await ids({ person: 'anna' })).toEqual(['for', 'did']);
    expect(await ids({ person: 'key admin' })).toEqual(['key']);
  });

  test('by subject and by action, or by what it is about', async () => {
    const { ids } = await given(
      auditEntry('a', NIGHT - 3, { subjects: ['bed-1', 'bed-2'] }),
      auditEntry('b', NIGHT - 2, { subjects: ['bed-2'], action: 'subject.look' }),
      auditEntry('c', NIGHT - 1, { subjects: ['bed-22'], action: 'subject.retire' }),
      auditEntry('d', NIGHT, { action: 'sign_in' }),
    );
    expect(await ids({ subject: 'bed-2' })).toEqual(['b', 'a']);
    expect(await ids({ action: 'subject' })).toEqual(['c', 'b']);
    expect(await ids({ action: 'subject.look', subject: 'bed-2' })).toEqual(['b']);
    expect(await ids({ action: 'sign_in' })).toEqual(['d']);
  });

  test('in bounded steps, however rare what is searched for is', async () => {
    const many = Array.from({ length: 2_500 }, (_, n) => auditEntry(`n${n}`, NIGHT - n));
    const { allIds } = await given(
      ...many,
      auditEntry('rare', NIGHT - 300 * DAY, { subjects: ['bed-1'] }),
    );
    const pages = await allIds({ subject: 'bed-1', from: NIGHT - 400 * DAY });
    expect(pages.flat()).toEqual(['rare']);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.length).toBeLessThan(8);
  });
});
