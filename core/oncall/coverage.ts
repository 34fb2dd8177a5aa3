import type { Instant } from '../time/instant.ts';
import { coalesce, type Interval, intersect, overlay, subtract } from '../time/interval.ts';
import type { Absence } from './absence.ts';
import { withoutAway } from './away.ts';
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
  return coatsOf(schedule, overrides, window).reduce<HeldSpan[]>(overlay, nobody);
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
type LayerTurn = Interval & Extract<Holder, { readonly by: 'layer' }> & { readonly rank: number };

/** Returns the turns of each layer by itself, within a window, one for each of its people. */
export function layerTurns(schedule: Schedule, window: Interval): readonly LayerTurn[] {
  return schedule.layers.flatMap((layer, index) =>
    withoutAway(layerSpans(layer, schedule, window), schedule.absences ?? []).flatMap(
      ({ holders: held, ...span }) =>
        held.map((holder) => ({ ...span, ...holder, rank: index + 1 })),
    ),
  );
}

/**
 * Returns the layers and the overrides, each with who would be on call by it alone: without those
 * who are away, and with those who stand in for others.
 */
function coatsOf(schedule: Schedule, overrides: readonly Override[], window: Interval) {
  const mine = overrides.filter((one) => one.schedule === schedule.id).sort(olderOverride);
  const madeAt = new Map(mine.map(({ id, createdAt }) => [id, createdAt]));
  const isHidden = (holder: Holder, { createdAt }: Absence) =>
    holder.by === 'layer' || (madeAt.get(holder.override) ?? 0) <= createdAt;
  const worn = (spans: readonly HeldSpan[], substitutes: readonly Override[]) =>
    withoutAway(substitutes.reduce(substitute, spans), schedule.absences ?? [], isHidden);
  const substitutes = mine.filter(({ instead }) => instead !== undefined);
  const whole = mine.filter(({ instead }) => instead === undefined);
  return [
    ...schedule.layers.map((layer) => worn(layerSpans(layer, schedule, window), substitutes)),
    ...whole.map((override) =>
      worn(
        overrideSpans(override, window),
        substitutes.filter((other) => olderOverride(override, other) < 0),
      ),
    ),
  ];
}

type LayerSpan = Interval & {
  readonly holders: readonly Extract<Holder, { readonly by: 'layer' }>[];
};

function layerSpans(layer: Layer, schedule: Schedule, window: Interval): LayerSpan[] {
  const timeZone = layer.timeZone ?? schedule.timeZone;
  return intersect(
    turns(layer, timeZone, window, schedule.absences),
    appliedHours(layer, timeZone, window),
    ({ people }, _, { from, to }) => ({
      from,
      to,
      holders: people.map((person) => ({ by: 'layer', person, layer: layer.name })),
    }),
  );
}

function overrideSpans(override: Override, window: Interval): HeldSpan[] {
  return intersect([override], [window], ({ person, id }, _, { from, to }) => ({
    from,
    to,
    holders: [{ by: 'override', person, override: id }],
  }));
}

/** Puts the person of an override in the place of the one whom it is for. */
function substitute(spans: readonly HeldSpan[], override: Override): readonly HeldSpan[] {
  const { from, to, person, instead, id } = override;
  return spans.flatMap((span) => {
    if (person === instead || !peopleOf(span).some((one) => one === instead)) {
      return [span];
    }
    const inside = intersect([span], [override], ({ holders: held }, _, common): HeldSpan => {
      const others = held.filter((holder) => holder.person !== person);
      const taken = others.map(
        (holder): Holder =>
          holder.person === instead ? { by: 'override', person, override: id } : holder,
      );
      return { ...common, holders: taken };
    });
    return [...inside, ...subtract([span], from < to ? [{ from, to }] : [])].sort(
      (a, b) => a.from - b.from,
    );
  });
}
