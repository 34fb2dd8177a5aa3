import { compileRules } from '#core/evaluation/rule-set.ts';
import { currentUnread, UNREAD_ITEM } from '#core/evaluation/unread-notes.ts';
import { configHash } from '#core/team/applied-config.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

export type ListedUnread = ReturnType<typeof currentUnread>['series'][number];

/** Lists what was sent lately and is read by no rule, although one seems meant to. */
export function listUnread({ subjects }: Pick<Ports, 'subjects'>, config: Config) {
  const rules = compileRules(config);
  return async (now: Instant): Promise<ReturnType<typeof currentUnread>> => {
    const stored = (await subjects.load([UNREAD_ITEM])).get(UNREAD_ITEM);
    return currentUnread(stored, configHash(config), rules, now);
  };
}
