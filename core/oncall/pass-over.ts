import * as PlainDateTimeFns from 'temporal-polyfill/fns/PlainDateTime';
import { DAY, type Instant } from '../time/instant.ts';
import { type Interval, intersect, overlaps } from '../time/interval.ts';
import { momentOf, wallTime } from '../time/wall-clock.ts';
import { type Absence, awaySpan } from './absence.ts';
import { appliedHours } from './hours.ts';
import { type Rotation, rotationOf } from './rotation.ts';
import { crewOf, hasTurns, type Layer } from './schedule.ts';

/** Returns which of the crews of a layer, from 0, has a turn. */
type CrewOfTurn = (turn: number) => number;

/**
 * Turns are traded within so many days, counted from the start of the layer: an absence changes
 * nothing behind the end of the block in which it lies, and can be forgotten then.
 */
export const BLOCK_DAYS = 364;

/**
 * Returns who has each turn of a layer, which may pass over whoever is away.
 *
 * Then an absence trades each turn that it touches and that has not begun: for the nearest turn,
 * rather later than earlier, of a crew that is there instead. So everybody has as many turns as
 * before, and all other turns stay where they are. If nobody can trade, whoever has the fewest
 * turns of the block takes it without another in return. Turns in which the layer never applies are
 * no turns to trade for, and burden nobody. What was known at the time decides: absences count in
 * the order in which they were told, and turns that have begun by then stay. One that is ended is
 * traded back as far as neither turn has begun.
 */
export function passingOver(
  layer: Layer,
  timeZone: string,
  absences: readonly Absence[],
): CrewOfTurn {
  const away = layer.passesOver ? absences.filter(({ person }) => hasTurns(layer, person)) : [];
  if (away.length === 0) {
    return (turn) => turn % layer.people.length;
  }
  const told = JSON.stringify([timeZone, away]);
  const last = lastTraded.get(layer);
  if (last?.told === told) {
    return last.crewOfTurn;
  }
  const crewOfTurn = traded(layer, timeZone, away);
  lastTraded.set(layer, { told, crewOfTurn });
  return crewOfTurn;
}

/**
 * The trades of a layer by what was told last: each decision about an incident reads the absences
 * anew, and rarely finds others than the one before.
 */
const lastTraded = new WeakMap<Layer, Traded>();

interface Traded {
  readonly told: string;
  readonly crewOfTurn: CrewOfTurn;
}

function traded(layer: Layer, timeZone: string, away: readonly Absence[]): CrewOfTurn {
  const rotation = rotationOf(layer);
  const blockEnd = PlainDateTimeFns.addDays(rotation.startOf(0), BLOCK_DAYS);
  const length = Math.max(1, rotation.turnAt(blockEnd));
  const blocks = new Map<number, Block>();
  return (turn) => {
    const first = Math.floor(turn / length) * length;
    const block = blocks.get(first) ?? new Block({ layer, timeZone, rotation, first, length });
    if (!blocks.has(first)) {
      blocks.set(first, block);
      block.replay(away);
    }
    return block.crewOf(turn);
  };
}

interface BlockOf {
  readonly layer: Layer;
  readonly timeZone: string;
  readonly rotation: Rotation;
  /** The number of its first turn. */
  readonly first: number;
  readonly length: number;
}

/** A turn that was given to another crew, and the turn that was given in return, if one was. */
interface Trade {
  readonly turn: number;
  readonly back?: number;
  readonly giver: number;
  readonly taker: number;
}

/** What happens to an absence: it is told, or ended. */
interface Told {
  readonly at: Instant;
  readonly absence: Absence;
  readonly isEnd: boolean;
}

