import { type Figures, figuresOf } from './figures.ts';
import { addTallies, EMPTY_TALLY, type Tally } from './tally.ts';

/** A part of a report, as the API tells it; moments are ISO 8601. */
export interface BurdenPart {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly tally: Tally;
}

export interface WholeBurden extends BurdenPart {
  readonly figures: Figures;
}

/** Returns the parts of a report, of which the newest is first, as one. */
export function wholeBurden(parts: readonly [BurdenPart, ...BurdenPart[]]): WholeBurden {
  const [{ to, zone }] = parts;
  const { from } = parts.at(-1) ?? parts[0];
  const tally = parts.map((part) => part.tally).reduce(addTallies, EMPTY_TALLY);
  const figures = figuresOf(tally, { from: Date.parse(from), to: Date.parse(to) });
  return { from, to, zone, tally, figures };
}
