import { MINUTE, SECOND } from '#core/time/instant.ts';
import { numberOf, partOf, type Raw, textOf, textsOf } from '../fields.ts';
import { Ids } from '../ids.ts';
import { bySection, type Exported, othersIn, type Shapes } from '../records.ts';
import {
  type Entry,
  NOTHING,
  type OldPerson,
  type OldPolicy,
  type OldRoute,
  type OldService,
  type OldStep,
  type OldSystem,
  refusal,
} from '../system.ts';
import { scheduleOf } from './shifts.ts';

const SECTIONS = [
  'users',
  'schedules',
  'on_call_shifts',
  'escalation_chains',
  'escalation_policies',
  'integrations',
  'routes',
  'personal_notification_rules',
] as const;

/** Names that Terraform has for the same. */
const RESOURCES: Readonly<Record<string, string>> = {
  grafana_oncall_user: 'users',
  grafana_oncall_schedule: 'schedules',
  grafana_oncall_on_call_shift: 'on_call_shifts',
  grafana_oncall_escalation_chain: 'escalation_chains',
  grafana_oncall_escalation: 'escalation_policies',
  grafana_oncall_integration: 'integrations',
  grafana_oncall_route: 'routes',
  grafana_oncall_user_notification_rule: 'personal_notification_rules',
};

/** How the API of Grafana OnCall tells what its things are. */
export const GRAFANA_ONCALL: Shapes = {
  sections: Object.fromEntries(SECTIONS.map((section) => [section, section])),
  sectionOf: (value) => {
    const found = SHAPES.find(([, keys]) => keys.every((key) => key in value));
    return found?.[0];
  },
  prefix: 'grafana_oncall_',
  terraform: (resources, file) =>
    resources.map(({ type, address, values }) => ({
      section: RESOURCES[type] ?? type,
      value: { name: textOf(values, 'username') ?? address, ...values },
      file,
    })),
};

/** Keys that only such things have. */
const SHAPES: readonly (readonly [string, readonly string[]])[] = [
  ['on_call_shifts', ['duration', 'start']],
  ['routes', ['integration_id']],
  ['escalation_policies', ['escalation_chain_id', 'position']],
  ['personal_notification_rules', ['user_id', 'position']],
  ['integrations', ['default_route']],
  ['schedules', ['on_call_now']],
  ['users', ['username']],
  ['escalation_chains', ['id', 'name']],
];

/** Reads what the API of Grafana OnCall tells, or what stands in a state of Terraform. */
export function readGrafanaOnCall(all: readonly Exported[]): OldSystem {
  const of = bySection(all);
  const schedules = of('schedules').map((value) => scheduleOf(value, of('on_call_shifts')));
  const chains = of('escalation_chains').map((chain) => chainOf(chain, of('escalation_policies')));
  const integrations = integrationsOf(of('integrations'), chains);
  return {
    ...NOTHING,
    people: of('users').map((user) => userOf(user, of('personal_notification_rules'))),
    schedules: schedules.map(({ schedule }) => schedule),
    policies: chains.map(({ policy }) => policy),
    services: integrations.services,
    routes: integrations.routes,
    entries: [
      ...[...schedules, ...chains].flatMap((one) => one.entries),
      ...of('routes').flatMap(routeEntry),
      ...othersIn(all, { read: SECTIONS }),
    ],
  };
}

function userOf(value: Raw, rules: readonly Raw[]): OldPerson {
  const id = textOf(value, 'id') ?? '';
  const mail = textOf(value, 'email');
  const username = textOf(value, 'username');
  const own = rules
    .filter((rule) => textOf(rule, 'user_id') === id && rule['important'] !== true)
    .toSorted((a, b) => (numberOf(a, 'position') ?? 0) - (numberOf(b, 'position') ?? 0));
  let after = 0;
  const notify: { channel: 'email'; after: number }[] = [];
  const others = new Set<string>();
  for (const rule of own) {
    const type = textOf(rule, 'type') ?? '';
    if (type === 'wait') {
      after += (numberOf(rule, 'duration') ?? 0) * SECOND;
    } else if (type === 'notify_by_email') {
      notify.push({ channel: 'email', after });
    } else {
      others.add(type.replace('notify_by_', '').replaceAll('_', ' '));
    }
  }
  return {
    key: id,
    name: textOf(value, 'name') ?? username ?? '',
    ...(username !== undefined && { aliases: [username] }),
    ...(mail !== undefined && { mail }),
    ...(notify.length > 0 && others.size === 0 && { notify }),
    notes:
      others.size === 0
        ? []
        : [`notified by ${[...others].join(' and ')} there: no number is exported, write contacts`],
  };
}

interface ReadChain {
  readonly policy: OldPolicy;
  readonly entries: readonly Entry[];
}

