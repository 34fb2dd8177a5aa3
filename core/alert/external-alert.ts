import type { Labels } from '../sample/sample.ts';
import { labelsError, type Rejection, SAMPLE_LIMITS } from '../sample/validate-sample.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import type { Alert, ExternalAlertDetails } from './alert.ts';

/** An alert made by somebody else's rules, as every door passes it on. */
export interface ExternalAlert
  extends Pick<
    Alert,
    'fingerprint' | 'rule' | 'subject' | 'severity' | 'title' | 'labels' | 'startsAt'
  > {
  readonly sent: ExternalAlertDetails;
  /** When it ends unless it is re-sent. Absent: it lasts until its sender or a person ends it. */
  readonly endsAt?: Instant;
  /** The replica of the sender that sent it, if a replica label was given. */
  readonly replica?: string;
}

/**
 * An event of an external alert: it fires or still fires, or it has ended. `saidAt` is the time of
 * the event, if the sender gives it and messages may arrive out of order: an event that is no newer
 * than the last one changes nothing.
 */
export type AlertEvent =
  | { readonly kind: 'fires'; readonly alert: ExternalAlert; readonly saidAt?: Instant }
  /** `endedAt`: when it ended by its sender's clock, if that was sent. */
  | {
      readonly kind: 'ended';
      readonly fingerprint: string;
      /** The alert as it would fire, if only its end says that it does not: see `observeEnd`. */
      readonly alert?: ExternalAlert;
      readonly endedAt?: Instant;
      readonly saidAt?: Instant;
      /** The replica of the sender that sent it: see `ExternalAlert`. */
      readonly replica?: string;
      /** The fingerprint under which a version or config without replica labels may know it. */
      readonly formerly?: string;
    };

/**
 * How long an alert without an end lasts if it must be re-sent: the default of Alertmanager's
 * `resolve_timeout`.
 */
export const RESOLVE_TIMEOUT: Duration = 5 * MINUTE;

/**
 * The size limits of the sender's texts beside the labels; longer ones are cut, since an alert that
 * is refused pages nobody.
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
 * Returns why an alert is invalid, if it is. Its labels are its identity, so none of them may be
 * cut.
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

/** Whether its end has come already. */
export function isEnded({ endsAt }: ExternalAlert, now: Instant): boolean {
  return endsAt !== undefined && endsAt <= now;
}

/** Limits a sender's texts, and keeps its address only if it is a web address. */
export function externalAlertDetails(
  from: Pick<ExternalAlertDetails, 'source' | 'key'>,
  annotations: Labels,
  url?: string,
): ExternalAlertDetails {
  const isKept = url !== undefined && isWebAddress(url);
  return { ...from, annotations: truncateAnnotations(annotations), ...(isKept && { url }) };
}

/** Whether the address may become a link. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\//iu.test(url) && url.length <= EXTERNAL_ALERT_LIMITS.url;
}

/**
 * Returns the host that made the alert, by the address that it shows; undefined if it shows none.
 */
export function senderHost({ url = '' }: Pick<ExternalAlertDetails, 'url'>): string | undefined {
  return /^https?:\/\/(?:[^/?#@]*@)?([\w.:[\]-]{1,100})(?:[/?#]|$)/iu.exec(url)?.[1];
}

/** Keeps as many of a sender's annotations as fit, each cut if it is long. */
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

/** Cuts a text to a number of characters, marks the cut, and leaves no half of a character. */
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
