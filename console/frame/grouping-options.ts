import { words } from '../words/index.ts';
import type { Option } from './choice.ts';
import { type Labelled, labelNames, labelPairs, SERVICE, UNGROUPED } from './grouping.ts';

/** So many values of labels are offered; others can be typed as words. */
const MOST_LABELS = 200;

/** What these can be grouped by. */
export function groupings(all: readonly Labelled[]): readonly Option[] {
  const w = words.value.now;
  return [
    { value: '', text: w.groupUsual },
    { value: UNGROUPED, text: w.groupNot },
    { value: SERVICE, text: w.service },
    ...labelNames(all).map((name) => ({ value: name, text: name })),
  ];
}

/** The labels by which these can be filtered; those that are chosen first. */
export function labelOptions(chosen: readonly string[], all: readonly Labelled[]) {
  return [...new Set([...chosen, ...labelPairs(all)])]
    .slice(0, MOST_LABELS)
    .map((value) => ({ id: value, name: value }));
}
