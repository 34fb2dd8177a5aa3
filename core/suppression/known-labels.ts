import type { Alert } from '../alert/alert.ts';
import { type KnownLabel, mismatches } from '../alert/known-values.ts';
import { type Matcher, matcherText, selects } from '../alert/matcher.ts';
import { RESERVED_PREFIX } from '../alert/reserved-prefix.ts';
import { SEVERITIES } from '../alert/severity.ts';
import type { Config } from '../team/config.ts';
import { didYouMean } from '../text/closest.ts';
import { formatDuration } from '../time/duration.ts';
import { builtInLabels } from './silence.ts';

/** The labels that alerts are known to have, each with its known values. */
export type KnownLabels = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Describes what matchers require that nothing known can satisfy: in sentences, none if all is
 * well.
 */
export function matcherWarnings(
  matchers: readonly Matcher[],
  known: KnownLabels,
): readonly string[] {
  const nameless = matchers.flatMap((matcher) => {
    if (known.has(matcher.name) || !selects(matcher)) {
      return [];
    }
    const hint = didYouMean(matcher.name, known.keys());
    return [
      `${matcherText(matcher)}: no rule, and no alert of the last days, has this label.${hint}`,
    ];
  });
  const impossible = mismatches(matchers, closedLabels(known)).map(
    ({ message, hint }) => `${message}; ${hint}.`,
  );
  return [...nameless, ...impossible];
}

/**
 * Collects what is known from the config, from alerts that fire or have fired lately, and from
 * before.
 */
export function knownLabels(
  config: Config,
  alerts: Iterable<Alert>,
  before: KnownLabels = new Map(),
): KnownLabels {
  const known = new Map([...before].map(([name, values]) => [name, new Set(values)]));
  const add = (name: string, values: Iterable<string> = []) => {
    const all = known.get(name) ?? new Set();
    for (const value of values) {
      all.add(value);
    }
    known.set(name, all);
  };
  addOurs(config, add);
  addNamed(config, add);
  for (const alert of alerts) {
    for (const labels of [builtInLabels(alert), alert.labels]) {
      for (const [name, value] of Object.entries(labels)) {
        add(name, [value]);
      }
    }
  }
  return known;
}

type Add = (name: string, values?: Iterable<string>) => void;

/** Our own labels. The canary's names are left out: it is never silenced. */
function addOurs(
  { rules, services, heartbeats, aliases, objectives = [] }: Config,
  add: Add,
): void {
  const team = rules.filter(({ name }) => !name.startsWith(RESERVED_PREFIX));
  const named = [...team, ...objectives].map(({ name }) => name);
  const names = [...named, ...Object.keys(heartbeats)];
  add('rule', names);
  add('alertname', names);
  add(
    'service',
    Object.keys(services).filter((id) => !id.startsWith(RESERVED_PREFIX)),
  );
  add(
    'metric',
    team.map(({ metric }) => metric),
  );
  add('severity', SEVERITIES);
  if (objectives.length > 0) {
    add(
      'window',
      objectives.flatMap(({ pairs }) => pairs.map(({ long }) => formatDuration(long))),
    );
  }
  add('subject', Object.keys(aliases));
}

/** Labels that the config names: matchers of rules and routes, groups, promoted attributes. */
function addNamed({ rules, alertRoutes, services, otlp }: Config, add: Add): void {
  for (const { matchers } of [...rules, ...alertRoutes]) {
    for (const { name, op, value } of matchers) {
      add(name, op === '=' ? [value] : []);
    }
  }
  for (const { groupBy } of Object.values(services)) {
    for (const name of groupBy) {
      add(name);
    }
  }
  for (const name of otlp.promotedAttributes) {
    add(name);
  }
}

/** Labels whose values a config alone defines: what senders call their alerts it does not know. */
export function labelsOfConfig(config: Config): readonly KnownLabel[] {
  const named = ['severity', 'service', 'metric'];
  return closedLabels(knownLabels(config, [])).filter(({ name }) => named.includes(name));
}

/** Labels whose values the platform defines, except those that a sender has used lately too. */
function closedLabels(known: KnownLabels): readonly KnownLabel[] {
  const closed = (name: string, one: string, many = `${one}s`): KnownLabel => {
    return { name, values: [...(known.get(name) ?? [])], one, many };
  };
  return [
    closed('severity', 'severity', 'severities'),
    closed('service', 'service'),
    closed('rule', 'known rule or alert', 'known rules and alerts'),
    closed('alertname', 'known rule or alert', 'known rules and alerts'),
    closed('metric', 'metric of a rule', 'metrics of the rules'),
  ];
}
