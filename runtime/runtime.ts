import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import type { Family } from './family.ts';
import type { Log } from './log.ts';
import type { Measure } from './measure.ts';

/** The ports of functions that publish nothing. */
export type StorePorts = Omit<Ports, 'publisher'>;

/** Everything that a handler needs; the same on AWS, on one machine and in tests. */
export interface Runtime {
  readonly ports: StorePorts;
  readonly config: Config;
  /**
   * The version of Wardbell.
   * @default 'unknown'
   */
  readonly version?: string;
  /** The base of the links in pages, without a trailing slash. */
  readonly publicUrl: string;
  readonly clock: () => Instant;
  readonly log: Log;
  readonly measure: Measure;
  /**
   * Why nothing can be stored now, in words that anybody may read.
   * @default unknown: whoever stores something will see
   */
  readonly storeFault?: () => Promise<string | undefined>;
  /**
   * What this process has counted, where it is the whole platform.
   * @default nothing: one instance of many would tell a part of it
   */
  readonly counters?: () => readonly Family[];
  /**
   * Whether it shows what phones and mailboxes receive, as a platform of one machine does.
   * @default false
   */
  readonly showsPhones?: true;
}

/** The runtime of a handler that publishes to the responders' topics. */
export interface PublishingRuntime extends Runtime {
  readonly ports: Ports;
}
