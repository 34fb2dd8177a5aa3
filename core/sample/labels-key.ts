import type { Labels } from './sample.ts';

/**
 * Names and values of labels in the order of the names: the same series always gives the same list.
 */
export function sortedLabels(labels: Labels): readonly string[] {
  const names = Object.keys(labels);
  if (names.length > 1) {
    names.sort((a, b) => (a < b ? -1 : 1));
  }
  const list: string[] = [];
  for (const name of names) {
    list.push(name, labels[name] ?? '');
  }
  return list;
}

/** One text for one set of labels, whatever their order. */
export function labelsKey(labels: Labels): string {
  for (const _ in labels) {
    return JSON.stringify(sortedLabels(labels));
  }
  return '[]';
}
