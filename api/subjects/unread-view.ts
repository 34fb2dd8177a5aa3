import { isoTime } from '#core/time/wall-clock.ts';
import type { ListedUnread } from '#usecases/list-unread.ts';
import type { UnreadView } from './subjects.contract.ts';

/** What is sent and read by no rule, as the API shows it. `more`: other subjects send it too. */
export function unreadView({
  metric,
  unit,
  why,
  heardAt,
  subjects,
  more,
}: ListedUnread): UnreadView {
  return {
    metric,
    ...(unit !== undefined && { unit }),
    why,
    heardAt: isoTime(heardAt),
    subjects: Object.keys(subjects),
    ...(more !== undefined && { more }),
  };
}
