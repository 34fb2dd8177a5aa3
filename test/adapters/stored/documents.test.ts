import { describe, expect, test } from '@jest/globals';
import { storedDocuments } from '#adapters/stored/documents.ts';
import type { StoredKind } from '#adapters/stored/kind.ts';
import { listOf, mapOf, number, object, optional, text } from '#adapters/stored/shape.ts';
import { Unreadable } from '#usecases/ports.ts';

/**
 * A kind through three versions, as an example of how one changes. Version 0 has `title`; version 1
 * adds `urgency`; in version 2 `title` becomes `code`, and is written beside it for one version
 * more.
 */
interface First {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly { readonly at: number }[];
  readonly marks: Readonly<Record<string, { readonly at: number }>>;
  readonly version: number;
}

interface Second extends First {
  readonly urgency?: number;
}

type Third = Omit<Second, 'title'> & { readonly code: string };

const STEP = { at: number };
const FIRST = {
  id: text,
  title: text,
  steps: listOf<{ readonly at: number }>(object<{ readonly at: number }>(STEP)),
  marks: mapOf<{ readonly at: number }>(object<{ readonly at: number }>(STEP)),
  version: number,
};

const COMMON = {
  name: 'Note',
  labelledBy: 'version',
  idOf: ({ id }: { readonly id: string }) => id,
} as const;

const second: StoredKind<Second> = {
  ...COMMON,
  version: 1,
  oldestReader: 0,
  shape: object<Second>({ ...FIRST, urgency: optional(number) }),
  upcasters: [(document) => document],
};

const third: StoredKind<Third, Third & { readonly title: string }> = {
  ...COMMON,
  version: 2,
  oldestReader: 1,
  shape: object<Third & { readonly title: string }>({
    ...FIRST,
    urgency: optional(number),
    code: text,
  }),
  upcasters: [
    ...second.upcasters,
    // The stored code is not used: an older version has changed only the title.
    (document) => ({ ...document, code: codeOf(String(document['title'])) }),
  ],
  toStored: (state) => ({ ...state, title: state.code.toUpperCase() }),
  fromStored: ({ title: _, ...state }) => state,
};

function codeOf(title: string): string {
  return title.toLowerCase();
}

const first: First = { id: 'n-1', title: 'LEAD OFF', steps: [], marks: {}, version: 4 };
const now: Third = { id: 'n-1', code: 'lead off', steps: [], marks: {}, version: 4 };

describe('a stored document', () => {
  test('says the version of its shape, from which version on it can be read, and of which contents', () => {
    expect(JSON.parse(storedDocuments(third).write(now))).toEqual({
      ...now,
      title: 'LEAD OFF',
      shape: { version: 2, oldestReader: 1, of: 4 },
    });
  });

  test('of today is read as it was written', () => {
    const documents = storedDocuments(third);
    expect(documents.read(documents.write(now))).toEqual(now);
  });

  test('of before there were labels goes through every upcaster', () => {
    expect(storedDocuments(third).read(JSON.stringify(first))).toEqual(now);
  });

  test('of the version before goes through those since', () => {
    const json = storedDocuments(second).write({ ...first, urgency: 3 });
    expect(storedDocuments(third).read(json)).toEqual({ ...now, urgency: 3 });
  });

  test('that the version before has written over one of today is read as what that wrote', () => {
    const older = storedDocuments(second);
    const read = older.read(storedDocuments(third).write(now));
    const json = older.write({ ...read, title: 'DISK FULL', version: 5 });
    const newer = storedDocuments(third);
    expect(newer.read(json)).toEqual({ ...now, version: 5, code: 'disk full' });
  });

  test('whose label was copied along by code that knows none is read as of before there were labels', () => {
    const copied = JSON.parse(storedDocuments(third).write(now)) as object;
    const { code: _, ...old } = { ...copied, code: 1, title: 'DISK FULL', version: 5 };
    expect(storedDocuments(third).read(JSON.stringify(old))).toEqual({
      ...now,
      code: 'disk full',
      version: 5,
    });
  });

  test.each([
    ['at the end', (text: string) => text],
    ['in other words', (text: string) => JSON.stringify(JSON.parse(text), null, 1)],
    [
      'anywhere',
      (text: string) => {
        const { shape, ...rest } = JSON.parse(text) as { readonly shape: object };
        return JSON.stringify({ shape, ...rest });
      },
    ],
  ])('is read with its label %s', (_, written) => {
    const far = { ...third, version: 3, oldestReader: 3, upcasters: [...third.upcasters, toSame] };
    const documents = storedDocuments(third);
    expect(documents.read(written(documents.write(now)))).toEqual(now);
    expect(() => documents.read(written(storedDocuments(far).write(now)))).toThrow(
      /in version 3 of its shape/,
    );
  });

  test('without a label keeps what looks like one in it', () => {
    const label = { version: 9, oldestReader: 9 };
    const named = { ...first, marks: { shape: { at: 1, ...label } } };
    const quoted = { ...first, title: `,"shape":${JSON.stringify(label)}}` };
    for (const old of [named, { ...quoted, marks: { shape: { ...label, at: 1 } } }, quoted]) {
      const { id, title, steps, version, marks } = old;
      for (const text of [
        { id, steps, title, version, marks },
        { id, steps, marks, version, title },
      ]) {
        const { code } = storedDocuments(third).read(JSON.stringify(text));
        expect(code).toBe(title.toLowerCase());
      }
    }
    const { marks } = storedDocuments(third).read(JSON.stringify(named));
    expect(marks).toEqual(named.marks);
  });

  test('that only a later version can read is refused, and it is said what to do', () => {
    const far = { ...third, version: 3, oldestReader: 3, upcasters: [...third.upcasters, toSame] };
    const json = storedDocuments(far).write(now);
    expect(() => storedDocuments(third).read(json)).toThrow(
      'Note n-1 was stored by a later version of Wardbell, in version 3 of its shape: code that knows version 3 or a later one can read it, and this knows up to 2. It was left as it is.',
    );
  });

  test.each([
    [{ steps: undefined }, 'steps: it is missing'],
    [{ steps: 'none' }, 'steps: it is a string and must be a list'],
    [{ steps: [{ at: 1 }, {}] }, 'steps.[].at: it is missing'],
    [{ marks: { 'bed of anna': { at: null } } }, 'marks.*.at: it is null and must be a number'],
    [{ version: true }, 'version: it is a boolean and must be a number'],
  ])(
    'that lacks something (%j) is refused by name, and no key of a map is told: %s',
    (change, why) => {
      const json = JSON.stringify({ ...first, ...change });
      expect(() => storedDocuments(third).read(json)).toThrow(`Note n-1 cannot be read. ${why}.`);
    },
  );

  test.each([
    ['that breaks off', '{"id":"anna","ti', 'Note without an id cannot be read: its 16 characters'],
    ['that is empty', '', 'Note without an id cannot be read: its 0 characters are no JSON.'],
    ['that is null', 'null', 'Note without an id cannot be read'],
    ['that is a text', '"anna"', 'Note without an id cannot be read'],
    ['whose parts no upcaster knows', '{"id":"n-1","title":null}', 'Note n-1 cannot be read'],
  ])('%s is unreadable, and nothing in it is told', (_, json, told) => {
    const read = () => storedDocuments({ ...third, upcasters: [trim, trim] }).read(json);
    expect(read).toThrow(Unreadable);
    expect(read).toThrow(told);
    expect(read).not.toThrow(/anna/);
  });
});

