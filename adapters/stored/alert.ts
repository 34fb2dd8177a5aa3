import type { Alert, Transition } from '#core/alert/alert.ts';
import type { Labels } from '#core/sample/sample.ts';
import { flag, mapOf, number, object, optional, scalar, text } from './shape.ts';

export const LABELS = mapOf<Labels[string]>(text);

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
