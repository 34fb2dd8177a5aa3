import type { AccessPolicy } from '../access/policy.ts';
import type { InhibitRule } from '../alert/inhibit-rule.ts';
import type { MaintenanceWindow } from '../alert/maintenance-window.ts';
import type { Routing } from '../alert/route.ts';
import type { Runbook } from '../alert/runbook.ts';
import type { Severity } from '../alert/severity.ts';
import type { Check } from '../check/check.ts';
import type { Roster } from '../escalation/roster.ts';
import type { Objective } from '../objective/objective.ts';
import type { PrivacyMonitoring } from '../privacy/monitoring.ts';
import type { Heartbeat, HeartbeatDefaults } from '../rule/heartbeat.ts';
import type { Plausible } from '../rule/plausible.ts';
import type { Rule } from '../rule/rule.ts';
import type { Duration } from '../time/instant.ts';
import type { SupportHours } from './support-hours.ts';

/** How often an alert must recur to count as flapping, and how quiet it must be to be over. */
export interface FlappingThreshold {
  /** It flaps after this many recurrences ... */
  readonly times: number;
  /** ... in this time. */
  readonly within: Duration;
  /**
   * An alert that begins again sooner than this after its end has recurred; flapping ends after
   * this.
   */
  readonly quiet: Duration;
}

/** A service: who is paged about it, and how its alerts share incidents. */
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
  /** When it pages about what can wait; absent: nothing waits. */
  readonly hours?: SupportHours;
  /** How long the first page waits for more alerts of the group. */
  readonly groupWait: Duration;
  /**
   * An acknowledgement expires after this and pages again; null: it lasts until the incident ends.
   */
  readonly ackTimeout: Duration | null;
  /** Resolve when all alerts have recovered; otherwise hold until a person resolves (latching). */
  readonly autoResolve: boolean;
  /**
   * When an alert that comes and goes is held as one incident; null: each time is a separate one.
   */
  readonly flapping: FlappingThreshold | null;
  readonly runbook?: Runbook;
  /**
   * Whether the value that tripped may appear in a page. Off unless the team says that it is no
   * patient data.
   */
  readonly valuesInPages: boolean;
  /**
   * Whether a subject without an alias may appear in a page by its own id. Otherwise, and always if
   * it is a person of FHIR, a code is shown; see `subjectNameOf`.
   */
  readonly subjectsInPages: boolean;
}

/** An element of a FHIR Observation that may name the subject. */
export type FhirSubjectElement = 'subject' | 'device' | 'encounter' | 'focus';

/**
 * A team's `wardbell.yaml`, checked and completed with defaults: plain JSON, deployed with the
 * functions.
 */
export interface Config extends Roster, Routing {
  /** Identifies what the team wrote: 64 hex digits, see `documentHash`. */
  readonly hash: string;
  readonly services: Readonly<Record<string, Service>>;
  /** The lists of holidays that schedules name: what each date is called. */
  readonly holidays?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly rules: readonly Rule[];
  /** Service level objectives; absent if there are none. */
  readonly objectives?: readonly Objective[];
  /** What `wardbell probe` asks again and again; absent if there is nothing. */
  readonly checks?: readonly Check[];
  /** Which alerts page nobody while others fire, causes first; absent if none do. */
  readonly inhibitRules?: readonly InhibitRule[];
  /** Maintenance windows that recur; absent if there are none. */
  readonly maintenanceWindows?: readonly MaintenanceWindow[];
  /** The values that metrics can have, beside those built in. */
  readonly plausible: readonly Plausible[];
  /** What must report in time. */
  readonly heartbeats: Readonly<Record<string, Heartbeat>>;
  /** The settings of heartbeats that pings create; without it they create none. */
  readonly heartbeatDefaults?: HeartbeatDefaults;
  /** The name of a subject in pages, if its id must not leave. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The zone in which times are shown to people. */
  readonly timeZone: string;
  /** The accepted sample times: not older and not further ahead than this. */
  readonly sampleTimes: { readonly maxAge: Duration; readonly maxAhead: Duration };
  /** How long what is over is kept; null: for ever. See `sweep`. */
  readonly retention: {
    /** Incidents with their pages, from when they were resolved. */
    readonly incidents: Duration | null;
    readonly changes: Duration | null;
    readonly revokedKeys: Duration | null;
    /** Entries of the audit trail; removed by whole UTC days. See `sweepAudit`. */
    readonly audit: Duration | null;
  };
  /** For how long points of series are kept, to be drawn; absent: none are. See `recordTrends`. */
  readonly trends?: { readonly keep: Duration };
  /**
   * For how long samples that were taken in are kept in the archive, to be played again; null: for
   * ever; absent: there is none. See `archiveSamples`.
   */
  readonly archive?: { readonly keep: Duration | null };
  /** Who may sign in, and do what then; absent: nobody signs in. */
  readonly access?: AccessPolicy;
  /** Who is told of which accesses to patients' records; absent: nobody is. */
  readonly privacyMonitoring?: PrivacyMonitoring;
  /** The labels by which replicas of a sender differ: they are left out of series and alerts. */
  readonly replicaLabels: readonly string[];
  /** The labels that name the subject of a series from Prometheus: the first that it has counts. */
  readonly prometheus: { readonly subjectLabels: readonly string[] };
  /**
   * The elements of a FHIR Observation that name the subject: the first of them that refers to
   * something counts.
   */
  readonly fhir: { readonly subjectElements: readonly FhirSubjectElement[] };
  /**
   * The attributes that name the subject of an OTLP data point, of which the first that it has
   * counts, and the attributes of its resource that become labels.
   */
  readonly otlp: {
    readonly subjectAttributes: readonly string[];
    readonly promotedAttributes: readonly string[];
  };
}
