import type { Config } from '#core/team/config.ts';
import { proveReachability, reachedInWords } from '#core/team/reachability.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import { zonedTime } from '#core/time/zoned-time.ts';

const PROVEN = 366 * DAY;

/**
 * Returns the warning of `wardbell start` for a config with a gap. It starts all the same: a gap
 * next month must not prevent a restart at night.
 */
export function gapWarning(config: Config, file: string, now: Instant): string | undefined {
  const [gap] = proveReachability(config, now, now + PROVEN);
  if (gap === undefined) {
    return undefined;
  }
  const from = zonedTime(gap.from, config.timeZone);
  const to = zonedTime(gap.to, config.timeZone);
  return `BEWARE: service "${gap.service}" reaches ${reachedInWords(gap)} from ${from} to ${to}: ${gap.reason}.
"npx --no-install wardbell validate ${file}" shows every such time.
`;
}
