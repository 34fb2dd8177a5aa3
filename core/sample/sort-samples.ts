import { labelsKey } from './labels-key.ts';
import type { Sample } from './sample.ts';

/**
 * Sorts the samples of one subject by sample time, and separates exact duplicates. Their original
 * order makes no difference.
 */
export function sortSamples(samples: readonly Sample[]): {
  readonly samples: readonly Sample[];
  readonly duplicates: readonly Sample[];
} {
  if (isStrictlyInOrder(samples)) {
    return { samples, duplicates: [] };
  }
  const sorted = samples.toSorted(compare);
  const distinct: Sample[] = [];
  const duplicates: Sample[] = [];
  let previous: Sample | undefined;
  let seen: Set<string> | undefined;
  for (const sample of sorted) {
    // Samples that differ only in labels are adjacent; only among these must labels be compared.
    if (previous === undefined || compare(previous, sample) !== 0) {
      seen = undefined;
    } else {
      seen ??= new Set([labelsKey(previous.labels)]);
      const key = labelsKey(sample.labels);
      if (seen.has(key)) {
        duplicates.push(sample);
        continue;
      }
      seen.add(key);
    }
    previous = sample;
    distinct.push(sample);
  }
  return { samples: distinct, duplicates };
}

function isStrictlyInOrder(samples: readonly Sample[]): boolean {
  let previous: Sample | undefined;
  for (const sample of samples) {
    if (previous !== undefined && compare(previous, sample) >= 0) {
      return false;
    }
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

/** A revision comes after its sample. */
const RANKS = { corrected: 1, value_entered_in_error: 2, entered_in_error: 3 } as const;

function rank({ revision }: Sample): number {
  return revision === undefined ? 0 : RANKS[revision];
}

function byText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
