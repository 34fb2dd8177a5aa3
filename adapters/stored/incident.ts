import type { RecordedAuthor } from '#core/actor/actor.ts';
import type { Incident, IncidentAlert } from '#core/incident/incident.ts';
import { ALERT } from './alert.ts';
import {
  codesOfIncident,
  incidentFromStored,
  incidentToStored,
  type StoredFailure,
  type StoredIncident,
  type StoredPage,
  type StoredSilenced,
} from './incident-in-words.ts';
import { type StoredKind, unchanged } from './kind.ts';
import {
  flag,
  listOf,
  mapOf,
  number,
  type Opaque,
  object,
  opaque,
  optional,
  type ShapeOf,
  text,
} from './shape.ts';

type Part<Key extends keyof Incident> = NonNullable<Incident[Key]>;

type Entry = Part<'timeline'>[number];

interface Coded {
  readonly code?: string;
  readonly data?: Opaque;
}

const MOMENTS = listOf<number>(number);
const NAMES = listOf<string>(text);

const INCIDENT_ALERT = object<IncidentAlert>({
  alert: ALERT,
  status: text,
  seq: number,
  resolvedAt: optional(number),
  resolveReason: optional(text),
  earlier: optional(flag),
  returns: optional(MOMENTS),
  flapping: optional(
    object({
      since: number,
      returns: number,
      ended: optional(object({ at: number, reason: text })),
    }),
  ),
  worst: optional(text),
  acknowledged: optional(object({ by: text, until: optional(number) })),
});

const ACKNOWLEDGEMENT = object<Part<'acknowledgement'>>({
  by: text,
  key: optional(text),
  person: flag,
  at: number,
  until: optional(number),
  kind: text,
  alerts: NAMES,
  severity: text,
});

const ANSWERS = object<Part<'answers'>>({
  wanted: number,
  from: listOf<Part<'answers'>['from'][number]>(
    object({
      by: text,
      key: optional(text),
      person: flag,
      at: number,
      until: optional(number),
      bySender: optional(flag),
    }),
  ),
  covered: optional(object({ alerts: NAMES, severity: text })),
});

const SILENCED = object<StoredSilenced>({
  by: text,
  until: number,
  setBy: optional(
    object<RecordedAuthor>({
      createdBy: optional(text),
      byPerson: optional(flag),
      createdByKey: optional(text),
      text: optional(text),
    }),
  ),
  author: optional(text),
  comment: optional(text),
});

const INHIBITED = object<Part<'inhibited'>>({
  rule: text,
  source: object<Part<'inhibited'>['source']>({
    fingerprint: text,
    title: text,
    severity: text,
    unconfirmed: optional(flag),
  }),
  incident: text,
  until: number,
});

const ESCALATION = object<Incident['escalation']>({
  phase: text,
  run: number,
  position: number,
  policy: optional(text),
  reason: text,
  worst: optional(text),
  nextAt: optional(number),
  deferred: optional(flag),
  turn: optional(object({ step: number, number })),
  declined: NAMES,
  about: optional(NAMES),
});

type StoredPageShape = Omit<StoredPage, 'result' | 'doubtful' | 'via'> & {
  readonly via?: Opaque;
  readonly result?: Opaque;
  readonly doubtful?: Opaque;
};

/**
 * What a code of a page's result has for data, `core/paging/result.ts` says; what `via` holds,
 * `core/escalation/escalation-path.ts`.
 */
const PAGE = object<StoredPageShape>({
  id: text,
  responder: text,
  channel: text,
  reason: text,
  at: number,
  run: number,
  position: number,
  via: optional(opaque),
  status: text,
  handedOverAt: optional(number),
  recalled: optional(flag),
  result: optional(opaque),
  doubtful: optional(opaque),
  detail: optional(text),
  doubt: optional(text),
});

/**
 * Any entry: what a code has for data, `core/incident/timeline.ts` says, and of a code of a later
 * version this one knows nothing. `kind` and `text` are for versions before there were codes.
 */
const ENTRY = object<Pick<Entry, 'at' | 'comment' | 'by' | 'key' | 'kind' | 'text'> & Coded>({
  at: number,
  code: optional(text),
  data: optional(opaque),
  kind: optional(text),
  text: optional(text),
  comment: optional(text),
  by: optional(text),
  key: optional(text),
});

/** A whole incident. */
export const INCIDENT: StoredKind<Incident, StoredIncident> = {
  name: 'Incident',
  version: 9,
  oldestReader: 0,
  labelledBy: 'version',
  idOf: ({ id }) => id,
  upcasters: [
    ...[unchanged, unchanged, codesOfIncident, unchanged],
    ...[unchanged, unchanged, unchanged, unchanged, unchanged],
  ],
  toStored: incidentToStored,
  fromStored: incidentFromStored,
  shape: object<StoredIncident>({
    id: text,
    groupKey: text,
    episode: number,
    service: text,
    status: text,
    severity: text,
    openedAt: number,
    breachedAt: optional(number),
    alerts: mapOf<IncidentAlert>(INCIDENT_ALERT),
    acknowledgement: optional(ACKNOWLEDGEMENT),
    answers: optional(ANSWERS),
    silenced: optional(SILENCED),
    inhibited: optional(INHIBITED),
    inhibitedBy: optional(NAMES),
    inhibits: optional(NAMES),
    escalation: ESCALATION,
    reopenings: optional(MOMENTS),
    flapping: optional(object({ since: number, returns: number })),
    distress: optional(
      object<StoredFailure>({
        why: text,
        reason: optional(text),
        alert: ALERT,
        over: flag,
        seq: number,
        toldAt: optional(number),
      }),
    ),
    crowded: optional(object({ since: number, lastAt: number })),
    leftOut: optional(object({ entries: number, pages: number })),
    pages: listOf<StoredPage>(PAGE as unknown as ShapeOf<StoredPage>, ['id']),
    timeline: listOf<Entry>(ENTRY as unknown as ShapeOf<Entry>),
    resolvedAt: optional(number),
    resolvedBy: optional(text),
    resolvedByKey: optional(text),
    undo: optional(
      object({
        until: number,
        status: text,
        silenced: optional(SILENCED),
        nextAt: optional(number),
        planned: NAMES,
      }),
    ),
    noise: optional(object({ by: text, key: optional(text), at: number })),
    goesOnIn: optional(NAMES),
    cameFrom: optional(NAMES),
    due: optional(number),
    savedAt: optional(number),
    movedFor: optional(number),
    chunks: optional(NAMES),
    version: number,
  }),
};

/**
 * Some of an incident's alerts by fingerprint, in an item beside it. Every key of it is a
 * fingerprint, so its label is beside it too.
 */
export const INCIDENT_ALERTS: StoredKind<Incident['alerts']> = {
  name: 'A part of the alerts of an incident',
  version: 4,
  oldestReader: 0,
  labelledBy: 'nothing',
  idOf: () => '',
  upcasters: [unchanged, unchanged, unchanged, unchanged],
  shape: mapOf<IncidentAlert>(INCIDENT_ALERT),
};
