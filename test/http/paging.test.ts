import { describe, expect, test } from '@jest/globals';
import { type Page, pageOf, readPage } from '#http/paging.ts';

const PAGING = { list: 'notes', most: 10, place: ['number'] } as const;

function page(query: Readonly<Record<string, string>> = {}): Page {
  const read = readPage(PAGING, query);
  if (typeof read === 'string') {
    throw new Error(read);
  }
  return read;
}

describe('a page that would be larger than an answer may be', () => {
  const notes = [1, 2, 3].map((n) => ({ n, text: 'x'.repeat(2_000_000) }));
  const listing = {
    placeOf: ({ n }: { readonly n: number }) => [n],
    view: (note: { readonly n: number }) => note,
  };

  test('ends before what has no room, although no more were asked for, and goes on with it', () => {
    const { views, next } = pageOf(notes, page(), listing);
    expect(views.map(({ n }) => n)).toEqual([1, 2]);
    const rest = pageOf(notes, page({ cursor: String(next.next) }), listing);
    expect(rest.views.map(({ n }) => n)).toEqual([3]);
    expect(rest.next).toEqual({});
  });

  test('has one at least, so that whoever goes on comes to an end', () => {
    const large = notes.map((note) => ({ ...note, text: note.text.repeat(3) }));
    const { views, next } = pageOf(large, page(), listing);
    expect(views.map(({ n }) => n)).toEqual([1]);
    expect(next.next).toBeDefined();
  });
});
