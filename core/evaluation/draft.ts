import { type Actor, actorOf } from '../actor/actor.ts';
import type { Alert, ResolveReason, Transition } from '../alert/alert.ts';
import { sortBySeverity } from '../alert/worst-first.ts';
import { own } from '../collections/own.ts';
import type { ClockStep } from '../time/clock-skew.ts';
import type { Instant } from '../time/instant.ts';
import { dueOf } from './due.ts';
import type { Entry } from './entry.ts';
import { type EvictionCandidate, entriesToEvict } from './eviction.ts';
import type { Edits } from './kind.ts';
import { kindOf, phaseOf } from './kinds.ts';
import { appendToOutbox, nextVersion } from './outbox.ts';
import { noteOverflow, OVERFLOW_KEY } from './overflow/overflow.ts';
import { rebaseSubject } from './rebase-subject.ts';
import type { RuleSet } from './rule-set.ts';
import type { SubjectState } from './subject.ts';

/**
 * What became of a subject. Where `changed` is false the state is the one that was given, and
 * nothing has to be written.
 */
export interface Assessment {
  readonly state: SubjectState | undefined;
  readonly changed: boolean;
  /** Those made now; they also wait in the state's outbox. */
  readonly transitions: readonly Transition[];
  /** The keys of what is not remembered, or no longer, since others needed the room more. */
  readonly gaveWay: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** What becomes of a subject about which there is nothing to decide. */
export function unchanged(state: SubjectState | undefined): Assessment {
  return { state, changed: false, transitions: [], gaveWay: NOTHING };
}

/**
 * A subject while it is being evaluated: what is stored, the entries that changed, and the
 * transitions made on the way.
 */
export class Draft implements Edits {
  readonly subject: string;
  readonly now: Instant;
  /** What is in the outbox already has not been sent, so nothing needs to be told again. */
  readonly hasUnsent: boolean;
  readonly #stored: SubjectState | undefined;
  /**
   * Whether the clock went back since it was stored: what was stored is then to be saved as it
   * counts now.
   */
  readonly #isMoved: boolean;
  readonly #told: Transition[] = [];
  readonly #edits = new Map<string, Entry | undefined>();
  #lastSeq: number;

  /** `step`: that the clock went back, where that is known. */
  constructor(subject: string, stored: SubjectState | undefined, now: Instant, step?: ClockStep) {
    this.subject = subject;
    this.now = now;
    this.hasUnsent = stored !== undefined && stored.outbox.length > 0;
    this.#stored = stored && rebaseSubject(stored, now, step);
    this.#isMoved = this.#stored !== stored;
    this.#lastSeq = stored?.lastSeq ?? 0;
  }

  /** Whether nothing at all is remembered, so that a healthy sample need not look. */
  get isBlank(): boolean {
    if (this.#edits.size > 0) {
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

  /** Ends an alert where it was, since the config has it elsewhere: it goes on under that group. */
  move(alert: Alert, movedTo: string): void {
    const transition = { kind: 'resolved', alert, seq: this.#nextSeq(), at: this.now } as const;
    this.#told.push({ ...transition, reason: 'rule_changed', movedTo });
  }

  /** Tells that an alert no longer fires. */
  resolve(alert: Alert, reason: ResolveReason, who?: Actor): void {
    const transition = { kind: 'resolved', alert, seq: this.#nextSeq(), at: this.now } as const;
    this.#told.push({ ...transition, reason, ...(who && actorOf(who)) });
  }

  /** What came of it all; the stored state, unchanged, where nothing did. */
  close(rules: RuleSet): Assessment {
    const stored = this.#stored;
    const gaveWay = this.#makeRoom(rules);
    const series: Record<string, Entry> = { ...stored?.series };
    const transitions = sortBySeverity(this.#told);
    let changed = transitions.length > 0 || this.#isMoved;
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
    const next = { subject: this.subject, series, ...ofLater, outbox, lastSeq: this.#lastSeq };
    const due = dueOf(next, rules, this.now);
    if (!changed && !isToBeDated(stored?.due, due, this.now)) {
      return { state: stored, changed, transitions, gaveWay };
    }
    const state = { ...next, due, savedAt: this.now, version: nextVersion(stored, this.now) };
    return { state, changed: true, transitions, gaveWay };
  }

  /**
   * Takes out what there is no room for, however it was come by, and has the technical service
   * told.
   */
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
   * What begins to fire and cannot be remembered is not told: it would be told again with each
   * sample, and never end.
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
 * Whether it must be written down when it is due, though nothing else changes. A deploy may have
 * put off what is due: it would stay due, and look as if the clock were late. Or it is due sooner
 * than the version or the config before has written down: nobody would look in time.
 */
function isToBeDated(stored: Instant | undefined, due: Instant, now: Instant): boolean {
  return stored !== undefined && due > now && (stored <= now || due < stored);
}
