import { type Figures, figuresOf } from './figures.ts';
import { addTallies, type Tally } from './tally.ts';

/** A part of a report, as the API tells it; moments are ISO 8601. */
interface Part<Counted> {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly tally: Counted;
}

export interface WholeBurden extends Part<Tally> {
  readonly figures: Figures;
}

/** Returns the parts of a report, of which the newest is first, as one; `add` adds two tallies. */
export function wholeOf<Counted>(
  parts: readonly [Part<Counted>, ...Part<Counted>[]],
  add: (newer: Counted, older: Counted) => Counted,
): Part<Counted> {
  const [{ to, zone }] = parts;
  const { from } = parts.at(-1) ?? parts[0];
  return { from, to, zone, tally: parts.map(({ tally }) => tally).reduce(add) };
}

/** Returns the parts of the report of the burden of alarms, the newest first, as one. */
export function wholeBurden(parts: readonly [Part<Tally>, ...Part<Tally>[]]): WholeBurden {
  const whole = wholeOf(parts, addTallies);
  const span = { from: Date.parse(whole.from), to: Date.parse(whole.to) };
  return { ...whole, figures: figuresOf(whole.tally, span) };
}
