import { type Actor, actorOf } from '../actor/actor.ts';
import type { Alert, ResolveReason, Transition } from '../alert/alert.ts';
import { sortBySeverity } from '../alert/sort-by-severity.ts';
import { own } from '../collections/own.ts';
import type { PersonalLimits } from '../rule/personal-limit.ts';
import type { ClockStep } from '../time/clock-skew.ts';
import type { Instant } from '../time/instant.ts';
import { dueOf } from './due.ts';
import type { Entry } from './entry.ts';
import { type EvictionCandidate, entriesToEvict } from './eviction.ts';
import type { Edits } from './kind.ts';
import { kindOf, phaseOf } from './kinds.ts';
import { appendToOutbox, nextVersion } from './outbox.ts';
import { noteOverflow, OVERFLOW_KEY } from './overflow/overflow.ts';
import { limitsInForce } from './personal-rules.ts';
import { rebaseSubject } from './rebase-subject.ts';
import type { RuleSet } from './rule-set.ts';
import type { SubjectState } from './subject.ts';

/**
 * The outcome for a subject. If `changed` is false the state is the given one, and nothing has to
 * be written.
 */
export interface Assessment {
  readonly state: SubjectState | undefined;
  readonly changed: boolean;
  /** The new transitions, which also wait in the state's outbox. */
  readonly transitions: readonly Transition[];
  /** The keys of entries that were evicted or not stored, because others needed the room more. */
  readonly gaveWay: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** The outcome for a subject about which there is nothing to decide. */
export function unchanged(state: SubjectState | undefined): Assessment {
  return { state, changed: false, transitions: [], gaveWay: NOTHING };
}

/**
 * A subject during its evaluation: the stored state, the changed entries, and the transitions made
 * on the way.
 */
export class Draft implements Edits {
  readonly subject: string;
  readonly now: Instant;
  /** Transitions in the outbox have not been sent, so nothing needs to be reasserted. */
  readonly hasUnsent: boolean;
  readonly #stored: SubjectState | undefined;
  /** Whether the clock went back since the state was stored: it is then saved rebased. */
  readonly #isMoved: boolean;
  readonly #told: Transition[] = [];
  readonly #edits = new Map<string, Entry | undefined>();
  #limits: PersonalLimits | undefined;
  #lastSeq: number;

  /** `step`: the clock step, if it is known. */
  constructor(subject: string, stored: SubjectState | undefined, now: Instant, step?: ClockStep) {
    this.subject = subject;
    this.now = now;
    this.hasUnsent = stored !== undefined && stored.outbox.length > 0;
    this.#stored = stored && rebaseSubject(stored, now, step);
    this.#isMoved = this.#stored !== stored;
    this.#limits = limitsInForce(this.#stored?.limits, now);
    this.#lastSeq = stored?.lastSeq ?? 0;
  }

  /** The limits that hold for the subject; those that have ended go when it is saved. */
  get limits(): PersonalLimits | undefined {
    return this.#limits;
  }

  setLimits(limits: PersonalLimits | undefined): void {
    this.#limits = limits;
  }

  /** Whether nothing is stored at all, so that a healthy sample need not look. */
  get isBlank(): boolean {
    // What only a later version knows is dated like everything else, or it would stay due for good.
    const { ofLater, limits } = this.#stored ?? {};
    if (this.#edits.size > 0 || ofLater !== undefined || (this.#limits ?? limits) !== undefined) {
      return false;
    }
    for (const _ in this.#stored?.series) {
      return false;
    }
    return true;
  }

  /** Whether some entry is so as it was stored: `entries` would copy all of it. */
  someStored(isSo: (entry: Entry) => boolean): boolean {
    const series = this.#stored?.series;
    for (const key in series) {
      const entry = series[key];
      if (entry !== undefined && isSo(entry)) {
        return true;
      }
    }
    return false;
  }

  get(key: string): Entry | undefined {
    return this.#edits.has(key) ? this.#edits.get(key) : this.#known(key);
  }

