import type { Labels } from './sample.ts';

/** Returns names and values of labels sorted by name: always the same list for the same series. */
export function sortedLabels(labels: Labels): readonly string[] {
  const names = Object.keys(labels);
  // Prometheus sends them sorted.
  if (!isSorted(names)) {
    names.sort((a, b) => (a < b ? -1 : 1));
  }
  const list: string[] = [];
  for (const name of names) {
    list.push(name, labels[name] ?? '');
  }
  return list;
}

function isSorted(names: readonly string[]): boolean {
  for (let i = 1; i < names.length; i++) {
    if (String(names[i - 1]) > String(names[i])) {
      return false;
    }
  }
  return true;
}

/** Returns the labels of which `labelsKey` made a text. */
export function labelsOfKey(key: string): Labels {
  const list: readonly string[] = JSON.parse(key);
  const pairs = list.flatMap((name, i) => (i % 2 === 0 ? [[name, list[i + 1] ?? '']] : []));
  return Object.fromEntries(pairs);
}

/** Returns one text for one set of labels, whatever their order. */
export function labelsKey(labels: Labels): string {
  for (const _ in labels) {
    return JSON.stringify(sortedLabels(labels));
  }
  return '[]';
}
