import type { HttpAnswer } from '#http/http.ts';
import { problem } from '#http/problem.ts';

/** The answer if the given name is what pages call several subjects. */
export function ambiguousSubject(asked: string, subjects: readonly string[]): HttpAnswer {
  const all = subjects.map((subject) => `"${subject}"`).join(' and ');
  return problem('refused', `${asked} stands for ${all}: say which.`);
}