class Block {
  private readonly crews: number[];
  private readonly spans = new Map<number, Interval>();
  private readonly hours = new Map<number, readonly Interval[]>();
  private hoursOfAll?: readonly Interval[];
  /** Whether each crew is there in each turn, as far as it was asked by what is known. */
  private readonly manned: (boolean | undefined)[];
  /** How many turns each crew has, once that was asked. */
  private burdens?: number[];
  private readonly trades = new Map<string, Trade[]>();
  /** The absences that are known at the moment that is replayed, as they are known then. */
  private known: readonly Absence[] = [];
  private readonly of: BlockOf;

  constructor(of: BlockOf) {
    this.of = of;
    this.crews = Array.from(
      { length: of.length },
      (_, place) => (of.first + place) % of.layer.people.length,
    );
    this.manned = Array.from({ length: of.length * of.layer.people.length });
  }

  crewOf(turn: number): number {
    return this.crews[turn - this.of.first] ?? 0;
  }

  replay(absences: readonly Absence[]): void {
    const from = this.spanOf(this.of.first).from;
    const { to } = this.spanOf(this.of.first + this.of.length - 1);
    const near = absences.filter((absence) => overlaps(absence, { from, to }));
    const told = near.flatMap((absence): Told[] => {
      const { createdAt, endedAt } = absence;
      const begun = { at: createdAt, absence, isEnd: false };
      return endedAt === undefined ? [begun] : [begun, { at: endedAt, absence, isEnd: true }];
    });
    for (const one of told.sort(earlier)) {
      if (one.isEnd) {
        this.end(one.absence, one.at);
      } else {
        this.begin(one.absence);
      }
    }
  }

  private begin({ endedAt: _, ...absence }: Absence): void {
    this.learn([...this.known, absence], absence);
    for (const turn of this.turnsNear(absence)) {
      if (this.spanOf(turn).from >= absence.createdAt && !this.isManned(this.crewOf(turn), turn)) {
        this.trade(turn, absence);
      }
    }
  }

  private end(absence: Absence, at: Instant): void {
    const known = this.known.map((one) => (one.id === absence.id ? absence : one));
    this.learn(known, absence);
    for (const { turn, back, giver, taker } of (this.trades.get(absence.id) ?? []).reverse()) {
      const isAhead = [turn, back ?? turn].every((one) => this.spanOf(one).from >= at);
      const isKept =
        this.crewOf(turn) === taker && (back === undefined || this.crewOf(back) === giver);
      const canBe =
        this.isManned(giver, turn) && (back === undefined || this.isManned(taker, back));
      if (isAhead && isKept && canBe) {
        this.give(turn, giver);
        this.give(back, taker);
      }
    }
  }

  private trade(turn: number, { id, createdAt }: Absence): void {
    const giver = this.crewOf(turn);
    const back = this.nearest(turn, (other) => {
      const taker = this.crewOf(other);
      return (
        taker !== giver &&
        this.isManned(giver, other) &&
        this.isManned(taker, turn) &&
        this.spanOf(other).from >= createdAt &&
        this.hoursOf(other).length > 0
      );
    });
    const taker = back === undefined ? this.leastBurdened(turn) : this.crewOf(back);
    if (taker === undefined) {
      return;
    }
    this.give(turn, taker);
    this.give(back, giver);
    const made = { turn, giver, taker, ...(back !== undefined && { back }) };
    this.trades.set(id, [...(this.trades.get(id) ?? []), made]);
  }

  /** Of turns as near, the later is preferred. */
  private nearest(turn: number, suits: (other: number) => boolean): number | undefined {
    const { first, length } = this.of;
    for (let later = turn + 1; later < first + length; later++) {
      if (suits(later)) {
        return later;
      }
    }
    for (let before = turn - 1; before >= first; before--) {
      if (suits(before)) {
        return before;
      }
    }
    return undefined;
  }

  /** Returns the crew that is there with the fewest turns, of several the next in the rotation. */
  private leastBurdened(turn: number): number | undefined {
    const { length } = this.of.layer.people;
    const burdens = this.burdensOfAll();
    return Array.from({ length }, (_, far) => (turn + far + 1) % length)
      .filter((crew) => this.isManned(crew, turn))
      .reduce<number | undefined>(
        (least, crew) =>
          least === undefined || (burdens[crew] ?? 0) < (burdens[least] ?? 0) ? crew : least,
        undefined,
      );
  }

