import { matcherText } from '#core/alert/matcher.ts';
import type { EscalationPolicy, Target } from '#core/escalation/policy.ts';
import { crewOf, type Layer, type Schedule } from '#core/oncall/schedule.ts';
import type { Person } from '#core/responder/person.ts';
import { type Rule, ruleKind } from '#core/rule/rule.ts';
import type { Config, Service } from '#core/team/config.ts';
import { proveReachability, weakSpots } from '#core/team/reachability.ts';
import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import { wrongChoice } from '#http/filters.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { keptForDay } from '#usecases/kept-for-day.ts';
import type { ConfigView, ProofView } from './config.contract.ts';
import { gapViews, isOurs, provenSpan, weakSpotViews } from './reachability-view.ts';

/**
 * The route that shows the config which is served, without addresses of anybody; with
 * `proof=year` also whether everybody is reachable throughout the coming year.
 */
export function configRoutes({
  runtime: { config, clock, showsPhones },
  gate,
}: RouteDependencies): Routes<'GET /v1/config'> {
  const view: ConfigView = {
    ...configView(config),
    ...(showsPhones !== undefined && { phones: showsPhones }),
  };
  // It expands every schedule for a year.
  const proof = keptForDay((_: 'year', from) => proofView(config, from), 1);
  return {
    'GET /v1/config': gate.withRight('read', async ({ queryStringParameters: query = {} }) => {
      const wrong = wrongChoice(query, { proof: ['year'] });
      if (wrong !== undefined) {
        return problem('invalid', wrong);
      }
      if (query['proof'] === undefined) {
        return json(200, view);
      }
      return json(200, { ...view, proof: proof('year', clock()) });
    }),
  };
}

function configView(config: Config): ConfigView {
  return {
    hash: config.hash,
    timeZone: config.timeZone,
    people: ours(config.people).map(personView),
    schedules: ours(config.schedules).map(scheduleView),
    policies: ours(config.policies).map(policyView),
    services: ours(config.services).map(serviceView),
    rules: config.rules.filter(({ name }) => isOurs(name)).map(ruleView),
    plausible: config.plausible.map(({ metric, matchers, range: { from, to } }) => ({
      metric,
      matchers: matchers.map(matcherText),
      from,
      to,
    })),
    ...(config.trends !== undefined && { trendsSeconds: seconds(config.trends.keep) }),
  };
}

function proofView(config: Config, from: Instant): ProofView {
  return {
    ...provenSpan(from),
    gaps: gapViews(proveReachability(config, from)),
    weakSpots: weakSpotViews(weakSpots(config, from)),
  };
}

export function ours<Item extends { readonly id: string }>(all: Readonly<Record<string, Item>>) {
  return Object.values(all).filter(({ id }) => isOurs(id));
}

function personView({ id, name, channels, notify }: Person) {
  const rules = notify.map(({ channel, delay, severities }) => ({
    channel,
    delaySeconds: seconds(delay),
    severities,
  }));
  return { id, name, channels, notify: rules };
}

function scheduleView({ id, timeZone, layers }: Schedule) {
  return { id, timeZone, layers: layers.map(layerView) };
}

function layerView({ people, shift, ...layer }: Layer) {
  return { ...layer, people: people.map(crewOf), ...turnsView(shift) };
}

function turnsView(shift: Layer['shift']) {
  return 'weekly' in shift
    ? { handOffs: shift.weekly }
    : { shiftHours: 'days' in shift ? shift.days * 24 : shift.hours };
}

function policyView({ id, steps, repeat, repeatFrom, fallback }: EscalationPolicy) {
  return {
    id,
    steps: steps.map(({ targets, delay, answers }) => ({
      targets: targets.map(targetView),
      delaySeconds: seconds(delay),
      ...(answers !== undefined && { answers }),
    })),
    repeat,
    repeatFrom,
    fallback: fallback.map(targetView),
  };
}

function targetView({ kind, id }: Target) {
  return { kind, id };
}

function serviceView(service: Service) {
  const { id, name, policies, groupBy, ackTimeout, autoResolve, runbook } = service;
  return {
    id,
    name,
    policies,
    groupBy,
    ...(ackTimeout !== null && { ackTimeoutSeconds: seconds(ackTimeout) }),
    autoResolve,
    ...(runbook !== undefined && { runbook }),
  };
}

function ruleView(rule: Rule) {
  const { name, title, kind, service, severity, metric, matchers, runbook } = rule;
  return {
    name,
    title,
    kind,
    service,
    severity,
    metric,
    condition: ruleKind(rule).limitInWords(rule),
    matchers: matchers.map(matcherText),
    ...(runbook !== undefined && { runbook }),
  };
}

function seconds(duration: Duration): number {
  return duration / SECOND;
}
