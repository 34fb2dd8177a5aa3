import type { Instant } from '../time/instant.ts';
import { coalesce, type Interval, intersect, overlay } from '../time/interval.ts';
import { openHours } from './hours.ts';
import { type Layer, type Override, olderOverride, type Schedule } from './schedule.ts';
import { turns } from './turns.ts';

/** The person who holds a schedule, and the layer or override because of which they do. */
export type Holder =
  | { readonly by: 'override'; readonly person: string; readonly override: string }
  | { readonly by: 'layer'; readonly person: string; readonly layer: string }
  | { readonly by: 'nobody'; readonly person?: never };

/** A span during which the same person, or nobody, is on call. */
export interface Span extends Interval {
  readonly person?: string;
}

/**
 * Returns who is on call from `from` to `to`: contiguous spans, each with another person than the
 * one before.
 */
export function coverage(
  schedule: Schedule,
  overrides: readonly Override[],
  from: Instant,
  to: Instant,
): readonly Span[] {
  const spans = holders(schedule, overrides, { from, to }).map(
    (held): Span => ({
      from: held.from,
      to: held.to,
      ...(held.person !== undefined && { person: held.person }),
    }),
  );
  return coalesce(spans, (a, b) => (a.person === b.person ? { ...a, to: b.to } : undefined));
}

/**
 * As `coverage`, with the layer or override of each: the layers in order, each over those before,
 * and the overrides over all, the newest on top.
 */
export function holders(
  schedule: Schedule,
  overrides: readonly Override[],
  window: Interval,
): readonly (Interval & Holder)[] {
  if (window.from >= window.to) {
    return [];
  }
  const nobody: (Interval & Holder)[] = [{ ...window, by: 'nobody' }];
  const coats = [
    ...schedule.layers.map((layer) => layerCoat(layer, schedule.timeZone, window)),
    ...overrideCoats(schedule.id, overrides, window),
  ];
  return coats.reduce<(Interval & Holder)[]>(overlay, nobody);
}

type LayerSpan = Interval & Extract<Holder, { readonly by: 'layer' }>;

/**
 * A turn of a layer by itself, also where something lies over it, and the place of the layer among
 * those of its schedule, from 1: the higher wins.
 */
export type LayerTurn = LayerSpan & { readonly rank: number };

/** Returns the turns of each layer by itself, within a window. */
export function layerTurns(schedule: Schedule, window: Interval): readonly LayerTurn[] {
  return schedule.layers.flatMap((layer, index) =>
    layerCoat(layer, schedule.timeZone, window).map((span) => ({ ...span, rank: index + 1 })),
  );
}

function layerCoat(layer: Layer, timeZone: string, window: Interval): LayerSpan[] {
  return intersect(
    turns(layer, timeZone, window),
    openHours(layer.restrictions, timeZone, window),
    ({ person }, _, common) => ({ ...common, by: 'layer', person, layer: layer.name }),
  );
}

function overrideCoats(
  schedule: string,
  overrides: readonly Override[],
  window: Interval,
): (Interval & Holder)[][] {
  return overrides
    .filter((override) => override.schedule === schedule)
    .sort(olderOverride)
    .map((override) =>
      intersect([override], [window], ({ person, id }, _, common) => ({
        ...common,
        by: 'override',
        person,
        override: id,
      })),
    );
}
