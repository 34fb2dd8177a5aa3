import type { Recurs } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { At, duration } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { choiceOf } from './recurrence.ts';

const MINUTE = 60_000;

/** The next times of what recurs, in order. */
export function NextTimes({ times }: { readonly times: Recurs['occurrences'] }) {
  const w = words.value;
  const rows = times.map(
    ({ startsAt, endsAt }) =>
      html`<li><${At} at=${startsAt} /> ${w.now.until} <${At} at=${endsAt} /></li>`,
  );
  return html`<details class="small">
    <summary>${w.silences.nextTimes(times.length)}</summary>
    <ol>
      ${rows}
    </ol>
  </details>`;
}

/** How often something comes that was set, in words where there are any. */
function oftenText({ cron, rrule = '' }: Pick<Recurs, 'cron' | 'rrule'>) {
  const known = choiceOf(rrule);
  return known === undefined ? (cron ?? rrule) : words.value.silences.often[known];
}

/** How often it comes, for how long each time, and until when. */
export function OftenText({ recurs }: { readonly recurs: Recurs }) {
  const { minutes, until, timeZone } = recurs;
  const w = words.value.silences;
  return html`<p class="small">
    <bdi>${oftenText(recurs)}</bdi>, ${w.forEach(duration(minutes * MINUTE))} (${timeZone})
    ${until !== undefined && html`, ${w.lastBefore} <${At} at=${until} />`}
  </p>`;
}
