import { type AnyShape, isRecord, shapeAt } from '#adapters/stored/shape.ts';

/** A document as one version writes it. */
export interface Recorded {
  readonly kind: string;
  readonly document: unknown;
}

/** Keys whose values are codes; each value deserves an example document. */
const CODES = /^(kind|phase|status|reason|resolveReason|source|op|severity|channel)$/;

/** Lists every path of a shape: `series.*.window.[].at`. */
export function placesOf(shape: AnyShape, place = ''): readonly string[] {
  switch (shape.is) {
    case 'scalar':
      return [place];
    case 'list':
      return [place, ...placesOf(shape.entry, `${place}.[]`)];
    case 'map':
      return [place, ...placesOf(shape.entry, `${place}.*`)];
    case 'object':
      return [
        place,
        ...shape.parts.flatMap((part) => placesOf(part.shape, `${place}.${part.key}`)),
      ];
  }
}

/** Returns the places of a shape at which a value has something, and the codes that stand there. */
export function placesIn(shape: AnyShape, value: unknown, place = ''): readonly string[] {
  if (shape.is === 'list' && Array.isArray(value)) {
    return [place, ...value.flatMap((entry) => placesIn(shape.entry, entry, `${place}.[]`))];
  }
  if (shape.is === 'map' && isRecord(value)) {
    const entries = Object.values(value);
    return [place, ...entries.flatMap((entry) => placesIn(shape.entry, entry, `${place}.*`))];
  }
  if (shape.is === 'object' && isRecord(value)) {
    const parts = Object.entries(value).filter(([, part]) => part !== undefined);
    return [
      place,
      ...parts.flatMap(([key, part]) => {
        const known = shapeAt(shape.fields, key);
        return known === undefined ? [] : placesIn(known, part, `${place}.${key}`);
      }),
    ];
  }
  const isCode = CODES.test(place.slice(place.lastIndexOf('.') + 1));
  return isCode ? [place, `${place}=${String(value)}`] : [place];
}

/** Few of the documents, and short ones, that have together every place and code that all have. */
export function pick(documents: readonly unknown[], shape: AnyShape): readonly unknown[] {
  const sorted = documents
    .map((document) => ({ document, length: JSON.stringify(document).length }))
    .filter(({ length }) => length <= LONGEST)
    .sort((a, b) => a.length - b.length)
    .map(({ document }) => ({ document, places: new Set(placesIn(shape, document)) }));
  const left = new Set(sorted.flatMap(({ places }) => [...places]));
  const picked: unknown[] = [];
  while (left.size > 0) {
    const gain = (places: ReadonlySet<string>) => [...places].filter((one) => left.has(one)).length;
    const best = sorted.reduce((a, b) => (gain(b.places) > gain(a.places) ? b : a));
    picked.push(best.document);
    for (const place of best.places) {
      left.delete(place);
    }
  }
  return picked;
}

/** Longer documents are not reviewed by people. */
const LONGEST = 8_000;

/** Returns a document that has every part of its shape, so that none is without an example. */
export function fullDocument(shape: AnyShape, key = ''): unknown {
  switch (shape.is) {
    case 'list':
      return [fullDocument(shape.entry, key)];
    case 'map':
      return { some: fullDocument(shape.entry, key) };
    case 'object':
      return Object.fromEntries(
        shape.parts.map((part) => [part.key, fullDocument(part.shape, part.key)]),
      );
    case 'scalar':
      return SCALARS[shape.type](key);
  }
}

const INCIDENT = '0123456789abcdef-1';
const IDS: Readonly<Record<string, string>> = {
  id: `${INCIDENT}.1.0.anna.sms`,
  incident: INCIDENT,
};

const SCALARS = {
  string: (key: string) => IDS[key] ?? `some ${key}`,
  number: () => Date.UTC(2026, 0, 1),
  boolean: () => true as const,
  any: () => 80,
  opaque: () => ({}),
};