/** An upcaster that trusts the shape of its version. */
function trim({ title, ...document }: Readonly<Record<string, unknown>>): object {
  return { ...document, title: (title as string).trim() };
}

function toSame(document: object): object {
  return document;
}

interface Later extends First {
  readonly owner: { readonly by: string };
  readonly steps: readonly { readonly at: number; readonly who: string }[];
  readonly marks: Readonly<Record<string, { readonly at: number; readonly who: string }>>;
}

const WITH_OWNER = { at: number, who: text };
const later: StoredKind<Later> = {
  ...COMMON,
  version: 2,
  oldestReader: 0,
  shape: object<Later>({
    ...FIRST,
    owner: object({ by: text }),
    steps: listOf<Later['steps'][number]>(object<Later['steps'][number]>(WITH_OWNER)),
    marks: mapOf<Later['marks'][string]>(object<Later['marks'][string]>(WITH_OWNER)),
  }),
  upcasters: [toSame, toSame],
};

const written: Later = {
  ...first,
  owner: { by: 'anna' },
  steps: [
    { at: 1, who: 'bo' },
    { at: 2, who: 'cia' },
  ],
  marks: { a: { at: 1, who: 'bo' }, b: { at: 2, who: 'cia' } },
};

describe('a document of a kind that is read again unchanged', () => {
  const often = { ...second, isRereadUnchanged: true } as const;

  test('is parsed once, until it changes', () => {
    const documents = storedDocuments(often);
    const text = documents.write(first);
    const read = documents.read(text);
    expect(documents.read(`${text}`)).toBe(read);
    expect(documents.read(documents.write({ ...first, version: 5 }))).toEqual({
      ...first,
      version: 5,
    });
  });

  test('keeps what a later version has written, however often it is read', () => {
    const documents = storedDocuments(often);
    const { owner, ...known } = written;
    const text = storedDocuments(later).write(written);
    documents.read(text);
    documents.read(JSON.stringify({ ...first, version: 6 }));
    documents.read(text);
    expect(JSON.parse(documents.write({ ...known, version: 7 }))).toMatchObject({ owner });
  });
});

describe('what older code does not know', () => {
  test('survives it, whatever that builds anew: in the document, in the entries of a list and of a map', () => {
    const older = storedDocuments(second);
    older.read(storedDocuments(later).write(written));
    const anew: Second = {
      id: 'n-1',
      title: 'DISK FULL',
      steps: [{ at: 2 }, { at: 3 }],
      marks: { b: { at: 7 }, c: { at: 3 } },
      version: 5,
    };
    expect(JSON.parse(older.write(anew))).toEqual({
      ...anew,
      owner: { by: 'anna' },
      steps: [{ at: 2, who: 'cia' }, { at: 3 }],
      marks: { b: { at: 7, who: 'cia' }, c: { at: 3 } },
      shape: { version: 1, oldestReader: 0, of: 5, keeps: 2 },
    });
  });

  test('survives several writes by several who are older', () => {
    const one = storedDocuments(second);
    one.read(storedDocuments(later).write(written));
    const { owner: _, ...known } = written;
    const once = one.write({ ...known, version: 5 });
    const another = storedDocuments(second);
    another.read(once);
    const twice = another.write({ ...known, version: 6 });
    const thrice = another.write({ ...known, version: 7 });
    for (const json of [once, twice, thrice]) {
      expect(JSON.parse(json)).toMatchObject({ owner: { by: 'anna' }, shape: { keeps: 2 } });
    }
  });

  test('is not put into another document, nor into one that was read again without it', () => {
    const older = storedDocuments(second);
    older.read(storedDocuments(later).write(written));
    expect(JSON.parse(older.write({ ...first, id: 'n-2' }))).not.toHaveProperty('owner');
    older.read(JSON.stringify({ ...first, version: 6 }));
    expect(JSON.parse(older.write({ ...first, version: 7 }))).not.toHaveProperty('owner');
  });
});
