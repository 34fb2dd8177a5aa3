import { fingerprint } from '../../alert/fingerprint.ts';
import type { ScoreRule } from '../../rule/score.ts';

const known = new WeakMap<ScoreRule['parameters'], string>();

/** Returns a name of a rule's bands, which is another one if a band is other values. */
export function tableId({ parameters }: ScoreRule): string {
  let id = known.get(parameters);
  if (id === undefined) {
    const bands = parameters.map(({ name, sources }) => [
      name,
      ...sources.map(({ metric, unit, decimals, upTo }) => [metric, unit, decimals, upTo]),
    ]);
    id = fingerprint([JSON.stringify(bands)]).slice(0, 8);
    known.set(parameters, id);
  }
  return id;
}
