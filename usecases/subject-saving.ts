import type { Transition } from '#core/alert/alert.ts';
import type { Assessment } from '#core/evaluation/draft.ts';
import { clearOutbox } from '#core/evaluation/outbox.ts';
import type { RuleSet } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { substituteTransition } from '#core/evaluation/substitute-transition.ts';
import type { Instant } from '#core/time/instant.ts';
import { inParallel } from './in-parallel.ts';
import { type Ports, RefusedMessages } from './ports.ts';
import { transitionMessage } from './transition-message.ts';
import { WriteConflict } from './write-conflict.ts';

export type SubjectPorts = Pick<Ports, 'subjects' | 'incidentQueue'>;

/** Saves of different subjects under way at once. */
export const SUBJECTS_AT_ONCE = 16;

/** How often a lost race for a subject is run again: as many writers may stand in line for one. */
const RACES = 20;

/**
 * Decides on what is stored of a subject and saves what changed; where another was faster, reads
 * again and decides again. What a decision returns beside its assessment comes back with it.
 */
export async function decideAndSave<Decision extends Assessment>(
  { subjects }: Pick<Ports, 'subjects'>,
  subject: string,
  loaded: SubjectState | undefined,
  decide: (stored: SubjectState | undefined) => Decision,
): Promise<Decision> {
  let stored = loaded;
  for (let race = 0; race < RACES; race++) {
    const decision = decide(stored);
    if (!decision.changed || decision.state === undefined) {
      return decision;
    }
    const outcome = await subjects.save(decision.state, stored?.version ?? 0);
    if (outcome === 'saved') {
      return decision;
    }
    stored = (await subjects.load([subject])).get(subject);
  }
  throw new WriteConflict(
    `lost ${RACES} races for one subject: nothing was decided for it; send the same again`,
  );
}

/** What was decided on several subjects, all of it durable. */
interface Decided<Decision> {
  readonly decisions: readonly Decision[];
  readonly handedOver: RelayOutcome;
}

/**
 * Reads several subjects at once, decides on each, saves those that change and hands over what they
 * tell: of the first while the others are still being saved, so that in a storm nobody's page waits
 * for all of it. Where a store fails for one, all others have their turn before it throws.
 */
export async function decideEach<Decision extends Assessment>(
  ports: SubjectPorts,
  subjects: readonly string[],
  decide: (subject: string, stored: SubjectState | undefined) => Decision,
  rules: RuleSet,
  now: Instant,
): Promise<Decided<Decision>> {
  const stored = subjects.length > 0 ? await ports.subjects.load(subjects) : NONE;
  const telling = relayWhileSaving((states) => relayTransitions(ports, states, rules, now));
  const outcomes = await inParallel(subjects, SUBJECTS_AT_ONCE, async (subject) => {
    const loaded = stored.get(subject);
    const decision = await decideAndSave(ports, subject, loaded, (state) => decide(subject, state));
    if (decision.state !== undefined) {
      telling.add(decision.state);
    }
    return decision;
  });
  const decisions = outcomes.flatMap((o) => (o.status === 'fulfilled' ? [o.value] : []));
  const handedOver = await telling.finished();
  const failure = outcomes.find((o) => o.status === 'rejected');
  if (failure !== undefined) {
    throw failure.reason;
  }
  return { decisions, handedOver };
}

const NONE: ReadonlyMap<string, SubjectState> = new Map();

/** Hand-overs under way at once: what is saved meanwhile goes together in the next. */
const HAND_OVERS_AT_ONCE = 2;

/**
 * Hands over what saved states tell, beside whoever saves them. Once the queue has failed the rest
 * is left for later.
 */
