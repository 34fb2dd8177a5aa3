import type { Transition } from '#core/alert/alert.ts';
import type { Assessment } from '#core/evaluation/draft.ts';
import { clearOutbox } from '#core/evaluation/outbox.ts';
import type { RuleSet } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { substituteTransition } from '#core/evaluation/substitute-transition.ts';
import type { Instant } from '#core/time/instant.ts';
import { inParallel } from './in-parallel.ts';
import { type Ports, RefusedMessages, Unreadable } from './ports.ts';
import { transitionMessage } from './transition-message.ts';
import { WriteConflict } from './write-conflict.ts';

export type SubjectPorts = Pick<Ports, 'subjects' | 'incidentQueue'>;

/** How many subjects are saved at once. */
export const SUBJECTS_AT_ONCE = 16;

/** How often a lost race for a subject is retried: this many writers may compete for one. */
const RACES = 20;

/**
 * Decides on the stored state of a subject and saves it if it changed; after a lost race it reads
 * and decides again. Returns the whole decision, including what it carries beside its assessment.
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

/** Returns the stored state of a subject. */
type StateOf = (subject: string) => SubjectState | undefined | Promise<SubjectState | undefined>;

/**
 * Loads several subjects at once; where one of them cannot be read, each by itself when it is asked
 * for, so that the beds beside it are watched all the same.
 */
export async function loadEach(
  store: SubjectPorts['subjects'],
  subjects: readonly string[],
): Promise<StateOf> {
  try {
    const stored = subjects.length > 0 ? await store.load(subjects) : NONE;
    return (subject) => stored.get(subject);
  } catch (error) {
    if (!(error instanceof Unreadable)) {
      throw error;
    }
    return async (subject) => (await store.load([subject])).get(subject);
  }
}

/** The decisions on several subjects, all of them durable. */
interface Decided<Decision> {
  readonly decisions: readonly Decision[];
  readonly handedOver: RelayOutcome;
}

/**
 * Reads several subjects at once, decides on each, saves those that changed, and relays their
 * transitions while others are still being saved, so that in a storm no page waits for all of it.
 * If a store fails for one, all others are still handled before it throws.
 */
export async function decideEach<Decision extends Assessment>(
  ports: SubjectPorts,
  subjects: readonly string[],
  decide: (subject: string, stored: SubjectState | undefined) => Decision,
  { rules, now }: { readonly rules: RuleSet; readonly now: Instant },
): Promise<Decided<Decision>> {
  const stateOf = await loadEach(ports.subjects, subjects);
  const telling = relayWhileSaving((states) => relayTransitions(ports, states, rules, now));
  const outcomes = await inParallel(subjects, SUBJECTS_AT_ONCE, async (subject) => {
    const loaded = await stateOf(subject);
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

/** How many relays run at once: what is saved meanwhile goes together into the next one. */
const HAND_OVERS_AT_ONCE = 2;

/**
 * Relays the transitions of saved states while others are being saved. Once the queue has failed,
 * the rest is left for later.
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
      // States that were saved at the very moment at which the last relay ended.
      await tell();
      return together(outcomes, waiting);
    },
  };
}

/**
 * Combines the outcomes of several relays, and of states that were not relayed after one had
 * failed.
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
 * The outcome of relaying outboxes. Transitions that wait are durable and due: the clock, or the
 * subject's next sample, sends them.
 */
export type RelayOutcome =
  /**
   * `refused`: why the queue never accepts some of them; the technical service is notified instead.
   */
  | { readonly kind: 'sent'; readonly refused?: RefusedMessages }
  | { readonly kind: 'waiting'; readonly transitions: number; readonly cause: unknown };

/**
 * Sends the transitions in the outboxes of saved states, and then empties the outboxes. After a
 * crash in between, or a lost race, an outbox is sent again; each transition's `seq` makes the
 * repeat harmless.
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
  return { kind: 'sent', ...(refused !== undefined && { refused }) };
}

/** Sends transitions, and a substitute for those that the queue never accepts. */
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
