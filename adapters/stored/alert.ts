import type { Author } from '#core/actor/actor.ts';
import type { Alert, AlertScore, Reaches, Transition } from '#core/alert/alert.ts';
import type { Labels } from '#core/sample/sample.ts';
import { flag, listOf, mapOf, number, object, optional, scalar, text } from './shape.ts';

/** Who has set what lasts, as it stands among the other keys of it. */
export const AUTHOR_KEYS = {
  createdBy: text,
  byPerson: optional(flag),
  createdByKey: optional(text),
} as const;

export const LABELS = mapOf<Labels[string]>(text);

export const REACHES = object<Reaches>({ limit: number, at: number });

export const ALERT = object<Alert>({
  fingerprint: text,
  rule: text,
  service: text,
  groupKey: text,
  subject: text,
  metric: text,
  labels: LABELS,
  severity: text,
  title: text,
  value: optional(scalar),
  unit: optional(text),
  limit: text,
  limitSetBy: optional(object<Author>(AUTHOR_KEYS)),
  reaches: optional(REACHES),
  startsAt: number,
  sent: optional(
    object<NonNullable<Alert['sent']>>({
      source: text,
      key: text,
      annotations: LABELS,
      severity: optional(text),
      url: optional(text),
    }),
  ),
  score: optional(
    object<AlertScore>({
      low: number,
      high: number,
      before: optional(object({ total: number, at: number })),
      parameters: listOf<AlertScore['parameters'][number]>(
        object({ name: text, points: optional(number), at: optional(number) }),
        ['name'],
      ),
      oxygenScale: optional(number),
    }),
  ),
  objective: optional(text),
  unconfirmed: optional(flag),
});

export const TRANSITION = object<Transition>({
  kind: text,
  alert: ALERT,
  seq: number,
  at: number,
  reason: optional(text),
  by: optional(text),
  key: optional(text),
  movedTo: optional(text),
  movedFrom: optional(text),
});
