import type { Span } from './days.ts';
import type { Shift, Taken } from './shift.ts';

/** Where a bar lies in a strip, in percent of its length. */
export interface Placed {
  readonly left: string;
  readonly width: string;
}

export function overlaps(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to;
}

/** The part of a span that lies within another. */
export function within(one: Span, other: Span): Span {
  return { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
}

/** A strip is as long as its days are: one of 23 hours is shorter than the others. */
export function placeIn(strip: Span, one: Span): Placed {
  const { from, to } = within(one, strip);
  const length = strip.to - strip.from;
  const percent = (part: number) => `${(100 * part) / length}%`;
  return { left: percent(from - strip.from), width: percent(to - from) };
}

/** A layer of a schedule that has turns, the one that wins first. */
export interface LayerLane {
  readonly rank: number;
  readonly name: string;
  readonly shifts: readonly Shift[];
}

export function layerLanes(shifts: readonly Shift[]): readonly LayerLane[] {
  return [...Map.groupBy(shifts, ({ rank = 0 }) => rank)]
    .map(([rank, those]) => ({ rank, name: those[0]?.layer ?? '', shifts: those }))
    .sort((a, b) => b.rank - a.rank);
}

/** Turns in lanes, so that those of people who are on call together lie below each other. */
export function abreast(shifts: readonly Shift[]): readonly (readonly Shift[])[] {
  const lanes: Shift[][] = [];
  for (const one of shifts) {
    const free = lanes.findIndex((lane) => !lane.some((other) => overlaps(one, other)));
    const place = free === -1 ? lanes.length : free;
    lanes[place] = [...(lanes[place] ?? []), one];
  }
  return lanes;
}

/** Overrides in lanes: each below all newer ones that overlap it, which win over it. */
export function overrideLanes(overrides: readonly Taken[]): readonly (readonly Taken[])[] {
  const lanes: Taken[][] = [];
  for (const one of [...overrides].sort(newest)) {
    const below = lanes.findLastIndex((lane) => lane.some((other) => overlaps(one, other))) + 1;
    lanes[below] = [...(lanes[below] ?? []), one];
  }
  return lanes.map((lane) => lane.sort((a, b) => a.from - b.from));
}

/** As the platform has it: of two that overlap the newer wins. */
function newest(a: Taken, b: Taken): number {
  return b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
}

/** The span from one moment to another, whichever is the earlier, whole hours of a strip. */
export function hoursBetween(strip: Span, one: number, other: number): Span {
  const hour = (moment: number) => Math.floor((moment - strip.from) / HOUR);
  const [first, last] = [hour(Math.min(one, other)), hour(Math.max(one, other))];
  return within({ from: strip.from + first * HOUR, to: strip.from + (last + 1) * HOUR }, strip);
}

const HOUR = 3_600_000;
