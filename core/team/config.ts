import type { Routing } from '../alert/route.ts';
import type { Runbook } from '../alert/runbook.ts';
import type { Severity } from '../alert/severity.ts';
import type { Roster } from '../escalation/roster.ts';
import type { Heartbeat, HeartbeatDefaults } from '../rule/heartbeat.ts';
import type { Rule } from '../rule/rule.ts';
import type { Duration } from '../time/instant.ts';

/** How often something must come back to count as flapping, and how quiet it must be to be over. */
export interface FlappingThreshold {
  /** It flaps when it has come back so many times ... */
  readonly times: number;
  /** ... in this time. */
  readonly within: Duration;
  /** What begins again sooner than this after its end has come back; what flaps ends after this. */
  readonly quiet: Duration;
}

/** What somebody owns: who is paged about it, and how its alerts share incidents. */
export interface Service {
  readonly id: string;
  readonly name: string;
  /** The escalation policy for each severity; null pages nobody (recorded only). */
  readonly policies: Readonly<Record<Severity, string | null>>;
  /**
   * Alerts that agree on these share an incident: `subject`, `rule`, `metric`, `severity`, or a
   * label.
   */
  readonly groupBy: readonly string[];
  /** How long the first page waits for more alerts of the group. */
  readonly groupWait: Duration;
  /**
   * An acknowledgement expires after this and pages again; null: it lasts until the incident ends.
   */
  readonly ackTimeout: Duration | null;
  /** Resolve when all alerts have recovered; otherwise hold until a person resolves (latching). */
  readonly autoResolve: boolean;
  /** When what comes and goes is held as one incident; null: each time is one of its own. */
  readonly flapping: FlappingThreshold | null;
  readonly runbook?: Runbook;
  /**
   * Whether the value that tripped may stand in a page. Off unless the team says that it is no
   * patient data.
   */
  readonly valuesInPages: boolean;
  /**
   * Whether a subject without an alias may stand in a page by its own id. Otherwise, and always
   * where it is a person of FHIR, a code stands there; see `subjectNameOf`.
   */
  readonly subjectsInPages: boolean;
}

/** An element of a FHIR Observation that may say what was measured. */
export type FhirSubjectElement = 'subject' | 'device' | 'encounter' | 'focus';

/**
 * What a team wrote in `wardbell.yaml`, checked and filled in: plain JSON, deployed with the
 * functions.
 */
export interface Config extends Roster, Routing {
  /** Names what the team wrote: 64 hex digits, see `documentHash`. */
  readonly hash: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly rules: readonly Rule[];
  /** What must be heard from in time. */
  readonly heartbeats: Readonly<Record<string, Heartbeat>>;
  /** What pings may create that the config does not name; without it they create nothing. */
  readonly heartbeatDefaults?: HeartbeatDefaults;
  /** What a subject is called in a page, where its id should not leave. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The zone in which times are written for people. */
  readonly timeZone: string;
  /** Which sample times are taken: not older and not further ahead than this. */
  readonly sampleTimes: { readonly maxAge: Duration; readonly maxAhead: Duration };
  /** The labels by which replicas of a sender differ: they are left out of series and alerts. */
  readonly replicaLabels: readonly string[];
  /** The labels that name the subject of a series from Prometheus: the first that it has. */
  readonly prometheus: { readonly subjectLabels: readonly string[] };
  /**
   * The elements of a FHIR Observation that say what was measured: the first of them that refers to
   * something.
   */
  readonly fhir: { readonly subjectElements: readonly FhirSubjectElement[] };
  /**
   * The attributes that name the subject of a data point of OTLP, the first that it has, and those
   * of its resource that become labels.
   */
  readonly otlp: {
    readonly subjectAttributes: readonly string[];
    readonly promotedAttributes: readonly string[];
  };
}
