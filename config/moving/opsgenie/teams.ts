import { SEVERITIES, type Severity } from '#core/alert/severity.ts';
import { type Duration, MINUTE } from '#core/time/instant.ts';
import { listOf, numberOf, partOf, type Raw, textOf } from '../fields.ts';
import { type Entry, type Fault, type OldPolicy, type OldService, refusal } from '../system.ts';

/** What priorities are here: there are five of them there. */
export const PRIORITIES: Readonly<Record<string, Severity>> = {
  P1: 'critical',
  P2: 'error',
  P3: 'warning',
  P4: 'info',
  P5: 'info',
};

/** What routing rules lead to, by what they call it. */
export interface Known {
  /** The escalation by its id or name, and how long nobody is told. */
  escalation(raw: Raw): { readonly key: string; readonly delay: Duration } | undefined;
  schedule(raw: Raw): { readonly key: string; readonly name: string } | undefined;
}

export interface ReadTeam {
  readonly service: OldService;
  /** Policies of one step, for rules that notify a schedule. */
  readonly policies: readonly OldPolicy[];
  readonly entries: readonly Entry[];
}

/** Reads a team: alerts for it have a service, whose policy its routing rules say. */
export function teamOf(value: Raw, known: Known): ReadTeam {
  const name = textOf(value, 'name') ?? '';
  const rules = listOf(value, 'routingRules').toSorted(
    (a, b) => Number(isUsual(a)) - Number(isUsual(b)) || order(a) - order(b),
  );
  const entries: Entry[] = [];
  const policies = new Map<string, OldPolicy>();
  const severities = new Map<Severity, string | null>();
  let usual: string | undefined;
  let delay = 0;
  for (const rule of rules) {
    const read = routeOf(rule, known);
    if ('fault' in read) {
      const called = textOf(rule, 'name') ?? `of order ${order(rule)}`;
      entries.push(refusal(`routing rule of team "${name}"`, called, read.fault));
      continue;
    }
    if (read.policy !== undefined) {
      policies.set(read.policy.key, read.policy);
    }
    if (read.severities === undefined) {
      usual ??= read.key ?? undefined;
      delay = Math.max(delay, read.delay);
      break;
    }
    for (const severity of read.severities) {
      if (!severities.has(severity)) {
        severities.set(severity, read.key);
      }
    }
  }
  return {
    service: {
      key: textOf(value, 'id') ?? name,
      name,
      ...(usual !== undefined && { policy: usual }),
      ...(severities.size > 0 && { severities: Object.fromEntries(severities) }),
      ...(delay > 0 && { groupWait: delay }),
      notes: [
        ...(usual === undefined ? ['no rule says whom its alerts notify: name a policy'] : []),
        ...(delay > 0 ? ['its escalation begins later than its alerts: group_wait'] : []),
      ],
    },
    policies: [...policies.values()],
    entries,
  };
}

function isUsual(rule: Raw): boolean {
  return rule['isDefault'] === true;
}

function order(rule: Raw): number {
  return numberOf(rule, 'order') ?? 0;
}

interface Route {
  /** null: nobody is notified. */
  readonly key: string | null;
  readonly policy?: OldPolicy;
  readonly delay: Duration;
  /** Absent: for all. */
  readonly severities?: readonly Severity[];
}

function routeOf(rule: Raw, known: Known): Route | Fault {
  if (listOf(partOf(rule, 'timeRestriction'), 'restrictions', 'restriction').length > 0) {
    return { fault: 'it holds at some hours only, and a service has one policy at all of them' };
  }
  const severities = severitiesOf(partOf(rule, 'criteria'));
  if (typeof severities === 'string') {
    return { fault: severities };
  }
  const of = { ...(severities !== undefined && { severities }) };
  const notify = partOf(rule, 'notify');
  const type = textOf(notify, 'type') ?? 'none';
  const called = textOf(notify, 'name', 'id') ?? '';
  if (type === 'none') {
    return { key: null, delay: 0, ...of };
  }
  if (type === 'escalation') {
    const found = known.escalation(notify);
    return found === undefined ? absent(type, called) : { ...found, ...of };
  }
  const schedule = type === 'schedule' ? known.schedule(notify) : undefined;
  if (schedule === undefined) {
    return absent(type, called);
  }
  const key = `schedule ${schedule.key}`;
  const policy: OldPolicy = {
    key,
    name: schedule.name,
    steps: [{ targets: [{ kind: 'schedule', ...schedule }], wait: 5 * MINUTE }],
    repeat: 0,
    notes: ['a rule notifies a schedule by itself: a policy of one step'],
  };
  return { key, policy, delay: 0, ...of };
}

function absent(type: string, called: string) {
  return { fault: `the ${type} ${called} is not among the files` };
}

/** Returns the severities of conditions on the priority, or a fault; undefined: all. */
function severitiesOf(criteria: Raw): readonly Severity[] | string | undefined {
  const conditions = listOf(criteria, 'conditions');
  if ((textOf(criteria, 'type') ?? 'match-all') === 'match-all' || conditions.length === 0) {
    return undefined;
  }
  const sets = conditions.map(prioritiesOf);
  const isAny = textOf(criteria, 'type') === 'match-any-condition';
  const taken = Object.keys(PRIORITIES).filter((priority) => {
    const holds = sets.map((set) => set?.includes(priority) ?? false);
    return isAny ? holds.some(Boolean) : holds.every(Boolean);
  });
  const found = new Set(taken.map((priority) => PRIORITIES[priority]));
  const isWhole = Object.entries(PRIORITIES).every(
    ([priority, severity]) => taken.includes(priority) || !found.has(severity),
  );
  if (sets.includes(undefined)) {
    return 'it asks for more than the priority: write routes under alerts';
  }
  return isWhole
    ? SEVERITIES.filter((severity) => found.has(severity))
    : 'it tells P4 from P5, which are both info here';
}

/** Which priorities a condition takes, such as `{ field: priority, operation: equals }`. */
function prioritiesOf(condition: Raw): readonly string[] | undefined {
  const all = Object.keys(PRIORITIES);
  const at = all.indexOf(textOf(condition, 'expectedValue') ?? '');
  if (textOf(condition, 'field') !== 'priority' || at === -1) {
    return undefined;
  }
  const taken: Readonly<Record<string, readonly string[]>> = {
    equals: all.slice(at, at + 1),
    'greater-than': all.slice(0, at),
    'less-than': all.slice(at + 1),
  };
  const found = taken[textOf(condition, 'operation') ?? ''];
  return condition['not'] === true && found !== undefined
    ? all.filter((priority) => !found.includes(priority))
    : found;
}

/** Reads a service of incidents: it has the policy of its team. */
export function serviceOf(value: Raw, teams: readonly OldService[]): OldService | Entry {
  const name = textOf(value, 'name') ?? '';
  const team = teams.find(({ key }) => key === textOf(value, 'teamId'));
  if (team === undefined) {
    return refusal('service', name, 'no file has its team, so that nobody is known to page');
  }
  const { name: _, key: __, notes: ___, ...rest } = team;
  return { ...rest, key: textOf(value, 'id') ?? name, name };
}
