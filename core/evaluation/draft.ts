import type { Alert, ResolveReason, Transition } from '../alert/alert.ts';
import { worstFirst } from '../alert/worst-first.ts';
import { own } from '../own.ts';
import type { Instant } from '../time/instant.ts';
import { dueOf } from './due.ts';
import { append, nextVersion } from './outbox.ts';
import { hasRoom, weightOf } from './room.ts';
import type { RuleSet } from './rule-set.ts';
import type { SeriesState, SubjectState } from './subject.ts';

/** What became of a subject. Where `changed` is false the state is the one that was given, and nothing has to be written. */
export interface Assessment {
  readonly state: SubjectState | undefined;
  readonly changed: boolean;
  /** Those made now; they also wait in the state's outbox. */
  readonly transitions: readonly Transition[];
}

/** What becomes of a subject about which there is nothing to decide. */
export function unchanged(state: SubjectState | undefined): Assessment {
  return { state, changed: false, transitions: [] };
}

/** A subject while it is being evaluated: what is stored, the entries that changed, and the transitions made on the way. */
export class Draft {
  readonly subject: string;
  readonly now: Instant;
  /** What is in the outbox already has not been sent, so nothing needs to be told again. */
  readonly hasUnsent: boolean;
  readonly #stored: SubjectState | undefined;
  readonly #told: Transition[] = [];
  readonly #edits = new Map<string, SeriesState | undefined>();
  #lastSeq: number;
  #weight: number | undefined;

  constructor(subject: string, stored: SubjectState | undefined, now: Instant) {
    this.subject = subject;
    this.now = now;
    this.hasUnsent = stored !== undefined && stored.outbox.length > 0;
    this.#stored = stored;
    this.#lastSeq = stored?.lastSeq ?? 0;
  }

  /** Whether nothing at all is remembered, so that a healthy sample need not look. */
  get isBlank(): boolean {
    if (this.#edits.size > 0) return false;
    for (const _ in this.#stored?.series) return false;
    return true;
  }

  get(key: string): SeriesState | undefined {
    return this.#edits.has(key) ? this.#edits.get(key) : this.#known(key);
  }

  entries(): readonly (readonly [string, SeriesState])[] {
    const entries: [string, SeriesState][] = [];
    for (const key of new Set([
      ...Object.keys(this.#stored?.series ?? {}),
      ...this.#edits.keys(),
    ])) {
      const entry = this.get(key);
      if (entry !== undefined) entries.push([key, entry]);
    }
    return entries;
  }

  /** Remembers an entry; false where it is new and the subject has no room for it. */
  put(key: string, entry: SeriesState): boolean {
    if (this.get(key) === undefined) {
      this.#weight ??= this.entries().reduce((sum, [, other]) => sum + weightOf(other), 0);
      if (!hasRoom(this.#weight, entry)) return false;
      this.#weight += weightOf(entry);
    }
    this.#edits.set(key, entry);
    return true;
  }

  drop(key: string): void {
    this.#edits.set(key, undefined);
  }

  /** Makes an entry fire, or tells again that it does; false where there is no room to remember it. */
  fire(key: string, entry: SeriesState, alert: Alert): boolean {
    const firing: SeriesState = { ...entry, phase: 'firing', alert, assertedAt: this.now };
    if (!this.put(key, firing)) return false;
    this.#told.push({ kind: 'firing', alert, seq: this.#nextSeq(), at: this.now });
    return true;
  }

  /** Tells that an alert no longer fires. */
  resolve(alert: Alert, reason: ResolveReason, who: { readonly by?: string } = {}): void {
    const transition = { kind: 'resolved', alert, seq: this.#nextSeq(), at: this.now } as const;
    this.#told.push({ ...transition, reason, ...who });
  }

  /** What came of it all; the stored state, unchanged, where nothing did. */
  close(rules: RuleSet): Assessment {
    const stored = this.#stored;
    const series: Record<string, SeriesState> = { ...stored?.series };
    const transitions = worstFirst(this.#told);
    let changed = transitions.length > 0;
    for (const [key, entry] of this.#edits) {
      changed ||= entry !== this.#known(key);
      if (entry === undefined) delete series[key];
      else series[key] = entry;
    }
    const isDue = stored?.due !== undefined && stored.due <= this.now;
    if (!changed && !isDue) return { state: stored, changed, transitions };
    const outbox = append(stored?.outbox ?? [], transitions);
    const next = { subject: this.subject, series, outbox, lastSeq: this.#lastSeq };
    const due = dueOf(next, rules, this.now);
    // What a deploy has put off is written down, or it would stay due and look as if the clock were late.
    if (!changed && due <= this.now) return { state: stored, changed, transitions };
    const state = { ...next, due, version: nextVersion(stored, this.now) };
    return { state, changed: true, transitions };
  }

  #known(key: string): SeriesState | undefined {
    return this.#stored && own(this.#stored.series, key);
  }

  #nextSeq(): number {
    this.#lastSeq = Math.max(this.#lastSeq + 1, this.now);
    return this.#lastSeq;
  }
}
