import { crc32 } from 'node:zlib';
import { Unreadable } from '#usecases/ports.ts';
import { faultIn } from './fault.ts';
import type { StoredKind } from './kind.ts';
import { LABEL, labelIn, type ShapeLabel, UNLABELLED } from './label.ts';
import { type AnyShape, isRecord } from './shape.ts';
import { type UnknownKeys, unknownKeys, withUnknownKeys } from './unknown-keys.ts';

/** The parts of a later version's document that older code must keep. */
export interface Carried {
  readonly unknown: UnknownKeys | undefined;
  /** The latest version whose keys it may contain. */
  readonly keeps: number;
}

/** A document in the current shape. */
export interface OpenedDocument<Stored> {
  readonly stored: Stored;
  /** The latest version whose keys it may contain. */
  readonly keeps: number;
}

/**
 * Reads the JSON of a document, whichever version wrote it.
 *
 * @param beside its label, where that does not stand in the document itself
 * @throws Unreadable as `openDocument`, and if it is no JSON
 */
export function openJson<State, Stored>(
  kind: StoredKind<State, Stored>,
  json: string,
  beside?: ShapeLabel,
): OpenedDocument<Stored> {
  return openDocument(kind, parseStored(json, `${kind.name} without an id`), beside);
}

/**
 * Parses stored JSON of what `name` says, which is all that is known of it by then. What the parser
 * says would quote it, and may name a patient.
 *
 * @throws Unreadable if it is no JSON
 */
export function parseStored(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw damaged(`${name} cannot be read: its ${json.length} characters are no JSON.`);
  }
}

/**
 * Reads what `JSON.parse` gave of a document, whichever version wrote it. The object is used up.
 *
 * @param beside its label, where that does not stand in the document itself
 * @throws Unreadable if only later code can read it, or if something that must be there is not
 */
export function openDocument<State, Stored>(
  kind: StoredKind<State, Stored>,
  parsed: unknown,
  beside?: ShapeLabel,
): OpenedDocument<Stored> {
  const { label, keeps } = takeLabel(kind, parsed, beside);
  if (label.oldestReader > kind.version) {
    throw tooNew(kind, parsed, label);
  }
  const document = upcast(kind, parsed, label);
  const fault = faultIn(kind.shape as AnyShape, document);
  if (fault !== undefined) {
    throw damaged(`${called(kind, document)} cannot be read. ${fault}.`);
  }
  return { stored: document as Stored, keeps };
}

/** Makes a document of today of it. Upcasters trust the shape of their version, right or wrong. */
function upcast<State, Stored>(
  kind: StoredKind<State, Stored>,
  parsed: unknown,
  { version: from }: ShapeLabel,
): unknown {
  let document = parsed;
  try {
    for (let version = from; version < kind.version; version++) {
      document = kind.upcasters[version]?.(document as Record<string, unknown>);
    }
  } catch {
    throw damaged(
      `${called(kind, parsed)} cannot be read: it is not in version ${from} of its shape.`,
    );
  }
  return document;
}

/** The state that the product works with. */
export function stateOf<State, Stored>(
  { fromStored }: Pick<StoredKind<State, Stored>, 'fromStored'>,
  stored: Stored,
): State {
  return fromStored?.(stored) ?? (stored as unknown as State);
}

/** What must be kept of a document; undefined if no later version has written to it. */
export function carriedIn<State, Stored>(
  { shape, version }: Pick<StoredKind<State, Stored>, 'shape' | 'version'>,
  { stored, keeps }: OpenedDocument<Stored>,
): Carried | undefined {
  return keeps > version ? { unknown: unknownKeys(shape as AnyShape, stored), keeps } : undefined;
}

/** Makes the document of a state, with what was carried from the one that it replaces. */
export function storedForm<State, Stored>(
  kind: StoredKind<State, Stored>,
  state: State,
  carried?: Carried,
): Stored {
  const stored = kind.toStored?.(state) ?? (state as unknown as Stored);
  return withUnknownKeys(kind.shape as AnyShape, stored, carried?.unknown);
}

/** Serializes a document with its label as its last key. Every document has another key. */
export function documentJson<State, Stored>(
  kind: StoredKind<State, Stored>,
  stored: Stored,
  carried?: Carried,
): string {
  const label = JSON.stringify(labelOf(kind, stored, carried));
  return `${JSON.stringify(stored).slice(0, -1)},"${LABEL}":${label}}`;
}

/** Returns the label of a document, for places where it is not in the document itself. */
export function labelOf<State, Stored>(
  { version, oldestReader, labelledBy }: StoredKind<State, Stored>,
  stored: Stored,
  carried?: Carried,
): ShapeLabel {
  const of = contentsName(labelledBy, stored);
  return {
    version,
    oldestReader,
    ...(of !== undefined && { of }),
    ...(carried !== undefined && carried.keeps > version && { keeps: carried.keeps }),
  };
}

type LabelledBy = StoredKind<never>['labelledBy'];

function contentsName(by: LabelledBy, stored: unknown): number | undefined {
  switch (by) {
    case 'version':
      return (stored as { readonly version?: number }).version;
    case 'contents':
      return crc32(JSON.stringify(stored));
    case 'nothing':
      return undefined;
  }
}

/** Removes the label from a document. A label of other contents says nothing of these. */
function takeLabel(
  { labelledBy }: { readonly labelledBy: LabelledBy },
  parsed: unknown,
  beside: ShapeLabel | undefined,
): { readonly label: ShapeLabel; readonly keeps: number } {
  const label = beside ?? (isRecord(parsed) ? labelIn(parsed[LABEL]) : undefined);
  if (label === undefined) {
    return { label: UNLABELLED, keeps: 0 };
  }
  if (beside === undefined) {
    delete (parsed as { [LABEL]?: unknown })[LABEL];
  }
  const keeps = Math.max(label.version, label.keeps ?? 0);
  const isOwn = label.of === contentsName(labelledBy, parsed);
  return { label: isOwn ? label : UNLABELLED, keeps };
}

/** The error message for damage. */
export const DAMAGED = 'What Wardbell has stored is damaged, and its log says so.';

/**
 * Makes the error for a damaged document, with what to do.
 *
 * @param what whole sentences that say which it is and what is wrong, without any of its contents
 */
export function damaged(what: string): Unreadable {
  return new Unreadable(
    `${what} Somebody has changed it by hand, or a version has stored it that must not run beside this one. Correct the item, or restore it from the table's point-in-time recovery or from a copy of the folder.`,
    { reason: DAMAGED },
  );
}

function tooNew<State, Stored>(
  kind: StoredKind<State, Stored>,
  document: unknown,
  { version, oldestReader }: ShapeLabel,
): Unreadable {
  return new Unreadable(
    `${called(kind, document)} was stored by a later version of Wardbell, in version ${version} of its shape: code that knows version ${oldestReader} or a later one can read it, and this knows up to ${kind.version}. It was left as it is. During a rollout the later version will take it; otherwise deploy that version again (docs/upgrade.md).`,
    { reason: 'What is stored was written by a later version of Wardbell.' },
  );
}

/** The name of a document in errors if not even its id can be read. */
function called<State, Stored>(
  { name, idOf, idInWords = String }: StoredKind<State, Stored>,
  document: unknown,
): string {
  try {
    const id = idOf(document as Stored);
    if (typeof id === 'string') {
      return `${name} ${idInWords(id)}`;
    }
  } catch {
    // The parts of the id are missing too.
  }
  return `${name} without an id`;
}
