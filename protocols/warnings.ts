import type { Unread } from '#core/evaluation/unread.ts';

/** The warning for a sender whose samples no rule reads; undefined if each was read. */
export function unreadWarning({ count, examples }: Unread): string | undefined {
  if (count === 0) {
    return undefined;
  }
  const samples = count === 1 ? '1 sample is' : `${count} samples are`;
  return `${samples} read by no rule, e.g. ${examples.join('; ')}`;
}
