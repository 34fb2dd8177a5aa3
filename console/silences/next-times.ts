import type { Recurs } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { At, duration } from '../frame/time.ts';
import { words } from '../words/index.ts';

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

/** How often it comes, for how long each time, and until when. */
export function OftenText({
  often,
  recurs: { minutes, until, timeZone },
}: {
  readonly often: string;
  readonly recurs: Recurs;
}) {
  const w = words.value.silences;
  return html`<p class="small">
    <bdi>${often}</bdi>, ${w.forEach(duration(minutes * MINUTE))} (${timeZone})
    ${until !== undefined && html`, ${w.lastBefore} <${At} at=${until} />`}
  </p>`;
}
