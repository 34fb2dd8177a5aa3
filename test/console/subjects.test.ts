import { describe, expect, test } from '@jest/globals';
import type { IncidentSummary, SubjectSummary } from '#api/client/index.ts';
import { SERVICE } from '#console/frame/grouping.ts';
import { boardOf, countsOf, drawnOf, type Tile, tileGroups } from '#console/subjects/board.ts';
import { isEmpty, matchesFilter, readFilter } from '#console/subjects/filter.ts';

const AT = Date.parse('2026-03-12T03:14:00Z');

function listed(subject: string, more: Partial<SubjectSummary> = {}): SubjectSummary {
  return { subject, state: 'healthy', alerts: 0, services: ['icu'], labels: {}, ...more };
}

function incident(more: Partial<IncidentSummary> = {}): IncidentSummary {
  return {
    id: 'x-1',
    status: 'triggered',
    severity: 'error',
    service: 'it',
    title: 'Disk full',
    subjects: ['bed-1'],
    inPages: ['bed-1'],
    openedAt: '2026-03-12T03:15:00Z',
    escalation: 'steps',
    waitsFor: [],
    labels: { ward: 'east' },
    alerts: { firing: 1, all: 1 },
    ...more,
  };
}

const board = (subjects: readonly SubjectSummary[], ...incidents: readonly IncidentSummary[]) =>
  boardOf({ at: AT, subjects }, incidents);
const standing = (tiles: readonly Tile[]) => tiles.map(({ subject, state }) => [subject, state]);
const firing = { state: 'firing', alerts: 1 } as const;

describe('a subject with limits of its own', () => {
  test('says on the board how many, also where nothing else is stored of it', () => {
    const own = listed('bed-1', { ownLimits: 2, services: [] });
    expect(boardOf({ at: AT, subjects: [own] }, [])).toMatchObject([
      { subject: 'bed-1', state: 'well', ownLimits: 2 },
    ]);
  });
});

describe('the board', () => {
  test('has the worst first: by state, by severity, and then by name as people count', () => {
    const all = [
      listed('bed-10'),
      listed('bed-9'),
      listed('pump-1', { ...firing, severity: 'warning' }),
      listed('pump-2', { ...firing, severity: 'critical' }),
      listed('pump-3', { ...firing, severity: 'critical', silencedUntil: '2026-03-12T04:00:00Z' }),
      listed('pump-4', { state: 'pending' }),
    ];
    expect(standing(board(all))).toEqual([
      ['pump-2', 'firing'],
      ['pump-1', 'firing'],
      ['pump-4', 'pending'],
      ['pump-3', 'silent'],
      ['bed-9', 'well'],
      ['bed-10', 'well'],
    ]);
  });

  test('shows what has begun since it was listed, and not what had by then', () => {
    const [tile] = board([listed('bed-1')], incident());
    expect(tile).toMatchObject({ state: 'firing', severity: 'error', services: ['icu', 'it'] });
    const before = incident({ openedAt: '2026-03-12T03:13:00Z' });
    expect(standing(board([listed('bed-1')], before))).toEqual([['bed-1', 'well']]);
    const over = incident({ alerts: { firing: 0, all: 1 } });
    expect(standing(board([listed('bed-1')], over))).toEqual([['bed-1', 'well']]);
  });

  test('keeps the worse of what was listed and what has begun', () => {
    const worse = listed('bed-1', { ...firing, severity: 'critical' });
    expect(board([worse], incident({ silencedBy: 's' }))[0]).toMatchObject({
      state: 'firing',
      severity: 'critical',
    });
  });

  test("shows what somebody else's rules watch, which is not listed", () => {
    const old = incident({ openedAt: '2026-03-01T00:00:00Z', subjects: ['db-1'] });
    expect(board([], old)).toEqual([
      {
        ...{ subject: 'db-1', state: 'firing', severity: 'error', alerts: 1 },
        ...{ services: ['it'], labels: { ward: 'east' } },
      },
    ]);
    expect(board([], incident({ silencedBy: 's' }))[0]?.state).toBe('silent');
  });

  test('is grouped by a label, or by each service that knows a subject', () => {
    const all = board([
      listed('a', { labels: { ward: 'east' }, services: [], state: 'pending' }),
      listed('b', { labels: { ward: 'west' }, services: ['icu', 'it'] }),
    ]);
    const names = (by: string) =>
      tileGroups(all, by).map(({ name, tiles }) => [name, tiles.map(({ subject }) => subject)]);
    expect(names('ward')).toEqual([
      ['east', ['a']],
      ['west', ['b']],
    ]);
    expect(names(SERVICE)).toEqual([
      ['', ['a']],
      ['icu', ['b']],
      ['it', ['b']],
    ]);
    expect(names('none')).toEqual([['', ['a', 'b']]]);
  });

  test('has nothing of which no rule knows anything any more: it was retired', () => {
    expect(board([listed('bed-1', { services: [] })])).toEqual([]);
  });

  test('counts how many stand how', () => {
    const all = board([listed('a'), listed('b'), listed('c', firing)]);
    expect(countsOf(all)).toEqual({ firing: 1, pending: 0, silent: 0, well: 2 });
  });
});

describe('what is drawn of a board', () => {
  const group = (name: string, well: number, ill: number) => ({
    name,
    tiles: board([
      ...Array.from({ length: well }, (_, i) => listed(`${name}-${i}`)),
      ...Array.from({ length: ill }, (_, i) => listed(`${name}-ill-${i}`, firing)),
    ]),
  });

  test('is everything where there is little', () => {
    expect(drawnOf([group('a', 100, 50), group('b', 50, 0)], new Map())).toEqual([150, 50]);
  });

  test('is what is not well where there is much, as long as there is room', () => {
    const groups = [group('a', 10, 150), group('b', 10, 90), group('c', 10, 5)];
    expect(drawnOf(groups, new Map())).toEqual([150, 50, 0]);
  });

  test('is as many of a group as were asked for', () => {
    const groups = [group('a', 300, 10), group('b', 40, 0)];
    expect(drawnOf(groups, new Map([['b', 60]]))).toEqual([10, 40]);
    expect(drawnOf(groups, new Map([['a', 70]]))).toEqual([70, 0]);
  });
});

describe('the filter of the board', () => {
  const found = (query: string, more: Partial<SubjectSummary> = {}) =>
    board([listed('bed-1', { labels: { ward: 'Ost' }, alias: 'Window', ...more })]).filter(
      matchesFilter(readFilter(new URLSearchParams(query))),
    ).length;

  test.each([
    ['words=BED+ost', 1],
    ['words=window+icu', 1],
    ['words=bed-2', 0],
    ['state=well&state=firing', 1],
    ['state=firing', 0],
    ['service=icu', 1],
    ['service=it', 0],
    ['label=ward%3DOst', 1],
    ['label=ward%3DWest', 0],
    ['', 1],
  ])('finds by %j %d', (query, number) => expect(found(query)).toBe(number));

  test('is empty without any of them', () => {
    const isEmptyOf = (query: string) => isEmpty(readFilter(new URLSearchParams(query)));
    expect(
      ['', 'group=ward', 'words=a', 'state=well', 'service=a', 'label=a'].map(isEmptyOf),
    ).toEqual([true, true, false, false, false, false]);
  });
});
