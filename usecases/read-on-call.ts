import { turnsBetween } from '#core/escalation/turns-between.ts';
import { countDisturbances, type DutyTally, dutyTimes } from '#core/report/duty-tally.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import {
  countBackwards,
  MOST_LOOKED_AT,
  pagesBetween,
  type ReportSpan,
} from './count-backwards.ts';
import { currentRota } from './current-rota.ts';
import type { Ports } from './ports.ts';
import { ENDED_KEPT } from './sweep-controls.ts';

export interface OnCallPart {
  readonly tally: DutyTally;
  /** From when on times on call are told; absent if of none of the part. */
  readonly hoursFrom?: Instant;
  /** The tally is of what came from then on; absent if it is of the whole span. */
  readonly next?: Instant;
}

/**
 * Counts whom pages of a span went to, from its end backwards, as far as one call can, and for how
 * long people were on call meanwhile: by the schedules as they are now, and as far back as all
 * overrides, covers and swaps are kept.
 *
 * @param most how many pages one call looks at
 */
export function readOnCall(
  ports: Pick<Ports, 'pages' | 'controls'>,
  config: Config,
  most = MOST_LOOKED_AT,
) {
  const { timeZone } = config;
  return async (span: ReportSpan, now: Instant): Promise<OnCallPart> => {
    const count = countDisturbances(timeZone);
    const next = await countBackwards(span, {
      events: (from, before) => pagesBetween(ports, from, before),
      take({ page }) {
        if (page.status === 'sent') {
          count.page(page.order);
        }
        return 1;
      },
      most,
      seam: 1,
    });
    const kept = now - Math.min(ENDED_KEPT.overrides, ENDED_KEPT.exchanges);
    const window = { from: Math.max(next ?? span.from, kept), to: Math.min(span.before, now) };
    const isKnown = window.from < window.to;
    return {
      tally: { pages: count.pages(), schedules: isKnown ? await timesIn(window) : {} },
      ...(isKnown && { hoursFrom: window.from }),
      ...(next !== undefined && { next }),
    };
  };

  async function timesIn(window: { readonly from: Instant; readonly to: Instant }) {
    const rota = await currentRota(ports, config);
    const times = Object.values(rota.config.schedules).map((schedule) => {
      const spans = turnsBetween(schedule, rota.overrides, rota.config, window);
      return [schedule.id, dutyTimes(spans, timeZone, window)] as const;
    });
    return Object.fromEntries(times);
  }
}