  private burdensOfAll(): readonly number[] {
    if (this.burdens === undefined) {
      this.burdens = this.of.layer.people.map(() => 0);
      for (const [place, crew] of this.crews.entries()) {
        this.burden(this.of.first + place, crew, 1);
      }
    }
    return this.burdens;
  }

  private burden(turn: number, crew: number, more: number): void {
    if (this.burdens !== undefined && this.hoursOf(turn).length > 0) {
      this.burdens[crew] = (this.burdens[crew] ?? 0) + more;
    }
  }

  private learn(known: readonly Absence[], changed: Absence): void {
    this.known = known;
    const { length } = this.of.layer.people;
    for (const turn of this.turnsNear(changed)) {
      this.manned.fill(undefined, this.placeOf(0, turn), this.placeOf(length, turn));
    }
  }

  /** Whether somebody of a crew is there in all hours of a turn in which the layer applies. */
  private isManned(crew: number, turn: number): boolean {
    const place = this.placeOf(crew, turn);
    const known = this.manned[place] ?? this.isThere(crew, turn);
    this.manned[place] = known;
    return known;
  }

  private placeOf(crew: number, turn: number): number {
    return (turn - this.of.first) * this.of.layer.people.length + crew;
  }

  private isThere(crew: number, turn: number): boolean {
    const people = crewOf(this.of.layer.people[crew] ?? []);
    const span = this.spanOf(turn);
    const isAway = (person: string) =>
      this.known.some((absence) => {
        const away = awaySpan(absence);
        return (
          absence.person === person &&
          overlaps(away, span) &&
          this.hoursOf(turn).some((hours) => overlaps(away, hours))
        );
      });
    return people.some((person) => !isAway(person));
  }

  private give(turn: number | undefined, crew: number): void {
    if (turn !== undefined) {
      this.burden(turn, this.crewOf(turn), -1);
      this.burden(turn, crew, 1);
      this.crews[turn - this.of.first] = crew;
    }
  }

  private spanOf(turn: number): Interval {
    const known = this.spans.get(turn);
    if (known !== undefined) {
      return known;
    }
    const { rotation, timeZone } = this.of;
    const [from, to] = [turn, turn + 1].map((n) => momentOf(rotation.startOf(n), timeZone));
    const span = { from: from ?? 0, to: to ?? 0 };
    this.spans.set(turn, span);
    return span;
  }

  /** Returns the hours of a turn in which the layer applies. */
  private hoursOf(turn: number): readonly Interval[] {
    const { layer, timeZone, first, length } = this.of;
    this.hoursOfAll ??= appliedHours(layer, timeZone, {
      // Where clocks skip hours, a turn may begin before the one that it follows.
      from: this.spanOf(first).from - DAY,
      to: this.spanOf(first + length - 1).to + DAY,
    });
    const hours =
      this.hours.get(turn) ??
      intersect([this.spanOf(turn)], this.hoursOfAll, (_, __, common) => common);
    this.hours.set(turn, hours);
    return hours;
  }

  /** One turn more at either end: clocks that are set back show a time of before. */
  private turnsNear({ from, to }: Absence): readonly number[] {
    const { rotation, timeZone, first, length } = this.of;
    const turnAt = (at: Instant) => rotation.turnAt(wallTime(at, timeZone));
    const begin = Math.max(first, turnAt(from) - 1);
    const end = Math.min(first + length - 1, turnAt(to) + 1);
    return Array.from({ length: Math.max(0, end - begin + 1) }, (_, far) => begin + far);
  }
}

function earlier(a: Told, b: Told): number {
  return a.at - b.at || Number(a.isEnd) - Number(b.isEnd) || (a.absence.id < b.absence.id ? -1 : 1);
}
