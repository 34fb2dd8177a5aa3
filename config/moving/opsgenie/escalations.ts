import { type Duration, HOUR, MINUTE } from '#core/time/instant.ts';
import { listOf, numberOf, partOf, type Raw, textOf } from '../fields.ts';
import {
  type Entry,
  type Fault,
  type OldPolicy,
  type OldStep,
  type OldTarget,
  refusal,
} from '../system.ts';

/** Returns the people of a team, with their roles; undefined if no file has the team. */
export type TeamOf = (team: Raw) => readonly Member[] | undefined;

export interface Member {
  readonly key: string;
  readonly name: string;
  readonly role: string;
}

export interface ReadEscalation {
  readonly policy: OldPolicy;
  readonly entries: readonly Entry[];
}

/** The wait of the last step, after which it is repeated: `repeat` has it where there is one. */
const USUAL_WAIT = 5 * MINUTE;

/** Reads an escalation: there rules count from the alert, here a step from the one before. */
export function escalationOf(value: Raw, teamOf: TeamOf): ReadEscalation {
  const name = textOf(value, 'name') ?? '';
  const entries: Entry[] = [];
  const notes = new Set<string>();
  const rules = listOf(value, 'rules').flatMap((rule, i) => {
    const read = targetsOf(rule, teamOf);
    if ('fault' in read) {
      entries.push(refusal(`rule ${i + 1} of escalation`, name, read.fault));
      return [];
    }
    read.notes.forEach(notes.add, notes);
    return [{ delay: delayOf(rule), targets: read.targets }];
  });
  const repeat = partOf(value, 'repeat');
  const wait = minutes(numberOf(repeat, 'waitInterval') ?? 0) || USUAL_WAIT;
  const times = numberOf(repeat, 'count') ?? 0;
  if (repeat['closeAlertAfterAll'] === true) {
    const why = 'an incident that nobody has answered is not closed here: its fallback is paged';
    entries.push(refusal('closeAlertAfterAll of escalation', name, why));
  }
  const { steps, delay } = stepsOf(rules, wait);
  return {
    policy: {
      key: textOf(value, 'id') ?? name,
      name,
      delay,
      steps,
      repeat: times,
      notes: [...notes],
    },
    entries,
  };
}

interface Rule {
  readonly delay: Duration;
  readonly targets: readonly OldTarget[];
}

/** Rules of one delay are one step. */
function stepsOf(rules: readonly Rule[], last: Duration): { steps: OldStep[]; delay: Duration } {
  const byDelay = [...Map.groupBy(rules, ({ delay }) => delay)].sort(([a], [b]) => a - b);
  const steps = byDelay.map(([delay, same], i) => ({
    targets: same.flatMap(({ targets }) => targets),
    wait: (byDelay[i + 1]?.[0] ?? delay + last) - delay,
  }));
  return { steps, delay: byDelay[0]?.[0] ?? 0 };
}

const UNITS: Readonly<Record<string, Duration>> = {
  minutes: MINUTE,
  hours: HOUR,
  days: 24 * HOUR,
};

/** `{ timeAmount, timeUnit }` by the API, minutes by Terraform. */
function delayOf(rule: Raw): Duration {
  const { delay } = rule;
  if (typeof delay === 'number' || typeof delay === 'string') {
    return minutes(Number(delay));
  }
  const told = partOf(rule, 'delay');
  return (numberOf(told, 'timeAmount') ?? 0) * (UNITS[textOf(told, 'timeUnit') ?? ''] ?? MINUTE);
}

function minutes(count: number): Duration {
  return count * MINUTE;
}

/** Whom of a team a rule notifies. */
const CHOICES: Readonly<Record<string, (role: string) => boolean>> = {
  admins: (role) => role === 'admin',
  users: (role) => role !== 'admin',
  all: () => true,
};

type Targets = { readonly targets: readonly OldTarget[]; readonly notes: readonly string[] };

function targetsOf(rule: Raw, teamOf: TeamOf): Targets | Fault {
  const recipient = partOf(rule, 'recipient');
  const type = textOf(recipient, 'type') ?? '';
  const name = textOf(recipient, 'username', 'name', 'id') ?? '';
  const how = textOf(rule, 'notifyType') ?? 'default';
  const unanswered =
    textOf(rule, 'condition') === 'if-not-closed'
      ? ['a rule that pages until the alert is closed pages here until somebody answers']
      : [];
  if (type === 'user' || type === 'schedule') {
    if (how !== 'default') {
      return { fault: `it notifies the ${how} of a schedule, which no step can say here` };
    }
    const key = textOf(recipient, 'id', 'username', 'name') ?? '';
    return {
      targets: [{ kind: type === 'user' ? 'person' : 'schedule', key, name }],
      notes: unanswered,
    };
  }
  const members = type === 'team' ? teamOf(recipient) : undefined;
  if (members === undefined) {
    return { fault: `it notifies the ${type} ${name}, which no file here has` };
  }
  if (how === 'random') {
    return { fault: `it notifies one of the team ${name} at random, which no step can say here` };
  }
  const isChosen = CHOICES[how] ?? CHOICES['all'];
  const chosen = members.filter(({ role }) => isChosen?.(role));
  return {
    targets: chosen.map((member) => ({ kind: 'person', key: member.key, name: member.name })),
    notes: [
      ...unanswered,
      `of the team ${name} ${how in CHOICES ? how : 'all'} are paged, at once`,
    ],
  };
}
