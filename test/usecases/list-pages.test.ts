import { describe, expect, test } from '@jest/globals';
import { memoryPages } from '#adapters/memory/stores.ts';
import type { PageOrder, PageRecord } from '#core/paging/page.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { listPages, type PageSearch } from '#usecases/list-pages.ts';
import type { OrderedAt } from '#usecases/ports.ts';
import { NIGHT } from '../support/incident.ts';

const ICU = '0123456789abcdef-1';

/** A page that was sent some time before, whose id says only what a test calls it. */
function page(
  name: string,
  ago: number,
  { order = {}, ...more }: Partial<Omit<PageRecord, 'order'>> & { order?: Partial<PageOrder> } = {},
): PageRecord {
  const incident = order.incident ?? ICU;
  return {
    order: {
      id: `${incident}.${name}`,
      incident,
      responder: 'anna',
      channel: 'sms',
      reason: 'escalation_step',
      at: NIGHT - ago,
      ...order,
    },
    status: 'sent',
    attempts: [],
    version: 1,
    ...more,
  };
}

async function given(...records: readonly PageRecord[]) {
  const pages = memoryPages();
  for (const record of records) {
    await pages.save(record, 0);
  }
  const list = listPages({ pages });
  const search = (more: Partial<PageSearch> = {}) =>
    list({ from: NIGHT - 31 * DAY, to: NIGHT, limit: 100, ...more });
  const nameOf = ({ order }: PageRecord) => order.id.slice(order.id.indexOf('.') + 1);
  const names = async (more: Partial<PageSearch> = {}) => (await search(more)).pages.map(nameOf);
  /** Every page of the list, one behind the other. */
  const all = async (more: Partial<PageSearch>) => {
    const found: string[][] = [];
    let after: OrderedAt | undefined;
    do {
      const some = await search({ ...more, ...(after !== undefined && { after }) });
      found.push(some.pages.map(nameOf));
      after = some.next;
    } while (after !== undefined);
    return found;
  };
  return { names, all };
}

describe('pages are listed', () => {
  test('from the newest to the oldest over days, and to the end', async () => {
    const { all } = await given(
      page('old', 30 * DAY),
      page('new', MINUTE),
      page('middle', 2 * DAY),
      page('older', 32 * DAY),
    );
    expect(await all({})).toEqual([['new', 'middle', 'old']]);
  });

  test('between two moments, both included', async () => {
    const { names } = await given(...[0, 1, 2, 3].map((n) => page(`h${n}`, n * HOUR)));
    expect(await names({ from: NIGHT - 2 * HOUR, to: NIGHT - HOUR })).toEqual(['h1', 'h2']);
  });

  test.each([1, 2, 3, 7])(
    'in pieces of %i, in which nothing is twice and nothing is missing',
    async (limit) => {
      const made = Array.from({ length: 7 }, (_, n) => `p${n}`);
      // Some at one moment, some at midnight, and over it.
      const { all } = await given(
        ...made.map((name, n) => page(name, (NIGHT % DAY) + Math.floor((n - 2) / 2) * 9 * HOUR)),
      );
      for (const search of [{}, { incident: ICU }]) {
        const pieces = await all({ limit, ...search, to: NIGHT + DAY });
        expect(pieces.flat()).toHaveLength(7);
        expect(new Set(pieces.flat())).toEqual(new Set(made));
        expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(limit);
      }
    },
  );

  test.each([
    ['person', { person: 'bo' }, ['bo']],
    ['service', { service: 'lab' }, ['lab']],
    ['channel', { channel: 'email' }, ['mail']],
    ['status', { status: 'failed' }, ['failed']],
    ['reason', { reason: 'reassigned' }, ['mail']],
    ['incident', { incident: `${ICU}0` }, ['lab']],
    ['several of them', { person: 'anna', channel: 'sms', status: 'sent' }, ['lab', 'plain']],
  ] as const)('by %s', async (_, filter, expected) => {
    const { names } = await given(
      page('plain', 5),
      page('bo', 4, { order: { responder: 'bo' } }),
      page('lab', 3, { service: 'lab', order: { incident: `${ICU}0` } }),
      page('mail', 2, { order: { channel: 'email', reason: 'reassigned' } }),
      page('failed', 1, { status: 'failed' }),
    );
    expect(await names(filter)).toEqual(expected);
  });

  test('in bounded steps, however rare what is searched for is', async () => {
    const many = Array.from({ length: 2_100 }, (_, n) => page(`n${n}`, n));
    const { all } = await given(...many, page('rare', 120 * DAY, { order: { responder: 'bo' } }));
    const pieces = await all({ person: 'bo', from: NIGHT - 130 * DAY });
    expect(pieces.flat()).toEqual(['rare']);
    expect(pieces).toHaveLength(3);
  });

  test('behind a place that no page can have, as from the beginning', async () => {
    const { names } = await given(page('only', 0));
    expect(await names({ after: { at: Number.MAX_SAFE_INTEGER, id: 'x' } })).toEqual(['only']);
    expect(await names({ after: { at: Number.MIN_SAFE_INTEGER, id: 'x' } })).toEqual([]);
  });
});
