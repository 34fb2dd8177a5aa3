import type { Page } from '#api/client/index.ts';

export type Status = Page['status'];

const OVER: readonly Status[] = ['sent', 'failed', 'withdrawn'];

/** Whether nothing more becomes of a page. */
export function isOver(status: Status): boolean {
  return OVER.includes(status);
}

/** Whether a page is still to be sent. */
export function isToCome(status: Status): boolean {
  return !isOver(status) && status !== 'handed_over';
}
