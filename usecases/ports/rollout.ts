import type { DeadLetterCount } from '#core/health/check-report.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { IncidentMessage, PageMessage } from './messages.ts';

/** The deployments by which new versions of functions take over. */
export interface Deployments {
  /** Returns the version that is to take over. */
  candidate(deployment: string): Promise<Candidate>;
  /** Reports whether the version may take over; the deployment waits for that. */
  judge(deployment: string, hook: string, passed: boolean): Promise<void>;
}

/** A version of a function that is to take over. */
export interface Candidate {
  readonly functionName: string;
  readonly version: string;
  /** Whether this is a rollback to what was live before. */
  readonly isRollback: boolean;
}

/** Single versions of functions. */
export interface Versions {
  /** Calls one version and returns its answer. Throws its own error message if it failed. */
  call(functionName: string, version: string, event: object): Promise<unknown>;
}

/** Posts samples to the platform as any agent does; throws if they are not accepted. */
export type PostSamples = (samples: readonly Sample[]) => Promise<void>;

/**
 * Calls the new version of a function with its input. Rejects with the reason if it did not accept
 * it.
 */
export type NewVersion =
  | { readonly name: 'ingest'; readonly hand: PostSamples }
  | { readonly name: 'incident'; readonly hand: Hand<IncidentMessage> }
  | { readonly name: 'page'; readonly hand: Hand<PageMessage> };

export type Hand<Message> = (messages: readonly Message[]) => Promise<void>;

/** The dead-letter queues. */
export interface DeadLetters {
  /** Returns the number of messages in each dead-letter queue; the count may lag a little. */
  count(): Promise<readonly DeadLetterCount[]>;
}
