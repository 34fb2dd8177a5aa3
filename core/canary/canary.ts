import { RESERVED_PREFIX } from '../alert/reserved-prefix.ts';
import { SEVERITIES } from '../alert/severity.ts';
import type { EscalationPolicy } from '../escalation/policy.ts';
import type { Person } from '../responder/person.ts';
import type { ThresholdRule } from '../rule/threshold.ts';
import type { Config, Service } from '../team/config.ts';
import { HOUR } from '../time/instant.ts';

/**
 * Names of what the canary breaches, and of whom that pages: `id` names its rule, service, policy
 * and person.
 */
export const CANARY = {
  id: `${RESERVED_PREFIX}canary`,
  subject: `${RESERVED_PREFIX}canary`,
  metric: 'wardbell_canary',
  channel: 'email',
} as const;

/**
 * The functions on the path of a sample, whose new versions are rehearsed before they are called by
 * anybody.
 */
export const REHEARSED = ['ingest', 'incident', 'page'] as const;

export type Rehearsed = (typeof REHEARSED)[number];

/**
 * Names of what a rehearsal breaches: `id` names its rule, and the person whom a new version of
 * `page` pages. Its service is the canary's: earlier versions may not know of rehearsals, and would
 * page the technical service about a service of its own.
 */
export const REHEARSAL = {
  id: `${RESERVED_PREFIX}rehearsal`,
  metric: 'wardbell_rehearsal',
  channel: CANARY.channel,
} as const;

/** The mailboxes of both, in which nobody reads. */
export const MAILBOXES_OF_NOBODY: readonly string[] = [CANARY.id, REHEARSAL.id];

/** Returns the subject of the rehearsal of one function. */
export function rehearsalSubject(name: Rehearsed): string {
  return `${REHEARSAL.id}-${name}`;
}

function mailboxOf(id: string, name: string): Person {
  const { channel } = CANARY;
  return {
    id,
    name,
    channels: [channel],
    notify: [{ channel, delay: 0, severities: SEVERITIES }],
    contacts: {},
  };
}

const person = mailboxOf(CANARY.id, 'Canary');
const rehearsalPerson = mailboxOf(REHEARSAL.id, 'Rehearsal');

const policy: EscalationPolicy = {
  id: CANARY.id,
  steps: [{ targets: [{ kind: 'person', id: CANARY.id }], delay: HOUR }],
  repeat: 0,
  repeatFrom: 'last',
  fallback: [],
};

const service: Service = {
  id: CANARY.id,
  name: 'Canary',
  policies: {
    critical: CANARY.id,
    error: CANARY.id,
    warning: CANARY.id,
    info: CANARY.id,
  },
  groupBy: ['subject'],
  groupWait: 0,
  ackTimeout: null,
  autoResolve: true,
  // It breaches every few minutes, and each breach must end as it ends.
  flapping: null,
  valuesInPages: false,
  subjectsInPages: true,
};

const rule: ThresholdRule = {
  name: CANARY.id,
  title: 'Canary: a test of the way to a page',
  service: CANARY.id,
  severity: 'critical',
  metric: CANARY.metric,
  matchers: [{ name: 'subject', op: '=', value: CANARY.subject }],
  kind: 'threshold',
  condition: { kind: 'above', limit: 0, clear: 0 },
  for: 0,
  keepFiringFor: 0,
  silent: 'fire',
};

const rehearsalRule: ThresholdRule = {
  ...rule,
  name: REHEARSAL.id,
  title: 'Rehearsal: a test of a new version',
  metric: REHEARSAL.metric,
  matchers: [
    { name: 'subject', op: '=~', value: REHEARSED.map((name) => rehearsalSubject(name)).join('|') },
  ],
};

/**
 * Adds everything that the canary needs to be paged like anybody: any value above 0 is critical at
 * once. Nobody answers these pages, and nobody else is notified: the canary itself measures them,
 * and its alarm goes off if they do not arrive.
 */
export function withCanary(config: Config): Config {
  return {
    ...config,
    people: { ...config.people, [CANARY.id]: person },
    policies: { ...config.policies, [CANARY.id]: policy },
    services: { ...config.services, [CANARY.id]: service },
    rules: [...config.rules, rule],
  };
}

/** Adds to a config with the canary what rehearsals of new versions need. */
export function withRehearsals(config: Config): Config {
  return {
    ...config,
    people: { ...config.people, [REHEARSAL.id]: rehearsalPerson },
    rules: [...config.rules, rehearsalRule],
  };
}

/**
 * Returns the config in which the canary's service pages the mailbox that only rehearsals of `page`
 * use.
 */
export function pagingRehearsals(config: Config): Config {
  const steps = [{ targets: [{ kind: 'person', id: REHEARSAL.id }], delay: HOUR }] as const;
  return { ...config, policies: { ...config.policies, [CANARY.id]: { ...policy, steps } } };
}
