import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { decodeJson } from '#adapters/dynamodb/document.ts';
import {
  carriedIn,
  documentJson,
  openDocument,
  stateOf,
  storedForm,
} from '#adapters/stored/document.ts';
import type { StoredKind } from '#adapters/stored/kind.ts';
import { LABEL, labelIn, type ShapeLabel } from '#adapters/stored/label.ts';
import { type AnyShape, isRecord, shapeAt } from '#adapters/stored/shape.ts';
import type { GoldenItem } from '../../tools/golden/as-stored.ts';
import { placesIn, placesOf } from '../../tools/golden/pick.ts';
import { ALL_KINDS } from '../adapters/stored/all-kinds.ts';
import { goldenFolder, RELEASES } from '../support/last-release.ts';

/** A document as a release wrote it, and its label where that stands beside it. */
interface Golden {
  readonly kind: string;
  readonly json: string;
  readonly beside?: ShapeLabel;
}

type Shapes = Readonly<Record<string, { readonly version: number; readonly places: string[] }>>;

function read<Content>(release: string, name: string): Content {
  return JSON.parse(readFileSync(join(goldenFolder(release), name), 'utf8')) as Content;
}

function goldenOf(release: string): readonly Golden[] {
  const messages = read<readonly { kind: string; body: string }[]>(release, 'messages.json');
  return [
    ...read<readonly GoldenItem[]>(release, 'items.json').map(ofItem),
    ...messages.map(({ kind, body }) => ({ kind, json: body })),
  ];
}

function ofItem({ table, item }: GoldenItem): Golden {
  const attributes = Object.entries(item).map(([key, value]) => [
    key,
    value.B === undefined ? value : { B: Buffer.from(value.B, 'base64') },
  ]);
  const json = decodeJson(Object.fromEntries(attributes) as Record<string, AttributeValue>);
  const kind = kindOf(table, item['pk']?.S ?? '', item['sk']?.S ?? '');
  const beside = labelIn(JSON.parse(item[LABEL]?.S ?? 'null'));
  return { kind, json, ...(beside !== undefined && { beside }) };
}

const INCIDENTS_TABLE = {
  incident: 'incidents',
  alerts: 'incident-alerts',
  page: 'pages',
} as const;

function kindOf(table: string, pk: string, sk: string): string {
  switch (table) {
    case 'subjects':
      return 'subjects';
    case 'controls':
      return pk;
    default:
      return INCIDENTS_TABLE[sk.split('#')[0] as 'incident'] ?? 'mailboxes';
  }
}

function kindNamed(name: string): StoredKind<object, object> {
  const kind = ALL_KINDS[name];
  if (kind === undefined) {
    throw new Error(`There is no kind of documents called ${name}.`);
  }
  return kind as StoredKind<object, object>;
}

function open({ kind, json, beside }: Golden, change: (document: unknown) => unknown = same) {
  return openDocument(kindNamed(kind), change(JSON.parse(json)), beside);
}

function same(document: unknown): unknown {
  return document;
}

/** Where a state differs from the document it was read of, and what stands there instead. */
function changes(before: unknown, after: unknown, place = ''): Record<string, unknown> {
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return {};
  }
  const areRecords = isRecord(before) && isRecord(after);
  if (!areRecords && !(Array.isArray(before) && Array.isArray(after))) {
    return { [place]: after };
  }
  const [one, other] = [before as Values, after as Values];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.assign(
    {},
    ...[...keys].map((key) => changes(one[key], other[key], `${place}/${key}`)),
  );
}

type Values = Readonly<Record<string, unknown>>;

/** The document with a key in each of its objects that only a later version knows. */
function withLaterKeys(shape: AnyShape, value: unknown): unknown {
  if (shape.is === 'list' && Array.isArray(value)) {
    return value.map((entry) => withLaterKeys(shape.entry, entry));
  }
  if (!isRecord(value) || shape.is === 'scalar' || shape.is === 'list') {
    return value;
  }
  const parts = Object.entries(value).map(([key, part]) => {
    const known = shape.is === 'map' ? shape.entry : shapeAt(shape.fields, key);
    return [key, known === undefined ? part : withLaterKeys(known, part)];
  });
  return { ...Object.fromEntries(parts), ...(shape.is === 'object' && { later: { by: 'later' } }) };
}

function withoutLaterKeys(json: string): unknown {
  return JSON.parse(json, (key, value) => (key === 'later' ? undefined : value));
}

describe.each(RELEASES)('what version %s stores and sends', (release) => {
  const golden = goldenOf(release);
  const shapes = read<Shapes>(release, 'shapes.json');

  test('is read as what it means today', () => {
    const differences = golden.map((one) => {
      const state = stateOf(kindNamed(one.kind), open(one).stored);
      return [one.kind, changes(JSON.parse(one.json), state)] as const;
    });
    expect(differences.filter(([, change]) => Object.keys(change).length > 0)).toMatchSnapshot();
  });

  test('is the same when this version has written it and reads it again', () => {
    for (const one of golden) {
      const kind = kindNamed(one.kind);
      const state = stateOf(kind, open(one).stored);
      const json = documentJson(kind, storedForm(kind, state));
      expect(stateOf(kind, openDocument(kind, JSON.parse(json)).stored)).toEqual(state);
    }
  });

  test('keeps what a later version has added, in every object, though this one builds it anew', () => {
    for (const one of golden) {
      const kind = kindNamed(one.kind);
      const shape = kind.shape as AnyShape;
      const today = storedForm(kind, stateOf(kind, open(one).stored));
      const later = withLaterKeys(shape, today);
      const carried = carriedIn(kind, { stored: later as object, keeps: kind.version + 1 });
      const anew = withoutLaterKeys(JSON.stringify(later)) as object;
      expect(storedForm(kind, stateOf(kind, anew), carried)).toEqual(later);
    }
  });

  test('has an example of every key', () => {
    for (const [name, { places }] of Object.entries(shapes)) {
      const shape = kindNamed(name).shape as AnyShape;
      const mine = golden.filter(({ kind }) => kind === name);
      const found = new Set(mine.flatMap(({ json }) => placesIn(shape, JSON.parse(json))));
      const today = new Set(placesOf(shape));
      const missing = places.filter((place) => today.has(place) && !found.has(place));
      expect([name, missing]).toEqual([name, []]);
    }
  });
});

test('a shape that is not as it was released has a version of its own', () => {
  const released = read<Shapes>(RELEASES.at(-1) ?? '', 'shapes.json');
  for (const [name, { version, shape }] of Object.entries(ALL_KINDS)) {
    const before = released[name];
    const places = placesOf(shape as AnyShape);
    const isChanged = JSON.stringify(places) !== JSON.stringify(before?.places);
    // Raise its version, and add an upcaster from the one before: docs/stored-shapes.md.
    expect([name, isChanged && version === before?.version]).toEqual([name, false]);
  }
});
