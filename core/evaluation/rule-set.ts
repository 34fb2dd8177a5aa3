import { type AlertRoute, type Routable, routeOf } from '../alert/route.ts';
import { own } from '../collections/own.ts';
import type { Objective } from '../objective/objective.ts';
import type { PrivacyMonitoring } from '../privacy/monitoring.ts';
import { createdHeartbeat, type Heartbeat } from '../rule/heartbeat.ts';
import { metricsOf, type Rule } from '../rule/rule.ts';
import type { ScoreRule } from '../rule/score.ts';
import { isAcross } from '../rule/threshold.ts';
import type { Config } from '../team/config.ts';
import type { Duration } from '../time/instant.ts';
import { plausibility } from './plausibility.ts';
import { namesProcesses } from './process.ts';
import {
  allMatch,
  candidatesFor,
  indexRules,
  type RuleIndex,
  type SeriesIdentity,
  termReads,
} from './rule-index.ts';
import { readingOf } from './score/reading.ts';

/** The rules of a config, compiled for evaluation. */
export interface RuleSet {
  readonly byName: ReadonlyMap<string, Rule>;
  readonly byMetric: ReadonlyMap<string, RuleIndex>;
  /** Those rules that are scores, as the config has them. */
  readonly scores: readonly ScoreRule[];
  readonly groupBy: (service: string) => readonly string[];
  /** The maximum age of a sample: a change of phase is remembered for this long. */
  readonly maxAge: Duration;
  /** The labels that name a replica of a sender, and distinguish no series. */
  readonly replicaLabels: readonly string[];
  /** The service that is alerted about problems of the evaluation itself, if any. */
  readonly technicalService: string | undefined;
  /** Whether processes of a service are distinguished by their `service.instance.id`. */
  readonly namesProcesses: boolean;
  /** Who is told of which accesses to patients' records, if anybody is. */
  readonly privacy: PrivacyMonitoring | undefined;
  /** Returns the service of an external alert, if any. */
  readonly routeOf: (alert: Routable) => AlertRoute | undefined;
  /**
   * Returns the heartbeat of this name from the config; if it names none and a ping may create it,
   * it is made from the defaults.
   */
  readonly heartbeat: (id: string, created?: boolean) => Heartbeat | undefined;
  readonly objectives: ReadonlyMap<string, Objective>;
  /** Whose days and months the budgets of objectives are kept by. */
  readonly timeZone: string;
  /** For how long incidents are kept, and with them what budgets they spent; null: for ever. */
  readonly incidentsKept: Duration | null;
}

const NONE: readonly Rule[] = [];
const BY_SUBJECT: readonly string[] = ['subject'];

const compiled = new WeakMap<Config, RuleSet>();

/**
 * Compiles the rules of a config, once however many use cases ask for them: it is part of every
 * cold start.
 */
export function compileRules(config: Config): RuleSet {
  let rules = compiled.get(config);
  if (rules === undefined) {
    rules = compile(config);
    compiled.set(config, rules);
  }
  return rules;
}

function compile(config: Config): RuleSet {
  const read = config.rules.flatMap((rule) =>
    [...new Set(metricsOf(rule))].map((metric) => ({ metric, rule })),
  );
  const byMetric = Map.groupBy(read, ({ metric }) => metric);
  const plausible = plausibility(config.plausible);
  return {
    byName: new Map(config.rules.map((rule) => [rule.name, rule])),
    byMetric: new Map(
      [...byMetric].map(([metric, readers]) => {
        const rules = readers.map(({ rule }) => rule);
        return [metric, indexRules(rules, plausible.get(metric))];
      }),
    ),
    scores: config.rules.filter((rule) => rule.kind === 'score'),
    groupBy: (service) => config.services[service]?.groupBy ?? BY_SUBJECT,
    maxAge: config.sampleTimes.maxAge,
    replicaLabels: config.replicaLabels,
    technicalService: config.technicalService,
    namesProcesses: namesProcesses(config),
    privacy: config.privacyMonitoring,
    objectives: new Map((config.objectives ?? []).map((one) => [one.name, one])),
    timeZone: config.timeZone,
    incidentsKept: config.retention.incidents,
    routeOf: (alert) => routeOf(config, alert),
    heartbeat: (id, created = false) => {
      const { heartbeats, heartbeatDefaults: defaults } = config;
      const named = own(heartbeats, id);
      return named ?? (created && defaults ? createdHeartbeat(id, defaults) : undefined);
    },
  };
}

/**
 * Returns the rules that may match the sample; most often none. Each must still be checked with
 * `ruleMatches`.
 */
export function rulesOn(rules: RuleSet, sample: SeriesIdentity): readonly Rule[] {
  const index = rules.byMetric.get(sample.metric);
  return index === undefined ? NONE : candidatesFor(index, sample);
}

/**
 * Returns the rules on the sample's metric if any of them matches it. If none does, its subject
 * need not even be read.
 */
export function matchingIndex(rules: RuleSet, sample: SeriesIdentity): RuleIndex | undefined {
  const index = rules.byMetric.get(sample.metric);
  if (index !== undefined) {
    for (const rule of candidatesFor(index, sample)) {
      if (ruleMatches(rule, sample)) {
        return index;
      }
    }
  }
  return undefined;
}

/** Whether the rule applies to the series: it reads the metric, and its matchers hold. */
export function ruleMatches(rule: Rule, series: SeriesIdentity): boolean {
  if (rule.kind === 'threshold' && isAcross(rule)) {
    return rule.across.terms.some((term) => termReads(term, series));
  }
  const isRead =
    rule.kind === 'score' ? readingOf(rule, series) !== undefined : rule.metric === series.metric;
  return isRead && allMatch(rule.matchers, series);
}
