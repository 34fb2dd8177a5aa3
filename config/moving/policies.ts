import { formatDuration } from '#core/time/duration.ts';
import { DAY, type Duration, SECOND } from '#core/time/instant.ts';
import { type Made, type Named, placed } from './draft.ts';
import { Ids } from './ids.ts';
import type { MadePeople } from './people.ts';
import type { MadeSchedules } from './schedules.ts';
import { type Entry, type OldPolicy, type OldStep, refusal } from './system.ts';

export interface MadePolicies extends Made<Named> {
  idOf(key: string): string | undefined;
}

interface Around {
  readonly people: MadePeople;
  readonly schedules: MadeSchedules;
}

/** How long a step may wait, and how often steps may be taken again. */
const SHORTEST = 30 * SECOND;
const LONGEST = DAY;
const MOST_REPEATS = 10;

export function madePolicies(old: readonly OldPolicy[], around: Around): MadePolicies {
  const ids = new Ids('policy');
  const byKey = new Map<string, string>();
  const made = old.map((policy) => {
    const { name } = policy;
    const looked = policy.steps.map((step, i) => stepOf(step, `step ${i + 1}`, name, around));
    const entries = looked.flatMap((one) => one.entries);
    const steps = joined(looked);
    if (steps.length === 0) {
      const why = 'none of its steps pages anybody';
      return { parts: [], entries: [...entries, refusal('escalation policy', name, why)] };
    }
    const notes = [...(policy.notes ?? []), ...limits(policy, steps)];
    const id = ids.idFor(name);
    byKey.set(policy.key, id);
    const value = {
      steps: steps.map(({ page, wait, inTurn }) => ({
        page,
        wait: formatDuration(within(wait)),
        ...(inTurn === true && page.length > 1 && { assign: 'round_robin' }),
      })),
      repeat: Math.min(policy.repeat, MOST_REPEATS),
      ...(policy.repeat > 0 && steps.length > 1 && { repeat_from: 'first' }),
    };
    const entry = placed({ kind: 'escalation policy', name, notes }, `policies.${id}`);
    return { parts: [[id, { value, comments: notes }] as const], entries: [entry, ...entries] };
  });
  return {
    parts: made.flatMap(({ parts }) => parts),
    entries: made.flatMap(({ entries }) => entries),
    idOf: (key) => byKey.get(key),
  };
}

type Target = { readonly schedule: string } | { readonly person: string };

interface Step {
  readonly page: readonly Target[];
  readonly wait: Duration;
  readonly inTurn?: boolean;
}

function stepOf(
  { targets, wait, inTurn = false }: OldStep,
  step: string,
  policy: string,
  { people, schedules }: Around,
): Step & { readonly entries: readonly Entry[] } {
  const entries: Entry[] = [];
  const page = targets.flatMap(({ kind, key, name }): readonly Target[] => {
    const person = kind === 'person' ? people.idOf(key) : undefined;
    const found =
      kind === 'schedule'
        ? schedules.idsOf(key).map((schedule) => ({ schedule }))
        : person === undefined
          ? []
          : [{ person }];
    if (found.length === 0) {
      const why = `the ${kind} ${name} is not among what carries over`;
      entries.push(refusal(`${step} of escalation policy`, policy, why));
    }
    return found;
  });
  return {
    page: [...new Map(page.map((one) => [JSON.stringify(one), one])).values()],
    wait,
    inTurn,
    entries,
  };
}

/** What a step that pages nobody would have waited, the one before it waits. */
function joined(steps: readonly Step[]): readonly Step[] {
  const kept: Step[] = [];
  for (const step of steps) {
    const before = kept.at(-1);
    if (step.page.length > 0) {
      kept.push(step);
    } else if (before !== undefined) {
      kept[kept.length - 1] = { ...before, wait: before.wait + step.wait };
    }
  }
  return kept;
}

function within(wait: Duration): Duration {
  return Math.min(Math.max(wait, SHORTEST), LONGEST);
}

function limits({ repeat }: OldPolicy, steps: readonly Step[]): readonly string[] {
  const odd = [...new Set(steps.map(({ wait }) => wait))].filter((wait) => wait !== within(wait));
  return [
    ...odd.map(
      (wait) =>
        `a step waits ${formatDuration(within(wait))} in place of ${formatDuration(wait)}: from 30s to 1d can be said`,
    ),
    ...(repeat > MOST_REPEATS
      ? [`it is repeated ${MOST_REPEATS} times in place of ${repeat}`]
      : []),
  ];
}
