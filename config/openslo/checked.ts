import { NO_NAMES } from '../schema/names.ts';
import { objective } from '../schema/objective.ts';
import { Cannot } from './cannot.ts';
import type { Translated } from './translate.ts';

/**
 * Returns what our config takes of an SLO; throws `Cannot` with its reasons where it does not, such
 * as of a pair that can never alert. Whether the config has the service is seen there.
 */
export function checked({ comments, slo }: Translated): Translated {
  const names = { ...NO_NAMES, services: [String(slo['service'])] };
  const { error } = objective(names).safeParse(slo);
  if (error !== undefined) {
    const reasons = error.issues.map((issue) => {
      const hint = 'params' in issue ? issue.params?.['hint'] : undefined;
      const place = issue.path.join('.');
      return `${place}: ${issue.message}${hint === undefined ? '' : ` (${hint})`}`;
    });
    throw new Cannot(`our config does not take it: ${reasons.join('; ')}`);
  }
  return { comments, slo };
}
