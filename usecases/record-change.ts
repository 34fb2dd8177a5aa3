import { CHANGE_RETENTION, type Change } from '#core/change/change.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

/** How many old changes a new one removes: their number decreases, and no request waits long. */
const SWEPT_AT_ONCE = 10;

/** Records a change, and removes some that are past their retention. */
export function recordChange({ controls }: Pick<Ports, 'controls'>) {
  return async (change: Change, now: Instant): Promise<void> => {
    await controls.putChange(change);
    const old = await controls.changes(0, now - CHANGE_RETENTION, SWEPT_AT_ONCE);
    await Promise.all(old.map(({ id }) => controls.removeChange(id)));
  };
}
