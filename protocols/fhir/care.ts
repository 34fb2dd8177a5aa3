import { CARE_RESOURCES, type CareResource } from '#core/privacy/monitoring.ts';
import { DAY, type Duration, type Instant } from '#core/time/instant.ts';
import { isPatientReference } from '#http/fhir-reference.ts';
import type { RelationTold } from '#usecases/ingest-accesses.ts';
import { asObject, type Element, elementOf, listIn, textOf } from './element.ts';
import type { Reading } from './entry.ts';
import { isIssue } from './issue.ts';
import { momentIn } from './moment.ts';
import { type Resolve, referenced } from './subject.ts';

/** More than take part in anything. */
const MOST = 100;

/** Whoever cares for a patient prepares before, and writes down after. */
const BEFORE: Duration = 7 * DAY;
const AFTER: Duration = 7 * DAY;

/** How long results of an order are looked at. */
const AFTER_ORDER: Duration = 30 * DAY;

/** A stay without an end is told again with each of its changes. */
const OPEN_STAY: Duration = 30 * DAY;

/**
 * For how long from now anything is believed, of a Person always: who has left the house is told no
 * more, and an end beyond is a mistake, or says that nobody knows.
 */
const LONGEST: Duration = 400 * DAY;

/** The most relations that a resource may tell of: a team with a group. */
export const MOST_RELATIONS = 200;

const USER = /(?:^|\/)(?:Practitioner|PractitionerRole)\/[^/]+$/u;

/** In these statuses it has come about, or will. */
const STATUSES: Readonly<Record<CareResource, ReadonlySet<string>>> = {
  Appointment: new Set(['pending', 'booked', 'arrived', 'checked-in', 'fulfilled']),
  ServiceRequest: new Set(['active', 'on-hold', 'completed']),
  Encounter: new Set(['arrived', 'triaged', 'in-progress', 'onleave', 'finished']),
};

/** Whether resources of the type may tell of a reason of care. */
export function isCareResource(type: string): type is CareResource {
  return CARE_RESOURCES.some((one) => one === type);
}

/** When it is, and who takes part. */
interface Care {
  readonly first: Instant;
  readonly last: Instant;
  readonly references: readonly string[];
}

/** `by` refers to the resource itself. */
type Reads = Pick<Reading, 'now' | 'resolve'> & { readonly by: string };

/** The relations that are noted of a resource, and how many there was no room for. */
export interface RelationsRead {
  readonly noted: readonly RelationTold[];
  readonly leftOut: number;
}

const NONE: RelationsRead = { noted: [], leftOut: 0 };

/**
 * Returns who has a reason of care for whom by an Appointment, a ServiceRequest or an Encounter,
 * and for how long: each practitioner in it for each patient. What is called off is no reason, and
 * takes none back: until then there was one.
 */
export function careRelations(type: CareResource, resource: Element, reads: Reads): RelationsRead {
  const status = textOf(resource, 'status') ?? '';
  const care = STATUSES[type].has(status) ? READERS[type](resource, reads) : undefined;
  if (care === undefined) {
    return NONE;
  }
  const { first, last, references } = care;
  const after = type === 'ServiceRequest' ? AFTER_ORDER : AFTER;
  const from = first - BEFORE;
  const until = Math.min(last + after, longestFrom(reads.now));
  return from > until ? NONE : relationsAmong(references, { from, until, type, by: reads.by });
}

/** Returns which users are which patients by a Person, which links those that are one human. */
export function ownRelations(person: Element, { now, resolve, by }: Reads): RelationsRead {
  if (person.json['active'] === false) {
    return NONE;
  }
  const targets = listIn(person, 'link', MOST).flatMap((link) => oneIn(link, 'target'));
  const until = longestFrom(now);
  const told = { from: 0, until, type: 'Person', by, own: true } as const;
  return relationsAmong(namesOf(targets, resolve), told);
}

/** Relates each user among those who are referred to, to each patient among them. */
function relationsAmong(
  references: readonly string[],
  told: Omit<RelationTold, 'user' | 'patient'>,
): RelationsRead {
  const distinct = [...new Set(references)];
  const patients = distinct.filter(isPatientReference);
  const all = distinct
    .filter((one) => USER.test(one))
    .flatMap((reference) => patients.map((patient) => ({ user: { reference }, patient, ...told })));
  const noted = all.slice(0, MOST_RELATIONS);
  return { noted, leftOut: all.length - noted.length };
}

const READERS: Readonly<
  Record<CareResource, (resource: Element, reads: Reads) => Care | undefined>
> = {
  Appointment: (appointment, { resolve }) => {
    const { start, end } = spanIn(appointment.json);
    const actors = listIn(appointment, 'participant', MOST)
      .filter((one) => textOf(one, 'status') !== 'declined')
      .flatMap((one) => oneIn(one, 'actor'));
    return careAround([start, end], namesOf(actors, resolve));
  },
  ServiceRequest: (order, { resolve }) => {
    const { start, end } = spanIn(order.json['occurrencePeriod']);
    const { authoredOn, occurrenceDateTime } = order.json;
    const all = [
      ...['subject', 'requester'].flatMap((name) => oneIn(order, name)),
      ...listIn(order, 'performer', MOST),
    ];
    const moments = [momentIn(authoredOn), momentIn(occurrenceDateTime), start, end];
    return careAround(moments, namesOf(all, resolve));
  },
  Encounter: (encounter, { now, resolve }) => {
    const { start, end } = spanIn(encounter.json['period']);
    const isOver = textOf(encounter, 'status') === 'finished';
    const today = dayOf(now);
    const last = isOver ? (end ?? (start && today)) : today + OPEN_STAY - AFTER;
    const all = [
      ...oneIn(encounter, 'subject'),
      ...listIn(encounter, 'participant', MOST).flatMap((one) => oneIn(one, 'individual')),
    ];
    return careAround([start ?? (isOver ? end : today), last], namesOf(all, resolve));
  },
};

function careAround(
  moments: readonly (Instant | undefined)[],
  references: readonly string[],
): Care | undefined {
  const known = moments.filter((at) => at !== undefined);
  return known.length === 0
    ? undefined
    : { first: Math.min(...known), last: Math.max(...known), references };
}

function spanIn(value: unknown) {
  const { start, end } = asObject(value) ?? {};
  return { start: momentIn(start), end: momentIn(end) };
}

/** So that what is told again on one day is the same. */
function dayOf(now: Instant): Instant {
  return now - (now % DAY);
}

function longestFrom(now: Instant): Instant {
  return dayOf(now) + LONGEST;
}

/** The element under a name, if there is one. */
function oneIn(element: Element, name: string): readonly Element[] {
  const found = elementOf(element, name);
  return found === undefined || isIssue(found) ? [] : [found];
}

/** What References refer to, those of which it is known. */
function namesOf(references: readonly Element[], resolve: Resolve): readonly string[] {
  return references.flatMap((one) => {
    const found = referenced(one, resolve);
    return typeof found === 'string' ? [found] : [];
  });
}
