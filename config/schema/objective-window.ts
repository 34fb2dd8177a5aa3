import type { z } from 'zod';
import type { Objective } from '#core/objective/objective.ts';
import { shortestWindow, type UnzonedWindow } from '#core/objective/period.ts';
import { formatDuration, parseDuration } from '#core/time/duration.ts';
import { DAY, type Duration, MINUTE } from '#core/time/instant.ts';
import { quoted, type Reading, textFormat } from './text-format.ts';

/** Windows of days: shorter ones have no budget to speak of, longer ones no memory. */
const SHORTEST = 7 * DAY;
const LONGEST = 90 * DAY;

const WINDOW = 'month, quarter, or 7d to 90d';

function readWindow(text: string): Reading<UnzonedWindow> {
  if (text === 'month' || text === 'quarter') {
    return { value: { kind: 'calendar', unit: text } };
  }
  const length = parseDuration(text);
  if (length === undefined || length % DAY !== 0) {
    return { wrong: `${quoted(text)} is no window`, hint: `write ${WINDOW}` };
  }
  if (length < SHORTEST || length > LONGEST) {
    const hint = 'at least 7d, since a bad hour must not be all of it, and at most 90d';
    return { wrong: `${quoted(text)} is out of range`, hint };
  }
  return { value: { kind: 'rolling', length } };
}

/** The window of an objective; the zone of a calendar is that of the document. */
export const window = textFormat({
  title: `a window: ${WINDOW}`,
  pattern: '^(month|quarter|([0-9]+w)?([0-9]+d)?)$',
  examples: ['30d', 'month', 'quarter'],
  read: readWindow,
});

const BUDGET = 'how long it may be bad, such as 1h per quarter';

/** How long it may be bad, with the window of that. */
export const budget = textFormat<{ readonly allowed: Duration; readonly window: UnzonedWindow }>({
  title: BUDGET,
  pattern: '^[0-9wdhms]+ per (month|quarter|[0-9wd]+)$',
  examples: ['1h per quarter', '45m per month', '2h per 90d'],
  read: (text) => {
    const [, time = '', per = ''] = /^(\S+) per (\S+)$/u.exec(text) ?? [];
    const allowed = parseDuration(time);
    if (allowed === undefined) {
      return { wrong: `${quoted(text)} is not ${BUDGET}`, hint: 'write 1h per quarter' };
    }
    const reading = readWindow(per);
    if (!('value' in reading)) {
      return reading;
    }
    const shortest = shortestWindow(reading.value);
    if (allowed < MINUTE || allowed >= shortest) {
      const hint = `at least 1m, and less than ${formatDuration(shortest)}`;
      return { wrong: `${quoted(text)}: the budget is out of range`, hint };
    }
    return { value: { allowed, window: reading.value } };
  },
});

/** What an objective promises, as written. */
export interface Promised {
  readonly target?: number | undefined;
  readonly budget?: z.output<typeof budget> | undefined;
  readonly window?: UnzonedWindow | undefined;
}

const DEFAULT_WINDOW: UnzonedWindow = { kind: 'rolling', length: 30 * DAY };

/** Returns the window as written, wherever it is. */
export function windowOf({ budget: written, window: given }: Promised): UnzonedWindow {
  return written?.window ?? given ?? DEFAULT_WINDOW;
}

export function goalOf({ target = 0, budget: written }: Promised): Objective['goal'] {
  return written === undefined
    ? { kind: 'target', share: target / 100 }
    : { kind: 'budget', allowed: written.allowed };
}
