import type { Usage } from './usage.ts';

/** Counted usage of a deployment's flows. */
export interface Flows {
  /**
   * What the parts of a platform to which nobody sends anything do in ten minutes, and what is then
   * left in its tables.
   */
  readonly quiet: Readonly<Record<'clock' | 'auditor' | 'canary' | 'left', Usage>>;
  /** How many metrics it emits in each hour. */
  readonly quietMetrics: number;
  /** One daily audit. */
  readonly contacts: Usage;
  /**
   * What one gateway's beds, all well, use more in ten minutes; and without rules for monitors that
   * are silent.
   */
  readonly gateway: Usage;
  readonly gatewayUnwatched: Usage;
  /** What trends use more for the beds of one gateway, all well, in ten minutes. */
  readonly trends: Usage;
  /** What they use more for a breach of ten minutes. */
  readonly trendsOfBreach: Usage;
  /**
   * What a breach uses more, with all its pages, until it has ended: answered at once, or only in
   * the second step.
   */
  readonly answered: Usage;
  readonly unanswered: Usage;
  /**
   * What an incident that is over uses more in each ten minutes of its day and the next: the
   * auditor reads it.
   */
  readonly remembered: Usage;
  /**
   * One request of the stream, with subjects that are well and that no rule watches for silence.
   */
  readonly request: Usage;
}

/** Load on single resources, by name: writes of a table, calls of a queue, ms of a function. */
export type Loads = Readonly<Record<string, number>>;

/** Load that one of each puts on every resource. */
export interface CountedLoads {
  /** One request of the stream. */
  readonly request: Loads;
  /** A sample of a subject that is well, in a request of its own. */
  readonly sample: Loads;
  /**
   * A breach of a subject of its own, in a request of its own, from its sample until its pages have
   * left.
   */
  readonly alert: Loads;
}

/** How a deployment divides its quota of calls at once, and how many requests a second it takes. */
export interface Plan {
  readonly quota: number;
  /** What each function on the path of a sample may run at once. */
  readonly atOnce: Readonly<Record<'ingest' | 'incident' | 'page', number>>;
  readonly requestsPerSecond: number;
}

/** All that is counted of a deployment, for costs and limits. */
export interface Counted {
  readonly flows: Flows;
  /** Fixed usage of the stack in a month. */
  readonly stack: Usage;
  readonly loads: CountedLoads;
  readonly plan: Plan;
}
