/** A metric as Prometheus scrapes it: its values, told apart by labels. */
export interface Family {
  /** Of a counter without the `_total` at its end, which every value of it has. */
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'summary';
  /** What it says, in one sentence. */
  readonly help: string;
  readonly values: readonly FamilyValue[];
}

export interface FamilyValue {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
  /** Of a summary: how many values there were, or their sum. */
  readonly part?: 'count' | 'sum';
}
