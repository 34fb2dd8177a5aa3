import type { Channel } from '#core/responder/channel.ts';
import { MINUTE } from '#core/time/instant.ts';
import { listOf, numberOf, partOf, type Raw, textOf } from '../fields.ts';
import { Ids } from '../ids.ts';
import { bySection, type Exported, othersIn, type Shapes } from '../records.ts';
import {
  type Entry,
  NOTHING,
  type OldHeartbeat,
  type OldPerson,
  type OldPolicy,
  type OldRoute,
  type OldSchedule,
  type OldService,
  type OldSystem,
  type OldTarget,
  refusal,
} from '../system.ts';
import { rotationOf, scheduleOf } from './schedules.ts';

const SECTIONS = [
  'users',
  'rotations',
  'schedules',
  'escalationPolicies',
  'services',
  'userOverrides',
] as const;

/** How GoAlert's GraphQL tells what its things are: as the query names them. */
export const GOALERT: Shapes = {
  sections: Object.fromEntries(SECTIONS.map((section) => [section, section])),
  sectionOf: () => undefined,
  terraform: () => [],
};

/** Reads what GoAlert answers to the query of docs/moving-in.md. */
export function readGoAlert(all: readonly Exported[]): OldSystem {
  const of = bySection(all);
  const schedules = of('schedules').map((value) =>
    scheduleOf(value, of('rotations'), of('userOverrides')),
  );
  const policies = of('escalationPolicies').map(policyOf);
  const paged = new Set(
    policies
      .flatMap(({ policy }) => policy.steps.flatMap(({ targets }) => targets))
      .map(({ key }) => key),
  );
  const alone = of('rotations')
    .map(rotationAlone)
    .filter(({ key }) => paged.has(key));
  const services = of('services');
  const { routes, entries } = routesOf(services);
  return {
    ...NOTHING,
    people: of('users').map(userOf),
    schedules: [...schedules.map(({ schedule }) => schedule), ...alone],
    policies: policies.map(({ policy }) => policy),
    services: services.map(serviceOf),
    heartbeats: services.flatMap(heartbeatsOf),
    routes,
    entries: [
      ...[...schedules, ...policies].flatMap((one) => one.entries),
      ...entries,
      ...othersIn(all, { read: SECTIONS }),
    ],
  };
}

/** A policy that pages a rotation pages a schedule of it alone. */
function rotationAlone(value: Raw): OldSchedule {
  const name = textOf(value, 'name') ?? '';
  const read = rotationOf(value);
  return {
    key: `rotation ${textOf(value, 'id') ?? name}`,
    name,
    timeZone: textOf(value, 'timeZone') ?? 'UTC',
    rotations: 'fault' in read ? [] : [read],
    notes: [
      'fault' in read ? read.fault : 'a policy pages this rotation by itself: a schedule of it',
    ],
  };
}

/** What ways to tell somebody are here, by either of the names that GoAlert has had for them. */
const CHANNELS: Readonly<Record<string, Channel>> = {
  SMS: 'sms',
  'builtin-twilio-sms': 'sms',
  EMAIL: 'email',
  'builtin-smtp-email': 'email',
};

function userOf(value: Raw): OldPerson {
  const methods = listOf(value, 'contactMethods').filter((one) => one['disabled'] !== true);
  const told = methods.map((one) => {
    const dest = partOf(one, 'dest');
    const type = textOf(one, 'type') ?? textOf(dest, 'type') ?? '';
    const to =
      textOf(one, 'value') ?? textOf(partOf(dest, 'args'), 'phone_number', 'email_address');
    return { id: textOf(one, 'id'), type, channel: CHANNELS[type], to };
  });
  const toldBy = (channel: Channel) => told.find((one) => one.channel === channel)?.to;
  const phone = toldBy('sms') ?? told.find(({ type }) => /voice/iu.test(type))?.to;
  const mail = textOf(value, 'email') ?? toldBy('email');
  const notify = listOf(value, 'notificationRules').flatMap((rule) => {
    const id = textOf(partOf(rule, 'contactMethod'), 'id') ?? textOf(rule, 'contactMethodID');
    const channel = told.find((one) => one.id === id)?.channel;
    const after = (numberOf(rule, 'delayMinutes') ?? 0) * MINUTE;
    return channel === undefined ? [] : [{ channel, after }];
  });
  const others = new Set(
    told.flatMap(({ channel, type }) => (channel === undefined ? [type] : [])),
  );
  return {
    key: textOf(value, 'id') ?? '',
    name: textOf(value, 'name') ?? '',
    ...(mail !== undefined && mail !== '' && { mail }),
    ...(phone !== undefined && { phone }),
    ...(notify.length > 0 && { notify }),
    notes:
      others.size === 0
        ? []
        : [`told by ${[...others].join(' and ')} there, which is no channel here`],
  };
}

