import { labelsKey } from './labels-key.ts';
import type { Sample } from './sample.ts';

/** The samples of one subject by sample time, exact duplicates taken out. The order in which they came makes no difference. */
export function inOrder(samples: readonly Sample[]): {
  readonly samples: readonly Sample[];
  readonly duplicates: number;
} {
  if (isStrictlyInOrder(samples)) return { samples, duplicates: 0 };
  const sorted = samples.toSorted(compare);
  const distinct: Sample[] = [];
  let previous: Sample | undefined;
  let seen: Set<string> | undefined;
  for (const sample of sorted) {
    // What is alike in all but its labels stands together; only there labels have to be looked at.
    if (previous === undefined || compare(previous, sample) !== 0) seen = undefined;
    else {
      seen ??= new Set([labelsKey(previous.labels)]);
      const key = labelsKey(sample.labels);
      if (seen.has(key)) continue;
      seen.add(key);
    }
    previous = sample;
    distinct.push(sample);
  }
  return { samples: distinct, duplicates: samples.length - distinct.length };
}

function isStrictlyInOrder(samples: readonly Sample[]): boolean {
  let previous: Sample | undefined;
  for (const sample of samples) {
    if (previous !== undefined && compare(previous, sample) >= 0) return false;
    previous = sample;
  }
  return true;
}

function compare(a: Sample, b: Sample): number {
  return (
    a.at - b.at ||
    byText(a.metric, b.metric) ||
    rank(a) - rank(b) ||
    a.value - b.value ||
    byText(a.unit ?? '', b.unit ?? '')
  );
}

/** What revises a sample comes after it. */
function rank({ revision }: Sample): number {
  if (revision === undefined) return 0;
  return revision === 'corrected' ? 1 : 2;
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
