import type { Counted } from '../write-results.ts';

/**
 * Runs steps in order, prints each with how long it took, and stops at the first that fails: the
 * later ones build on it.
 */
export async function inOrder(steps: readonly Step[]): Promise<Counted> {
  let passed = 0;
  for (const [name, act] of steps) {
    const begun = performance.now();
    try {
      const note = await act();
      passed += 1;
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      console.log(`  ok    ${name} (${seconds} s${typeof note !== 'string' ? '' : `; ${note}`})`);
    } catch (error) {
      console.log(`  FAIL  ${name}\n${error instanceof Error ? error.stack : error}`);
      return { passed, failed: 1 };
    }
  }
  return { passed, failed: 0 };
}

/** A step: its name and its action, whose returned text is printed beside it. */
export type Step = readonly [name: string, act: () => Promise<unknown>];
