import { pairIn, pairsOf, wordsIn } from '../frame/matching.ts';
import type { Tile } from './board.ts';

/** Which subjects are shown. It stands in the address, so that a bookmark keeps it. */
export interface Filter {
  /** Words that all stand in the name, the services or the labels. */
  readonly words: string;
  readonly states: readonly string[];
  readonly service: string;
  /** Labels with their values, all of which it must have: `ward=east`. */
  readonly labels: readonly string[];
}

export function readFilter(query: URLSearchParams): Filter {
  return {
    words: query.get('words') ?? '',
    states: query.getAll('state'),
    service: query.get('service') ?? '',
    labels: query.getAll('label'),
  };
}

export function isEmpty({ words, states, service, labels }: Filter): boolean {
  return words === '' && states.length === 0 && service === '' && labels.length === 0;
}

export function matchesFilter({ words, states, service, labels }: Filter): (tile: Tile) => boolean {
  const wanted = wordsIn(words);
  const pairs = labels.map(pairIn);
  return (tile) =>
    (states.length === 0 || states.includes(tile.state)) &&
    (service === '' || tile.services.includes(service)) &&
    pairs.every(([name, value]) => tile.labels[name] === value) &&
    (wanted.length === 0 || holds(tile, wanted));
}

function holds(
  { subject, alias = '', services, labels }: Tile,
  wanted: readonly string[],
): boolean {
  const text = [subject, alias, ...services, ...pairsOf(labels)].join('\n').toLowerCase();
  return wanted.every((word) => text.includes(word));
}
