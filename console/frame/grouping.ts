import { pairsOf } from './matching.ts';

/** What can be grouped: it has labels. */
export interface Labelled {
  readonly labels: Readonly<Record<string, string>>;
}

/** Grouping by service is asked for by a name that no label has. */
export const SERVICE = '@service';

/** That nothing is grouped is asked for by this. */
export const UNGROUPED = 'none';

/** Names of labels that say where something is, the likeliest first. */
const PLACES = ['ward', 'unit', 'department', 'location', 'area', 'site', 'room'];

/** By what things are grouped: by a label that says where most of them are, or by service. */
export function usualGrouping(all: readonly Labelled[]): string {
  const isCommon = (name: string) =>
    2 * all.filter(({ labels }) => labels[name] !== undefined).length > all.length;
  return PLACES.find(isCommon) ?? SERVICE;
}

/** The names of all labels that these have. */
export function labelNames(all: readonly Labelled[]): readonly string[] {
  return [...new Set(all.flatMap(({ labels }) => Object.keys(labels)))].sort();
}

/** The labels that these have, with their values: `ward=east`. */
export function labelPairs(all: readonly Labelled[]): readonly string[] {
  return [...new Set(all.flatMap(({ labels }) => pairsOf(labels)))].sort();
}
