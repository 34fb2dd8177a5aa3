import type { Labels } from '../sample/sample.ts';
import { labelsError, type Rejection, SAMPLE_LIMITS } from '../sample/validate-sample.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import type { Alert, ExternalAlertDetails } from './alert.ts';

/** An alert that somebody else's rules have made, as every door hands it on. */
export interface ExternalAlert
  extends Pick<
    Alert,
    'fingerprint' | 'rule' | 'subject' | 'severity' | 'title' | 'labels' | 'startsAt'
  > {
  readonly sent: ExternalAlertDetails;
  /**
   * When it ends unless it is sent again. Absent: it lasts until its sender or a person ends it.
   */
  readonly endsAt?: Instant;
  /** Which of several servers says so, where they differ in such a label. */
  readonly replica?: string;
}

/**
 * What a sender tells of an alert: that it fires, and goes on firing, or that it has ended.
 * `saidAt` is when it said so, where that is known and messages may overtake each other: what is no
 * newer than what was heard already changes nothing.
 */
export type AlertEvent =
  | { readonly kind: 'fires'; readonly alert: ExternalAlert; readonly saidAt?: Instant }
  /** `endedAt`: when it ended by its sender's clock, where that is told. */
  | {
      readonly kind: 'ended';
      readonly fingerprint: string;
      /**
       * The alert as it would fire, where its end alone says that it does not: see `observeEnd`.
       */
      readonly alert?: ExternalAlert;
      readonly endedAt?: Instant;
      readonly saidAt?: Instant;
      /** Which of several servers says so: see `ExternalAlert`. */
      readonly replica?: string;
      /** Under which fingerprint a version or config may know it that tells replicas apart. */
      readonly formerly?: string;
    };

/**
 * How long an alert lasts that must be sent again and came without an end: the default of
 * Alertmanager's `resolve_timeout`.
 */
export const RESOLVE_TIMEOUT: Duration = 5 * MINUTE;

/**
 * Room for the sender's words beside the labels; what is longer is cut, since an alert that is
 * refused pages nobody.
 */
export const EXTERNAL_ALERT_LIMITS = {
  title: 1_024,
  annotations: 32,
  annotationName: 128,
  annotation: 1_024,
  allAnnotations: 8_192,
  url: 2_048,
} as const;

/**
 * Why an alert cannot be taken, if it cannot. Its labels are its identity, so nothing of them may
 * be cut.
 */
export function validateExternalAlert({
  rule,
  subject,
  labels,
  startsAt,
}: ExternalAlert): Rejection | undefined {
  for (const [what, name] of [
    ['the name', rule],
    ['the subject', subject],
  ] as const) {
    if (name.length > SAMPLE_LIMITS.name) {
      return {
        reason: 'too_large',
        detail: `${what} has ${name.length} characters; at most ${SAMPLE_LIMITS.name} are taken`,
      };
    }
    if (name === '' || !name.isWellFormed()) {
      return { reason: 'malformed', detail: `${what} is empty or not valid Unicode` };
    }
  }
  if (!Number.isFinite(startsAt)) {
    return { reason: 'malformed', detail: `its beginning is ${startsAt}, no time` };
  }
  return labelsError(labels);
}

/** Whether it is told with an end that has come. */
export function isEnded({ endsAt }: ExternalAlert, now: Instant): boolean {
  return endsAt !== undefined && endsAt <= now;
}

/** A sender's words within bounds, and its address only where it is one of the web. */
export function externalAlertDetails(
  from: Pick<ExternalAlertDetails, 'source' | 'key'>,
  annotations: Labels,
  url?: string,
): ExternalAlertDetails {
  const isKept = url !== undefined && isWebAddress(url);
  return { ...from, annotations: truncateAnnotations(annotations), ...(isKept && { url }) };
}

/** Whether somebody may be led there. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\//iu.test(url) && url.length <= EXTERNAL_ALERT_LIMITS.url;
}

/** The host that made the alert, by the address that it shows; undefined if it shows none. */
export function senderHost({ url = '' }: Pick<ExternalAlertDetails, 'url'>): string | undefined {
  return /^https?:\/\/(?:[^/?#@]*@)?([\w.:[\]-]{1,100})(?:[/?#]|$)/iu.exec(url)?.[1];
}

/** As many of a sender's texts by name as there is room for, each cut where it is long. */
export function truncateAnnotations(annotations: Labels): Labels {
  const kept: Record<string, string> = {};
  let room: number = EXTERNAL_ALERT_LIMITS.allAnnotations;
  for (const [name, value] of Object.entries(annotations).slice(
    0,
    EXTERNAL_ALERT_LIMITS.annotations,
  )) {
    if (name.length > EXTERNAL_ALERT_LIMITS.annotationName) {
      continue;
    }
    const text = truncateText(
      value,
      Math.min(EXTERNAL_ALERT_LIMITS.annotation, room - name.length),
    );
    if (text === '') {
      continue;
    }
    room -= name.length + text.length;
    kept[name] = text;
  }
  return kept;
}

/**
 * At most so many characters, the end marked where something was cut, and no half of a character
 * left.
 */
export function truncateText(text: string, room: number): string {
  const whole = text.toWellFormed();
  if (whole.length <= room) {
    return whole;
  }
  return `${whole.slice(0, Math.max(0, room - 1)).replace(/[\uD800-\uDBFF]$/u, '')}…`.slice(
    0,
    Math.max(0, room),
  );
}
