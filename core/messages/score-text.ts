import type { AlertScore } from '../alert/alert.ts';

/** Names the parameters of a score that have points: `for resp_rate 3, heart_rate 2`. */
export function pointsText({ parameters }: AlertScore): string {
  const scoring = parameters.filter(({ points = 0 }) => points > 0);
  return `for ${scoring.map(({ name, points }) => `${name} ${points}`).join(', ')}`;
}
