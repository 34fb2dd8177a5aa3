import { afterAll, afterEach, expect } from '@jest/globals';
import { ANSWERS, type Answered } from '#http/answers.ts';

/*
 * Holds every answer that a function gives in any test against what its route promises, which the
 * document of the API is made of.
 */

let answered: Answered[] = [];
const hear = (message: unknown) => answered.push(message as Answered);

ANSWERS.subscribe(hear);

afterAll(() => ANSWERS.unsubscribe(hear));

afterEach(async () => {
  if (answered.length === 0) {
    return;
  }
  const { brokenPromise } = await import('../../tools/openapi/broken-promise.ts');
  const broken = answered.flatMap((one) => brokenPromise(one) ?? []);
  answered = [];
  expect([...new Set(broken)]).toEqual([]);
  // The contracts are loaded with the first answer, on a machine that may be busy.
}, 30_000);
