import { CARE_RESOURCES, type CareResource } from '#core/privacy/monitoring.ts';
import { DAY, type Duration, type Instant } from '#core/time/instant.ts';
import type { RelationTold } from '#usecases/ingest-accesses.ts';
import { asObject, type Element, elementOf, elementsOf, textOf } from './element.ts';
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

/** For how long a Person is believed; who has left the house is told no more. */
const IDENTITY: Duration = 400 * DAY;

const USER = /(?:^|\/)(?:Practitioner|PractitionerRole)\/[^/]+$/u;
const PATIENT = /(?:^|\/)Patient\/[^/]+$/u;

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

type Reads = Pick<Reading, 'now' | 'resolve'>;

/**
 * Returns who has a reason of care for whom by an Appointment, a ServiceRequest or an Encounter,
 * and for how long: each practitioner in it for each patient. What is called off is no reason, and
 * takes none back that was told of before: another resource may have told it.
 */
export function careRelations(
  type: CareResource,
  resource: Element,
  reads: Reads,
): readonly RelationTold[] {
  const status = textOf(resource, 'status') ?? '';
  const care = STATUSES[type].has(status) ? READERS[type](resource, reads) : undefined;
  if (care === undefined) {
    return [];
  }
  const { first, last, references } = care;
  const after = type === 'ServiceRequest' ? AFTER_ORDER : AFTER;
  const span = { from: first - BEFORE, until: last + after };
  const patients = references.filter((one) => PATIENT.test(one));
  return references
    .filter((one) => USER.test(one))
    .flatMap((reference) => patients.map((patient) => ({ user: { reference }, patient, ...span })));
}

/** Returns which users are which patients by a Person, which links those that are one human. */
export function ownRelations(person: Element, { now, resolve }: Reads): readonly RelationTold[] {
  const linked = referencesIn(person, 'link', 'target', resolve);
  const until = dayOf(now) + IDENTITY;
  if (person.json['active'] === false) {
    return [];
  }
  const patients = linked.filter((one) => PATIENT.test(one));
  return linked
    .filter((one) => USER.test(one))
    .flatMap((reference) =>
      patients.map((patient) => ({ user: { reference }, patient, from: 0, until, own: true })),
    );
}

const READERS: Readonly<
  Record<CareResource, (resource: Element, reads: Reads) => Care | undefined>
> = {
  Appointment: (appointment, { resolve }) => {
    const { start, end } = spanIn(appointment.json);
    const references = referencesIn(appointment, 'participant', 'actor', resolve);
    return careAround([start, end], references);
  },
  ServiceRequest: (order, { resolve }) => {
    const { start, end } = spanIn(order.json['occurrencePeriod']);
    const { authoredOn, occurrenceDateTime } = order.json;
    const references = ['subject', 'requester', 'performer'].flatMap((name) =>
      referencesAt(order, name, resolve),
    );
    return careAround([momentIn(authoredOn), momentIn(occurrenceDateTime), start, end], references);
  },
  Encounter: (encounter, { now, resolve }) => {
    const { start, end } = spanIn(encounter.json['period']);
    const isOver = textOf(encounter, 'status') === 'finished';
    const today = dayOf(now);
    const last = isOver ? end : today + OPEN_STAY - AFTER;
    const references = [
      ...referencesAt(encounter, 'subject', resolve),
      ...referencesIn(encounter, 'participant', 'individual', resolve),
    ];
    return careAround([start ?? (isOver ? end : today), last], references);
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

/** The references under one name of each element of a list. */
function referencesIn(
  element: Element,
  list: string,
  name: string,
  resolve: Resolve,
): readonly string[] {
  const found = elementsOf(element, list, MOST);
  return isIssue(found) ? [] : found.flatMap((one) => referencesAt(one, name, resolve));
}

/** The references under a name, which may hold one or a list of them. */
function referencesAt(element: Element, name: string, resolve: Resolve): readonly string[] {
  const value = element.json[name];
  const one = Array.isArray(value) ? undefined : elementOf(element, name);
  const all = Array.isArray(value) ? elementsOf(element, name, MOST) : [one];
  if (isIssue(all)) {
    return [];
  }
  return all.flatMap((reference) => {
    const found =
      reference === undefined || isIssue(reference) ? undefined : referenced(reference, resolve);
    return typeof found === 'string' ? [found] : [];
  });
}