function policyOf(value: Raw): { readonly policy: OldPolicy; readonly entries: readonly Entry[] } {
  const name = textOf(value, 'name') ?? '';
  const entries: Entry[] = [];
  const steps = listOf(value, 'steps').map((step, i) => {
    const targets = listOf(step, 'targets', 'actions').flatMap((raw) => {
      const target = targetOf(raw);
      if (target === undefined) {
        const type = textOf(raw, 'type') ?? '';
        const why = `${type}: Wardbell pages people, and its address is not copied`;
        entries.push(refusal(`step ${i + 1} of escalation policy`, name, why));
      }
      return target ?? [];
    });
    return { targets, wait: (numberOf(step, 'delayMinutes') ?? 5) * MINUTE };
  });
  const repeat = numberOf(value, 'repeat') ?? 0;
  return { policy: { key: textOf(value, 'id') ?? name, name, steps, repeat }, entries };
}

function targetOf(raw: Raw): OldTarget | undefined {
  const type = (textOf(raw, 'type') ?? '').replace('builtin-', '');
  const key = textOf(raw, 'id') ?? textOf(partOf(raw, 'args'), `${type}_id`) ?? '';
  const name = textOf(raw, 'name') ?? key;
  switch (type) {
    case 'user':
      return { kind: 'person', key, name };
    case 'schedule':
      return { kind: 'schedule', key, name };
    case 'rotation':
      return { kind: 'schedule', key: `rotation ${key}`, name };
    default:
      return undefined;
  }
}

function serviceOf(value: Raw): OldService {
  const name = textOf(value, 'name') ?? '';
  const policy =
    textOf(value, 'escalationPolicyID') ?? textOf(partOf(value, 'escalationPolicy'), 'id');
  return { key: textOf(value, 'id') ?? name, name, ...(policy !== undefined && { policy }) };
}

function heartbeatsOf(service: Raw): readonly OldHeartbeat[] {
  return listOf(service, 'heartbeatMonitors').map((one) => {
    const name = textOf(one, 'name') ?? '';
    const owner = textOf(service, 'id', 'name');
    return {
      key: textOf(one, 'id') ?? name,
      name,
      title: `${name} is not heard`,
      ...(owner !== undefined && { service: owner }),
      period: (numberOf(one, 'timeoutMinutes') ?? 15) * MINUTE,
      grace: 0,
    };
  });
}

function routesOf(services: readonly Raw[]): {
  readonly routes: readonly OldRoute[];
  readonly entries: readonly Entry[];
} {
  const ids = new Ids('sender');
  const made = services.flatMap((service) =>
    listOf(service, 'integrationKeys').map((key) => {
      const owner = textOf(service, 'name') ?? '';
      const kind = `integration key of service "${owner}"`;
      const name = textOf(key, 'name') ?? '';
      if (/^email$/u.test(textOf(key, 'type') ?? '')) {
        return refusal(kind, name, 'mails are not read here');
      }
      const sender = ids.idFor(`${owner} ${name}`);
      const notes = [
        `send the alerts to a door of Wardbell, see docs/agents.md, with "npx --no-install wardbell keys create ${sender} --scope samples"`,
      ];
      const to = textOf(service, 'id', 'name') ?? '';
      return { key: sender, kind, name, where: [`key="${sender}"`], service: to, notes };
    }),
  );
  return {
    routes: made.flatMap((one) => ('where' in one ? [one] : [])),
    entries: made.flatMap((one) => ('carried' in one ? [one] : [])),
  };
}