  entries(): readonly (readonly [string, Entry])[] {
    const entries: [string, Entry][] = [];
    for (const key of new Set([
      ...Object.keys(this.#stored?.series ?? {}),
      ...this.#edits.keys(),
    ])) {
      const entry = this.get(key);
      if (entry !== undefined) {
        entries.push([key, entry]);
      }
    }
    return entries;
  }

  /** Remembers an entry, unless it turns out that others need the room more. */
  put(key: string, entry: Entry): void {
    this.#edits.set(key, entry);
  }

  drop(key: string): void {
    this.#edits.set(key, undefined);
  }

  /** Makes an entry fire, or tells again that it does. */
  fire(key: string, entry: Entry, alert: Alert, movedFrom?: string): void {
    this.put(key, { ...entry, alert, assertedAt: this.now });
    const transition = { kind: 'firing', alert, seq: this.#nextSeq(), at: this.now } as const;
    this.#told.push({ ...transition, ...(movedFrom !== undefined && { movedFrom }) });
  }

  /**
   * Ends an alert under its old group, because the config has moved it: it continues under the new
   * one.
   */
  move(alert: Alert, movedTo: string): void {
    const transition = { kind: 'resolved', alert, seq: this.#nextSeq(), at: this.now } as const;
    this.#told.push({ ...transition, reason: 'rule_changed', movedTo });
  }

  /** Adds the transition that an alert no longer fires. */
  resolve(alert: Alert, reason: ResolveReason, who?: Actor): void {
    const transition = { kind: 'resolved', alert, seq: this.#nextSeq(), at: this.now } as const;
    this.#told.push({ ...transition, reason, ...(who !== undefined && actorOf(who)) });
  }

  /** Returns the outcome: the stored state, unchanged, if nothing happened. */
  close(rules: RuleSet): Assessment {
    const stored = this.#stored;
    const gaveWay = this.#makeRoom(rules);
    const series: Record<string, Entry> = { ...stored?.series };
    const transitions = sortBySeverity(this.#told);
    let changed = transitions.length > 0 || this.#isMoved || this.#limits !== stored?.limits;
    for (const [key, entry] of this.#edits) {
      changed ||= entry !== this.#known(key);
      if (entry === undefined) {
        delete series[key];
      } else {
        series[key] = entry;
      }
    }
    const outbox = appendToOutbox(stored?.outbox ?? [], transitions);
    const ofLater = stored?.ofLater && { ofLater: stored.ofLater };
    const limits = this.#limits && { limits: this.#limits };
    const kept = { subject: this.subject, series, ...ofLater, ...limits };
    const next = { ...kept, outbox, lastSeq: this.#lastSeq };
    const due = dueOf(next, rules, this.now);
    if (!changed && !isToBeDated(stored?.due, due, this.now)) {
      return { state: stored, changed, transitions, gaveWay };
    }
    const state = { ...next, due, savedAt: this.now, version: nextVersion(stored, this.now) };
    return { state, changed: true, transitions, gaveWay };
  }

  /** Evicts entries without room, whatever they are, and alerts the technical service. */
  #makeRoom(rules: RuleSet): ReadonlySet<string> {
    if (this.#edits.size === 0) {
      return NOTHING;
    }
    const claims = this.entries().flatMap(([key, entry]): readonly EvictionCandidate[] => {
      if (key === OVERFLOW_KEY) {
        return [];
      }
      const rule = rules.byName.get(kindOf(entry).about(entry).rule);
      const severity = entry.alert?.severity ?? rule?.severity ?? 'error';
      return [{ key, entry, severity, stored: this.#known(key) !== undefined }];
    });
    const gaveWay = entriesToEvict(claims, this.#stored?.outbox ?? []);
    if (gaveWay.size === 0) {
      return gaveWay;
    }
    for (const key of gaveWay) {
      this.#giveWay(key);
    }
    noteOverflow(this, rules);
    return gaveWay;
  }

  /**
   * An alert that cannot be stored is not sent: it would be sent again with each sample, and never
   * end.
   */
  #giveWay(key: string): void {
    const alert = this.get(key)?.alert;
    const known = this.#known(key);
    const told = this.#told.findIndex((t) => t.kind === 'firing' && t.alert === alert);
    if (told >= 0 && (known === undefined || phaseOf(known) !== 'firing')) {
      this.#told.splice(told, 1);
    }
    if (known === undefined) {
      this.#edits.delete(key);
    } else {
      this.drop(key);
    }
  }

  #known(key: string): Entry | undefined {
    return this.#stored && own(this.#stored.series, key);
  }

  #nextSeq(): number {
    this.#lastSeq = Math.max(this.#lastSeq + 1, this.now);
    return this.#lastSeq;
  }
}

/**
 * Whether the due time must be written although nothing else changes. A deployment may have
 * postponed it: it would stay due, and the clock would look late. Or it is earlier than the version
 * or config before has written: nobody would look in time.
 */
function isToBeDated(stored: Instant | undefined, due: Instant, now: Instant): boolean {
  return stored !== undefined && due > now && (stored <= now || due < stored);
}
