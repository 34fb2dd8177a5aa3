import { stopInWords } from './in-words.ts';
import type { TargetPath } from './resolve-targets.ts';
import type { StopName } from './stages.ts';

/** How the config led to the page of somebody. */
export interface EscalationPath extends TargetPath {
  readonly policy: string;
  readonly stop: StopName;
}

/** Describes the path: `step 1 of policy icu: schedule icu-nurses, layer nights`. */
export function describeEscalationPath({ policy, stop, schedule, layer }: EscalationPath): string {
  const where = `${stopInWords(stop)} of policy ${policy}`;
  if (schedule === undefined) {
    return `${where}, which names this person`;
  }
  const by = layer?.startsWith('layer ') ? layer : `layer ${layer}`;
  return `${where}: schedule ${schedule}, ${layer === undefined ? 'an override' : by}`;
}
