import type { Instant } from '../time/instant.ts';
import { coalesce, type Interval, intersect, overlay } from '../time/interval.ts';
import { appliedHours } from './hours.ts';
import { type Layer, type Override, olderOverride, type Schedule } from './schedule.ts';
import { turns } from './turns.ts';

/** A person who is on call, and the layer or override because of which they are. */
export type Holder =
  | { readonly by: 'override'; readonly person: string; readonly override: string }
  | { readonly by: 'layer'; readonly person: string; readonly layer: string };

/** A span during which the same people are on call for the same reasons; none: nobody is. */
export interface HeldSpan extends Interval {
  readonly holders: readonly Holder[];
}

/** A span during which the same people are on call; none: nobody is. */
export interface Span extends Interval {
  readonly people: readonly string[];
}

/** Somebody who is on call, or that nobody is. */
export type HolderOrGap = Holder | { readonly by: 'nobody'; readonly person?: never };

/**
 * Returns who is on call from `from` to `to`: contiguous spans, each with other people than the one
 * before.
 */
export function coverage(
  schedule: Schedule,
  overrides: readonly Override[],
  from: Instant,
  to: Instant,
): readonly Span[] {
  const spans = holders(schedule, overrides, { from, to }).map((held) => ({
    from: held.from,
    to: held.to,
    people: peopleOf(held),
  }));
  return coalesce(spans, (a, b) =>
    isSameCrew(a.people, b.people) ? { ...a, to: b.to } : undefined,
  );
}

/**
 * As `coverage`, with the layer or override of each: the layers in order, each over those before,
 * and the overrides over all, the newest on top.
 */
export function holders(
  schedule: Schedule,
  overrides: readonly Override[],
  window: Interval,
): readonly HeldSpan[] {
  if (window.from >= window.to) {
    return [];
  }
  const nobody: HeldSpan[] = [{ ...window, holders: [] }];
  const coats = [
    ...schedule.layers.map((layer) => layerCoat(layer, schedule.timeZone, window)),
    ...overrideCoats(schedule.id, overrides, window),
  ];
  return coats.reduce<HeldSpan[]>(overlay, nobody);
}

/** Returns each of some holders, or that there is none. */
export function eachOrGap(held: readonly Holder[]): readonly HolderOrGap[] {
  return held.length === 0 ? [{ by: 'nobody' }] : held;
}

export function peopleOf({ holders: held }: Pick<HeldSpan, 'holders'>): readonly string[] {
  return held.map(({ person }) => person);
}

/** Whether two lists have the same people, in whatever order. */
export function isSameCrew(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((person) => others.includes(person));
}

/**
 * What somebody has of a turn of a layer by itself, also where something lies over it, and the
 * place of the layer among those of its schedule, from 1: the higher wins.
 */
export type LayerTurn = Interval &
  Extract<Holder, { readonly by: 'layer' }> & { readonly rank: number };

/** Returns the turns of each layer by itself, within a window, one for each of its people. */
export function layerTurns(schedule: Schedule, window: Interval): readonly LayerTurn[] {
  return schedule.layers.flatMap((layer, index) =>
    layerSpans(layer, schedule.timeZone, window).flatMap(({ people, ...span }) =>
      people.map((person) => ({
        ...span,
        by: 'layer' as const,
        person,
        layer: layer.name,
        rank: index + 1,
      })),
    ),
  );
}

function layerCoat(layer: Layer, timeZone: string, window: Interval): HeldSpan[] {
  return layerSpans(layer, timeZone, window).map(({ people, from, to }) => ({
    from,
    to,
    holders: people.map((person) => ({ by: 'layer', person, layer: layer.name })),
  }));
}

function layerSpans(layer: Layer, ofSchedule: string, window: Interval): Span[] {
  const timeZone = layer.timeZone ?? ofSchedule;
  return intersect(
    turns(layer, timeZone, window),
    appliedHours(layer, timeZone, window),
    ({ people }, _, common) => ({ ...common, people }),
  );
}

function overrideCoats(
  schedule: string,
  overrides: readonly Override[],
  window: Interval,
): HeldSpan[][] {
  return overrides
    .filter((override) => override.schedule === schedule)
    .sort(olderOverride)
    .map((override) =>
      intersect([override], [window], ({ person, id }, _, common) => ({
        ...common,
        holders: [{ by: 'override', person, override: id }],
      })),
    );
}
