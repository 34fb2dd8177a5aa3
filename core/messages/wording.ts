import type { Config } from '../team/config.ts';
import type { Instant } from '../time/instant.ts';
import type { CodeOf } from './subject-code.ts';

/** What texts for a person depend on, beside the incident that they are about. */
export interface Wording {
  readonly config: Config;
  readonly codeOf: CodeOf;
  readonly now: Instant;
}
