import { CLOCK_SKEW } from '#core/time/clock-skew.ts';
import type { Instant } from '#core/time/instant.ts';
import type { JsonObject } from '#http/json-object.ts';
import { asObject, type Element, elementOf, elementsOf, textOf } from './element.ts';
import { isIssue } from './issue.ts';
import { momentIn } from './moment.ts';
import { type Resolve, referenced } from './subject.ts';

/** Somebody has left a subject, or has come to it: a patient, an encounter, a bed. */
export interface Move {
  readonly subject: string;
  /** Whether somebody has come; what was set before was for whoever was there before. */
  readonly occupied: boolean;
  readonly since: Instant;
}

/** A stay has a few places at once, and one hardly more than these in all. */
const MAX_PLACES = 100;

/** It has not begun, or never did. */
const NOT_BEGUN = new Set(['planned', 'cancelled', 'entered-in-error']);

/** Classes of visits: a patient in a bed may have one meanwhile. */
const VISITS = new Set(['AMB', 'HH', 'VR']);

/**
 * Returns who has left and who has come, as far as an Encounter says when. With its end the patient
 * and the encounter itself are over, and every place of it that has no end of its own. What is
 * still to come is left out, as is what has no moment: a repeated message would end what was set
 * for whoever came after.
 */
export function movesOf(
  encounter: Element,
  id: string,
  { now, resolve }: { readonly now: Instant; readonly resolve: Resolve },
): readonly Move[] {
  const status = textOf(encounter, 'status');
  const places = elementsOf(encounter, 'location', MAX_PLACES);
  if (status === undefined || NOT_BEGUN.has(status)) {
    return [];
  }
  const end = status === 'finished' ? periodOf(encounter.json).end : undefined;
  const over = end === undefined ? [] : whose(encounter, id, resolve);
  const moves = [
    ...over.map((subject) => ({ subject, occupied: false, since: end })),
    ...(isIssue(places) ? [] : places.map((place) => moveOf(place, end, resolve))),
  ];
  return moves.flatMap((move) =>
    move?.since !== undefined && move.since <= now + CLOCK_SKEW
      ? [{ ...move, since: move.since }]
      : [],
  );
}

/** A part of a stay, or a visit during one, is not the end of the stay. */
function whose(encounter: Element, id: string, resolve: Resolve): readonly string[] {
  const { json } = encounter;
  const isWhole =
    json['partOf'] === undefined && !VISITS.has(String(asObject(json['class'])?.['code']));
  const patient = isWhole ? referenceIn(encounter, 'subject', resolve) : undefined;
  return [`Encounter/${id}`, ...(patient === undefined ? [] : [patient])];
}

/** The patient has left the place at its end, or that of the encounter; or is there since. */
function moveOf(place: Element, end: Instant | undefined, resolve: Resolve) {
  const subject = referenceIn(place, 'location', resolve);
  const status = textOf(place, 'status');
  if (subject === undefined || status === 'planned' || status === 'reserved') {
    return undefined;
  }
  const period = periodOf(place.json);
  const left = period.end ?? end;
  const occupied = left === undefined && status !== 'completed';
  return { subject, occupied, since: occupied ? period.start : left };
}

function referenceIn(element: Element, name: string, resolve: Resolve): string | undefined {
  const reference = elementOf(element, name);
  const found =
    isIssue(reference) || reference === undefined ? undefined : referenced(reference, resolve);
  return typeof found === 'string' ? found : undefined;
}

function periodOf(json: JsonObject) {
  const { start, end } = asObject(json['period']) ?? {};
  return { start: momentIn(start), end: momentIn(end) };
}
