import { fingerprint } from '#core/alert/fingerprint.ts';
import type { ExternalAlertTimes, ObservedEnd } from '#core/evaluation/external-alert/state.ts';
import type { HeartbeatState } from '#core/evaluation/heartbeat/state.ts';
import type { MetricLastSeen, UnreadNotes, UnreadSeries } from '#core/evaluation/notes.ts';
import type { KnownParameter, PastTotal } from '#core/evaluation/score/state.ts';
import type { FaultSightings } from '#core/evaluation/sender-fault/state.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Kept, KeptSample } from '#core/evaluation/threshold/kept.ts';
import type { LatestValue } from '#core/evaluation/threshold/latest.ts';
import type { Learned } from '#core/evaluation/threshold/learned.ts';
import type { LimitOrder, PersonalLimit } from '#core/rule/personal-limit.ts';
import { ALERT, AUTHOR_KEYS, LABELS, REACHES, TRANSITION } from './alert.ts';
import { BUDGET } from './budget.ts';
import { MONTH } from './budget-month.ts';
import { type StoredKind, unchanged } from './kind.ts';
import { REPORT_DAY } from './report-day.ts';
import { flag, listOf, mapOf, number, object, optional, scalar, text } from './shape.ts';
import {
  type StoredEntry,
  type StoredRelation,
  type StoredSubject,
  subjectFromStored,
  subjectToStored,
} from './subject-entries.ts';

const TOLD = object<ExternalAlertTimes>({
  endsAt: optional(number),
  saidAt: optional(number),
  replicas: optional(listOf<string>(text)),
  dismissed: optional(flag),
  endedAt: optional(number),
});

const HEARD_END = object<ObservedEnd>({
  startsAt: number,
  endsAt: number,
  moves: number,
  wasFiring: optional(flag),
  by: optional(text),
});

const NOTED = object<FaultSightings>({ since: number, times: number, lasts: optional(number) });

const BEAT = object<HeartbeatState>({
  watchedAt: number,
  pingedAt: number,
  succeededAt: optional(number),
  excusedAt: optional(number),
  startedAt: optional(number),
  run: optional(text),
  took: optional(number),
  created: optional(flag),
});

const ENTRY = object<StoredEntry>({
  kind: optional(text),
  rule: text,
  metric: text,
  unit: optional(text),
  labels: LABELS,
  phase: text,
  changedAt: number,
  since: optional(number),
  lastBreachAt: optional(number),
  window: optional(
    listOf<NonNullable<StoredEntry['window']>[number]>(object({ at: number, breach: flag })),
  ),
  latest: optional(
    listOf<LatestValue>(
      object({ of: text, series: text, unit: optional(text), at: number, value: scalar }),
      ['of', 'series'],
    ),
  ),
  kept: optional(
    object<Kept>({
      by: text,
      window: number,
      samples: listOf<KeptSample>(object({ at: number, value: scalar })),
    }),
  ),
  learned: optional(
    listOf<Learned>(
      object({
        of: text,
        series: text,
        zone: text,
        from: number,
        at: number,
        times: number,
        spread: number,
        hours: text,
      }),
      ['of', 'series'],
    ),
  ),
  heard: optional(
    object({
      at: number,
      value: optional(scalar),
      reaches: optional(REACHES),
    }),
  ),
  normal: optional(object({ times: number, at: optional(number), heardAt: optional(number) })),
  seenAt: optional(number),
  processHeardAt: optional(number),
  spared: optional(object({ at: number, value: scalar })),
  doubtedAt: optional(number),
  alert: optional(ALERT),
  assertedAt: optional(number),
  sent: optional(TOLD),
  lastEnd: optional(HEARD_END),
  noted: optional(NOTED),
  beat: optional(BEAT),
  crowdedAt: optional(number),
  table: optional(text),
  parameters: optional(
    mapOf<KnownParameter>(object({ band: number, at: number, isStale: optional(flag) })),
  ),
  before: optional(object<PastTotal>({ total: number, at: number, of: number })),
  level: optional(text),
  patients: optional(mapOf<number>(number)),
  notedAt: optional(number),
  countsFrom: optional(number),
  relations: optional(
    listOf<StoredRelation>(
      object({
        patient: text,
        from: number,
        until: number,
        type: optional(text),
        by: optional(text),
        own: optional(flag),
      }),
      ['patient', 'by'],
    ),
  ),
  subject: optional(text),
  budget: optional(BUDGET),
  month: optional(MONTH),
  report: optional(REPORT_DAY),
});

const LIMIT = object<PersonalLimit>({
  rule: text,
  order: object<LimitOrder>({
    kind: text,
    limit: optional(number),
    low: optional(number),
    high: optional(number),
    scale: optional(number),
  }),
  reason: text,
  ...AUTHOR_KEYS,
  createdAt: number,
  endsAt: number,
});

const UNREAD = object<UnreadNotes>({
  config: text,
  series: listOf<UnreadSeries>(
    object({
      metric: text,
      unit: optional(text),
      heardAt: number,
      subjects: mapOf<number>(number),
      more: optional(flag),
    }),
    ['metric', 'unit'],
  ),
  more: optional(flag),
});

/** A subject, an external alert, heartbeats, or an item of the platform's own. */
export const SUBJECT: StoredKind<SubjectState, StoredSubject> = {
  name: 'The subject',
  version: 13,
  oldestReader: 0,
  labelledBy: 'version',
  isRereadUnchanged: true,
  idOf: ({ subject }) => subject,
  idInWords: (subject) => `with the hash ${fingerprint([subject])}`,
  upcasters: [
    unchanged,
    unchanged,
    unchanged,
    unchanged,
    unchanged,
    unchanged,
    unchanged,
    unchanged,
    unchanged,
    unchanged,
    unchanged,
    unchanged,
    unchanged,
  ],
  fromStored: subjectFromStored,
  toStored: subjectToStored,
  shape: object<StoredSubject>({
    subject: text,
    series: mapOf<StoredEntry>(ENTRY),
    limits: optional(mapOf<PersonalLimit>(LIMIT)),
    outbox: listOf(TRANSITION, ['seq']),
    lastSeq: number,
    due: optional(number),
    savedAt: optional(number),
    heard: optional(mapOf<MetricLastSeen>(object({ since: number, heardAt: optional(number) }))),
    unread: optional(UNREAD),
    version: number,
  }),
};
