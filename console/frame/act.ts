import { signal } from '@preact/signals';
import { tell } from './announce.ts';
import { textOf } from './api.ts';

/** What is under way, by a name of the caller's, so that nothing is asked twice by two taps. */
const underWay = signal<ReadonlySet<string>>(new Set());

export function isUnderWay(name: string): boolean {
  return underWay.value.has(name);
}

/**
 * Does something that the reader asked for, and tells what came of it. Resolves whether it was
 * done. While it is under way under this name it is not begun again.
 */
export async function perform(
  name: string,
  act: () => Promise<unknown>,
  done: string | ((answer: never) => string),
): Promise<boolean> {
  if (underWay.peek().has(name)) {
    return false;
  }
  underWay.value = new Set([...underWay.peek(), name]);
  try {
    const answer = await act();
    tell('done', typeof done === 'string' ? done : done(answer as never));
    return true;
  } catch (error) {
    tell('refused', textOf(error));
    return false;
  } finally {
    underWay.value = new Set([...underWay.peek()].filter((one) => one !== name));
  }
}
