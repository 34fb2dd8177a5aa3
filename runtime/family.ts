/** A metric family as Prometheus scrapes it: its values, distinguished by labels. */
export interface Family {
  /** The name; for a counter without the `_total` at its end, which each of its values has. */
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'summary';
  /** What it measures, in one sentence. */
  readonly help: string;
  readonly values: readonly FamilyValue[];
}

export interface FamilyValue {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
  /** For a summary: whether the value is the count or the sum. */
  readonly part?: 'count' | 'sum';
}
