import { describe, expect, test } from '@jest/globals';
import { memoryTrail } from '#adapters/memory/audit-trail.ts';
import { auditPlaceAfter } from '#core/audit/audit-entry.ts';
import { DAY, HOUR } from '#core/time/instant.ts';
import { sweepAudit, sweepAuditDaily } from '#usecases/sweep-audit.ts';
import { auditEntry } from '../support/audit-entry.ts';
import { hospital } from '../support/config.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const keeping = (audit: number | null) =>
  hospital({ config: { retention: { incidents: null, changes: null, revokedKeys: null, audit } } });

async function given(...days: readonly number[]) {
  const trail = memoryTrail();
  for (const day of days) {
    await trail.append(auditEntry(`d${day}`, NOON - day * DAY));
  }
  const left = async () => {
    const all = days.map(async (day) => {
      const { entries } = await trail.onDay(NOON - day * DAY, auditPlaceAfter(NOON), 10);
      return entries.map(({ id }) => id);
    });
    return (await Promise.all(all)).flat();
  };
  return { trail, left };
}

describe('a sweep of the audit trail', () => {
  test('removes the days that are kept no longer, and no day of which a moment is', async () => {
    const { trail, left } = await given(1, 39, 40, 41, 500);
    expect(await sweepAudit({ trail }, keeping(40 * DAY))(NOON)).toBe(2);
    expect(await left()).toEqual(['d1', 'd39', 'd40']);
    // The last moment of that day is 40 days ago by then.
    expect(await sweepAudit({ trail }, keeping(40 * DAY))(NOON + 12 * HOUR)).toBe(1);
  });

  test('removes nothing where all is kept for ever, or for six years', async () => {
    const { trail, left } = await given(1, 600);
    expect(await sweepAudit({ trail }, keeping(null))(NOON)).toBe(0);
    expect(await sweepAudit({ trail }, keeping(2_192 * DAY))(NOON)).toBe(0);
    expect(await left()).toHaveLength(2);
  });

  test('tries every day, and fails if one could not be removed', async () => {
    const { trail, left } = await given(50, 51, 52);
    const removeDay: typeof trail.removeDay = (day, limit) =>
      day === Math.floor((NOON - 51 * DAY) / DAY) * DAY
        ? Promise.reject(new Error('throttled'))
        : trail.removeDay(day, limit);
    const sweep = sweepAudit({ trail: { ...trail, removeDay } }, keeping(40 * DAY));
    await expect(sweep(NOON)).rejects.toThrow('throttled');
    expect(await left()).toEqual(['d51']);
  });

  test('is made once a day on one machine', async () => {
    const { trail, left } = await given(40);
    const sweep = sweepAuditDaily({ trail }, keeping(40 * DAY));
    expect(await sweep(NOON)).toBe(0);
    expect(await sweep(NOON + 23 * HOUR)).toBe(0);
    expect(await left()).toHaveLength(1);
    expect(await sweep(NOON + 24 * HOUR)).toBe(1);
  });
});
