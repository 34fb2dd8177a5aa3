import { DAY, type Duration, HOUR, type Instant, MINUTE } from '../time/instant.ts';

/**
 * What watches over a deployed platform: how often each looks, and after what time without a report
 * it has failed to, whatever the last one says.
 */
export const CHECKS = {
  /** Whether anything is stuck. */
  platform: { every: MINUTE, lateAfter: 5 * MINUTE },
  /** A breach of its own, through the deployed API to a page. */
  canary: { every: 5 * MINUTE, lateAfter: 15 * MINUTE },
  /** Whether everybody can be reached, and whether what rules read is sent. */
  daily: { every: DAY, lateAfter: 26 * HOUR },
} as const satisfies Record<string, { readonly every: Duration; readonly lateAfter: Duration }>;

export type CheckName = keyof typeof CHECKS;

/** Whether this version knows a check: during a rollout a later one may report others. */
export function isKnownCheck({ check }: { readonly check: string }): boolean {
  return Object.hasOwn(CHECKS, check);
}

/** Something that is wrong, by its kind and in words. It names no subject and no person. */
export interface CheckFinding {
  readonly kind: string;
  readonly text: string;
}

/** How many messages lie in a dead-letter queue. */
export interface DeadLetterCount {
  readonly queue: string;
  readonly messages: number;
}

/** What a check found when it last looked. The next report replaces it. */
interface Report {
  /** See `checkReport`. */
  readonly id: string;
  /** The Region. */
  readonly place: string;
  readonly at: Instant;
  /** At most `MOST_FINDINGS`. */
  readonly findings: readonly CheckFinding[];
  /** How many there were besides. */
  readonly moreFindings?: number;
}

export type CheckReport = Report &
  (
    | {
        readonly check: 'platform';
        /** How long the oldest item that is due has waited. */
        readonly oldestDue: Duration;
        readonly deadLetters: readonly DeadLetterCount[];
      }
    /** Without `timeToPage` no page came. */
    | { readonly check: 'canary'; readonly timeToPage?: Duration }
    /** Who cannot be reached only an administrator may see, who can ask for it. */
    | { readonly check: 'daily'; readonly contactFindings: number }
  );

const MOST_FINDINGS = 20;

/** No finding of ours is as long; a reason from elsewhere may be. */
const LONGEST_TEXT = 1_000;

/** Fills in a report: its id, and as many findings as it may hold. */
export function checkReport<Kind extends Omit<CheckReport, 'id' | 'moreFindings'>>(given: Kind) {
  const { check, place, findings } = given;
  const more = findings.length - MOST_FINDINGS;
  return {
    ...given,
    id: `${check}#${place}`,
    findings: findings
      .slice(0, MOST_FINDINGS)
      .map(({ kind, text }) => ({ kind, text: text.slice(0, LONGEST_TEXT) })),
    ...(more > 0 && { moreFindings: more }),
  };
}

/** Whether the check should have come again by now. */
export function isLate({ check, at }: Pick<CheckReport, 'check' | 'at'>, now: Instant): boolean {
  return now - at > CHECKS[check].lateAfter;
}