/** What a chain does besides that cannot be said here. */
const CANNOT: Readonly<Record<string, string>> = {
  notify_user_group: 'it notifies a group of Slack',
  notify_whole_channel: 'it notifies a channel of Slack',
  notify_team_members: 'it notifies a team, whose members no file tells',
  notify_if_time_from_to: 'it goes on at some hours only',
  trigger_webhook: 'it calls an address of yours, which is not copied',
  resolve: 'it resolves what nobody has answered',
  declare_incident: 'it declares an incident elsewhere',
};

/** Notifies another of its persons each time. */
const IN_TURN = 'notify_person_next_each_time';

/** What has persons, and where. */
const PERSONS: Readonly<Record<string, string>> = {
  notify_persons: 'persons_to_notify',
  [IN_TURN]: 'persons_to_notify_next_each_time',
};

/** How often a chain is repeated there. */
const REPEATS = 5;

/** Reads a chain: what it notifies without a wait in between is one step. */
function chainOf(chain: Raw, all: readonly Raw[]): ReadChain {
  const [id, name] = [textOf(chain, 'id') ?? '', textOf(chain, 'name') ?? ''];
  const own = all
    .filter((one) => textOf(one, 'escalation_chain_id') === id)
    .toSorted((a, b) => (numberOf(a, 'position') ?? 0) - (numberOf(b, 'position') ?? 0));
  const entries: Entry[] = [];
  const steps: OldStep[] = [];
  let delay = 0;
  let repeat = 0;
  let waited = true;
  for (const one of own) {
    const type = textOf(one, 'type') ?? '';
    const last = steps.at(-1);
    const targets = targetsOf(type, one);
    if (type === 'wait') {
      const wait = (numberOf(one, 'duration') ?? 0) * SECOND;
      delay += last === undefined ? wait : 0;
      if (last !== undefined) {
        steps[steps.length - 1] = { ...last, wait: last.wait + wait };
      }
      waited = true;
    } else if (type === 'repeat_escalation') {
      repeat = REPEATS;
    } else if (targets === undefined) {
      const why = CANNOT[type] ?? `what ${type} does is not known here`;
      entries.push(refusal(`step ${type} of escalation chain`, name, why));
    } else if (waited || last === undefined) {
      steps.push({ targets, wait: 0, inTurn: type === IN_TURN });
      waited = false;
    } else {
      if (last.inTurn === true || type === IN_TURN) {
        const why = 'it notifies others at once besides: here all of both are paged';
        entries.push(refusal(`step ${IN_TURN} of escalation chain`, name, why));
      }
      const both = [...last.targets, ...targets];
      steps[steps.length - 1] = { targets: both, wait: last.wait };
    }
  }
  const timed = steps.map((step) => ({ ...step, wait: step.wait || 5 * MINUTE }));
  return { policy: { key: id, name, delay, steps: timed, repeat }, entries };
}

function targetsOf(type: string, one: Raw): OldStep['targets'] | undefined {
  const persons = PERSONS[type];
  if (persons !== undefined) {
    return textsOf(one, persons).map((key) => ({ kind: 'person', key, name: key }));
  }
  const key = textOf(one, 'notify_on_call_from_schedule');
  return type === 'notify_on_call_from_schedule' && key !== undefined
    ? [{ kind: 'schedule', key, name: key }]
    : undefined;
}

/** An integration is a service with the chain of its default route, and a key for its sender. */
function integrationsOf(
  integrations: readonly Raw[],
  chains: readonly ReadChain[],
): { readonly services: readonly OldService[]; readonly routes: readonly OldRoute[] } {
  const ids = new Ids('sender');
  const read = integrations.map((value) => {
    const name = textOf(value, 'name') ?? textOf(value, 'type') ?? '';
    const key = textOf(value, 'id') ?? name;
    const chain = textOf(partOf(value, 'default_route'), 'escalation_chain_id');
    const delay = chains.find(({ policy }) => policy.key === chain)?.policy.delay ?? 0;
    const sender = ids.idFor(name);
    const service: OldService = {
      key,
      name,
      ...(chain !== undefined && { policy: chain }),
      ...(delay > 0 && { groupWait: delay }),
      notes: [
        ...(chain === undefined ? ['its default route pages nobody: name a policy'] : []),
        ...(delay > 0 ? ['its chain begins with a wait: group_wait'] : []),
      ],
    };
    const route: OldRoute = {
      key,
      kind: `integration (${textOf(value, 'type') ?? ''})`,
      name,
      where: [`key="${sender}"`],
      service: key,
      notes: [
        `send the alerts to a door of Wardbell, see docs/agents.md, with "npx --no-install wardbell keys create ${sender} --scope samples"`,
      ],
    };
    return { service, route };
  });
  return { services: read.map(({ service }) => service), routes: read.map(({ route }) => route) };
}

/** A route asks what stands in a message; ours ask for labels. */
function routeEntry(value: Raw): readonly Entry[] {
  const regex = textOf(value, 'routing_regex') ?? '';
  const why = 'it searches the whole message: write a route under alerts that asks for labels';
  return value['is_the_last_route'] === true ? [] : [refusal('route', regex, why)];
}
