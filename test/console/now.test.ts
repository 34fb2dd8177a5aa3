import { describe, expect, test } from '@jest/globals';
import type { IncidentSummary } from '#api/client/index.ts';
import { SERVICE } from '#console/frame/grouping.ts';
import { arrange, groupingOf, groupsOf, wallOf } from '#console/now/arrange.ts';
import { isEmpty, matchesFilter, readFilter } from '#console/now/filter.ts';

function one(id: string, more: Partial<IncidentSummary> = {}): IncidentSummary {
  return {
    id,
    status: 'triggered',
    severity: 'error',
    service: 'icu',
    title: 'SpO2 low',
    subjects: [id],
    inPages: [id],
    openedAt: '2026-03-12T03:14:00Z',
    escalation: 'steps',
    waitsFor: ['anna'],
    nextPageTo: ['bo'],
    labels: { ward: 'east' },
    alerts: { firing: 1, all: 1 },
    ...more,
  };
}

const ids = (incidents: readonly IncidentSummary[]) => incidents.map(({ id }) => id);
const critical = { severity: 'critical' } as const;
const byBo = { status: 'acknowledged', acknowledgedBy: 'bo', acknowledgedByPerson: true } as const;

describe('what is open is arranged so that', () => {
  test('mine come first: those that I have, and those that I was paged about', () => {
    const all = [one('a'), one('b', byBo), one('c', { waitsFor: ['bo'] }), one('d', critical)];
    const { mine, waiting, rest } = arrange(all, 'bo');
    expect([ids(mine), ids(waiting), ids(rest)]).toEqual([['b', 'c'], ['d', 'a'], []]);
  });

  test('what wants the answers of several is mine once I have answered, too', () => {
    const from = [{ by: 'bo', person: true, at: '2026-03-12T03:15:00Z' }];
    const { mine, waiting } = arrange([one('a', { answers: { wanted: 2, from } })], 'bo');
    expect([ids(mine), ids(waiting)]).toEqual([['a'], []]);
    expect(ids(arrange([one('a', { answers: { wanted: 2, from } })], 'cia').waiting)).toEqual([
      'a',
    ]);
  });

  test('what nobody is paged about needs no answer', () => {
    const quiet = { silencedBy: 's', silencedUntil: '2026-03-12T04:00:00Z' };
    const later = { deferredUntil: '2026-03-12T07:00:00Z' };
    const all = [
      one('a', quiet),
      one('b', { escalation: 'unpaged' }),
      one('c', byBo),
      one('d', later),
    ];
    const { mine, waiting, rest } = arrange(all, undefined);
    expect([ids(mine), ids(waiting), ids(rest)]).toEqual([[], [], ['a', 'b', 'c', 'd']]);
  });

  test('the worst come first, and of those the newest', () => {
    const later = { openedAt: '2026-03-12T03:20:00Z' };
    const all = [one('a'), one('b', later), one('c', critical), one('d', { severity: 'info' })];
    expect(ids(arrange(all, undefined).waiting)).toEqual(['c', 'b', 'a', 'd']);
  });

  test('a storm is grouped by ward, and by service where nothing says where it is', () => {
    const few = Array.from({ length: 30 }, (_, i) => one(`bed-${i}`));
    const many = [...few, one('bed-30', { labels: { ward: 'west' } })];
    expect(groupingOf(few, null)).toBeUndefined();
    expect(groupingOf(few, 'side')).toBe('side');
    expect(groupingOf(many, null)).toBe('ward');
    expect(groupingOf(many, 'none')).toBeUndefined();
    expect(
      groupingOf(
        many.map((it) => ({ ...it, labels: {} })),
        null,
      ),
    ).toBe(SERVICE);
    const groups = groupsOf([...many, one('x', { labels: {} })], 'ward');
    expect(groups.map(({ name, incidents }) => [name, incidents.length])).toEqual([
      ['east', 30],
      ['west', 1],
      ['', 1],
    ]);
  });

  test('a wall has a row for each subject, the worst first', () => {
    const rows = wallOf([one('a'), one('b', critical), one('c', { subjects: ['a', 'z'] })]);
    expect(rows.map(({ subject }) => subject)).toEqual(['b', 'a', 'z']);
    expect(ids(rows[1]?.cells['error'] ?? [])).toEqual(['a', 'c']);
  });
});

describe('a filter in the address', () => {
  const all = [
    one('a', { subjects: ['Patient/4711'], inPages: ['K7M4-2XW9'] }),
    one('b', { ...critical, service: 'ehr', labels: { ward: 'a=b' } }),
    one('c', { ...byBo, nextPageTo: [], waitsFor: [] }),
  ];

  test.each([
    ['', ['a', 'b', 'c']],
    ['words=k7m4', ['a']],
    ['words=spo2+EHR', ['b']],
    ['service=ehr', ['b']],
    ['severity=critical&severity=error', ['a', 'b', 'c']],
    ['severity=critical', ['b']],
    ['person=bo', ['a', 'b', 'c']],
    ['person=anna', ['a', 'b']],
    ['label=ward%3Dwest', []],
    ['label=ward%3Da%3Db', ['b']],
    ['label=ward%3Deast&words=4711', ['a']],
  ])('shows of three with "%s" %j', (address, shown) => {
    const filter = readFilter(new URLSearchParams(address));
    expect(ids(all.filter(matchesFilter(filter)))).toEqual(shown);
    expect(isEmpty(filter)).toBe(address === '');
  });
});
