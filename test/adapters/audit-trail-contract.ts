import { expect, test } from '@jest/globals';
import { type AuditEntry, auditPlace, auditPlaceAfter } from '#core/audit/audit-entry.ts';
import { DAY, HOUR } from '#core/time/instant.ts';
import type { Stores } from '#usecases/ports.ts';
import { NOON } from './sample-states.ts';

/** Returns an entry of the day `day` days before that of the samples. */
function entry(day: number, given: Partial<AuditEntry> & { readonly id: string }): AuditEntry {
  const who = { kind: 'key', by: 'ada', key: 'admin', keyId: 'k1' } as const;
  const at = NOON - day * DAY;
  return { at, who, action: 'silence.set', outcome: 'done', ...given };
}

const END = auditPlaceAfter(NOON + DAY);

/** What every audit trail promises. */
export function keepsTrail(given: () => Pick<Stores, 'trail'>): void {
  test('gives back what was added, whole, from the newest to the oldest of a UTC day', async () => {
    const { trail } = given();
    const whole = entry(1, {
      id: 'b',
      from: { network: '10.0.0.1', agent: 'curl/8 "ä"' },
      object: { kind: 'silence', id: 's1' },
      subjects: ['bed-1', 'Patient/ä#1'],
      reason: 'refused',
      before: { comment: 'cleaning', minutes: 5 },
      after: { comment: '', on: true },
    });
    const begun = entry(1, { id: 'b', outcome: 'begun' });
    const early = entry(1, { id: 'a', at: NOON - DAY - 12 * HOUR });
    const others = [
      entry(1, { id: 'c', at: NOON - DAY - 12 * HOUR - 1 }),
      entry(1, { id: 'd', at: NOON - 12 * HOUR }),
    ];
    for (const one of [early, whole, begun, ...others]) {
      await trail.append(one);
    }
    expect(await trail.onDay(NOON - DAY, END, 10)).toEqual({ entries: [whole, begun, early] });
  });

  test('lets an entry that is there stay as it is', async () => {
    const { trail } = given();
    await trail.append(entry(3, { id: 'twice', reason: 'first' }));
    await trail.append(entry(3, { id: 'twice', reason: 'second' }));
    const { entries } = await trail.onDay(NOON - 3 * DAY, END, 10);
    expect(entries.map(({ reason }) => reason)).toEqual(['first']);
  });

  test('is read piece by piece, and keeps what was added at once', async () => {
    const { trail } = given();
    const ids = Array.from({ length: 25 }, (_, n) => `many-${n}`);
    await Promise.all(ids.map((id, n) => trail.append(entry(5, { id, at: NOON - 5 * DAY + n }))));
    const found: AuditEntry[] = [];
    let before: string | undefined = END;
    while (before !== undefined) {
      const slice = await trail.onDay(NOON - 5 * DAY, before, 10);
      expect(slice.entries.length).toBeLessThanOrEqual(10);
      found.push(...slice.entries);
      before = slice.next;
    }
    expect(found.map(({ id }) => id)).toEqual(ids.toReversed());
    const middle = auditPlace(entry(5, { id: 'many-3', at: NOON - 5 * DAY + 3 }));
    const older = await trail.onDay(NOON - 5 * DAY, middle, 10);
    expect(older.entries.map(({ id }) => id)).toEqual(['many-2', 'many-1', 'many-0']);
  });

  test('removes one day, some entries at a time, and no other day', async () => {
    const { trail } = given();
    const left = entry(8, { id: 'left' });
    await trail.append(left);
    for (let n = 0; n < 5; n++) {
      await trail.append(entry(9, { id: `old-${n}` }));
    }
    expect(await trail.removeDay(NOON - 9 * DAY, 3)).toBe(3);
    expect((await trail.onDay(NOON - 9 * DAY, END, 10)).entries).toHaveLength(2);
    expect(await trail.removeDay(NOON - 9 * DAY, 3)).toBe(2);
    expect(await trail.removeDay(NOON - 9 * DAY, 3)).toBe(0);
    expect(await trail.onDay(NOON - 9 * DAY, END, 10)).toEqual({ entries: [] });
    expect(await trail.onDay(NOON - 8 * DAY, END, 10)).toEqual({ entries: [left] });
  });
}