function relayWhileSaving(handOver: (states: readonly SubjectState[]) => Promise<RelayOutcome>) {
  let waiting: SubjectState[] = [];
  const outcomes: RelayOutcome[] = [];
  const underWay = new Set<Promise<void>>();
  const hasFailed = () => outcomes.some(({ kind }) => kind === 'waiting');
  async function tell(): Promise<void> {
    while (waiting.length > 0 && !hasFailed()) {
      const states = waiting;
      waiting = [];
      outcomes.push(await handOver(states));
    }
  }
  return {
    add(state: SubjectState): void {
      if (state.outbox.length === 0) {
        return;
      }
      waiting.push(state);
      if (underWay.size >= HAND_OVERS_AT_ONCE) {
        return;
      }
      const telling = tell().finally(() => underWay.delete(telling));
      underWay.add(telling);
    },
    async finished(): Promise<RelayOutcome> {
      await Promise.all(underWay);
      // What was saved at the very moment at which the last of them ended.
      await tell();
      return together(outcomes, waiting);
    },
  };
}

/**
 * What came of several hand-overs, and of states that were not handed over after one had failed.
 */
function together(outcomes: readonly RelayOutcome[], left: readonly SubjectState[]): RelayOutcome {
  const failed = outcomes.flatMap((outcome) => (outcome.kind === 'waiting' ? [outcome] : []));
  const [first] = failed;
  if (first !== undefined) {
    const counts = [...failed.map((f) => f.transitions), ...left.map((s) => s.outbox.length)];
    return { ...first, transitions: counts.reduce((sum, count) => sum + count, 0) };
  }
  const refusals = outcomes.flatMap((o) => (o.kind === 'sent' && o.refused ? [o.refused] : []));
  const [refused] = refusals;
  if (refused === undefined) {
    return { kind: 'sent' };
  }
  const all = refusals.flatMap(({ deduplications }) => [...deduplications]);
  return { kind: 'sent', refused: new RefusedMessages(refused.message, all) };
}

/**
 * What came of sending the outboxes. Where they wait, they are durable and due: the clock, or the
 * subject's next sample, sends them.
 */
export type RelayOutcome =
  /** `refused`: why the queue never takes some of them; the technical service is told instead. */
  | { readonly kind: 'sent'; readonly refused?: RefusedMessages }
  | { readonly kind: 'waiting'; readonly transitions: number; readonly cause: unknown };

/**
 * Sends what waits in the outboxes of saved states, and then empties them. A crash in between, or a
 * lost race, leaves an outbox that has been sent: it is sent again, and each transition's `seq`
 * makes the repeat harmless.
 */
export async function relayTransitions(
  { subjects, incidentQueue }: SubjectPorts,
  saved: readonly SubjectState[],
  rules: RuleSet,
  now: Instant,
): Promise<RelayOutcome> {
  const full = saved.filter((state) => state.outbox.length > 0);
  const transitions = full.flatMap((state) => state.outbox);
  if (transitions.length === 0) {
    return { kind: 'sent' };
  }
  let refused: RefusedMessages | undefined;
  try {
    refused = await sendAll(incidentQueue, transitions, rules);
  } catch (cause) {
    return { kind: 'waiting', transitions: transitions.length, cause };
  }
  await inParallel(full, SUBJECTS_AT_ONCE, (state) =>
    subjects.save(clearOutbox(state, rules, now), state.version),
  );
  return { kind: 'sent', ...(refused && { refused }) };
}

/** Sends transitions, and in place of those that the queue never takes word of them. */
async function sendAll(
  queue: SubjectPorts['incidentQueue'],
  transitions: readonly Transition[],
  rules: RuleSet,
): Promise<RefusedMessages | undefined> {
  const messages = transitions.map(transitionMessage);
  try {
    await queue.send(messages);
    return undefined;
  } catch (error) {
    if (!(error instanceof RefusedMessages)) {
      throw error;
    }
    const refused = transitions.filter((_, i) =>
      error.deduplications.has(messages[i]?.deduplication ?? ''),
    );
    await queue.send(refused.map((t) => transitionMessage(substituteTransition(t, rules))));
    return error;
  }
}
