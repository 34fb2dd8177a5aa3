import type { Slo, SloDetails } from '#api/client/index.ts';
import { formatDuration } from '#core/time/duration.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { shownTime } from './clocks.ts';
import { percent } from './percent.ts';

/** A length of time, to a second where it is a minute or more: `43m12s`. */
export function lengthText(seconds: number): string {
  const time = seconds * SECOND;
  return formatDuration(time < MINUTE ? time : Math.round(time / SECOND) * SECOND);
}

/** How much of what is allowed was spent. */
export function spentText({ spentSeconds, allowedSeconds }: Spent): string {
  return `${lengthText(spentSeconds)} of ${lengthText(allowedSeconds)}`;
}

type Spent = Pick<Slo, 'spentSeconds' | 'allowedSeconds'>;

type SpentBy = Pick<SloDetails, 'spentBy' | 'unattributedSeconds' | 'allowedSeconds'>;

/** Which incidents spent a budget, the most first; what none of them did comes last. */
export function spentRows(
  { spentBy, unattributedSeconds: rest, allowedSeconds }: SpentBy,
  zone: string,
): readonly (readonly string[])[] {
  const rows = spentBy.map((one) => [
    one.incident,
    one.openedAt === undefined ? '' : shownTime(one.openedAt, zone),
    lengthText(one.spentSeconds),
    percent(one.share),
    one.title ?? 'no longer kept',
  ]);
  const share = allowedSeconds === 0 ? 0 : rest / allowedSeconds;
  const nobody = ['', '', lengthText(rest), percent(share), 'by no incident'];
  return rest > 0 || rows.length === 0 ? [...rows, nobody] : rows;
}
