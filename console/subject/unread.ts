import type { Subject, UnreadSeries } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { words } from '../words/index.ts';

/** What it sends and no rule reads, and what others do: not every sender is known. */
export function Unread({ subject: { unread, unreadOfOthers } }: { readonly subject: Subject }) {
  const w = words.value.subject;
  return html`${
    unread.length > 0 &&
    html`<h2>${w.unread} (${unread.length})</h2>
        <${List} unread=${unread} />`
  }
    ${
      unreadOfOthers.length > 0 &&
      html`<details>
        <summary>${w.unreadOfOthers} (${unreadOfOthers.length})</summary>
        <${List} unread=${unreadOfOthers} />
      </details>`
    }`;
}

function List({ unread }: { readonly unread: readonly UnreadSeries[] }) {
  return html`<ul class="listed">
    ${unread.map(
      ({ metric, unit = '', why, heardAt }) => html`<li>
        <p><strong><${Theirs} text=${`${metric} ${unit}`.trim()} /></strong>: <${Theirs} text=${why} /></p>
        <p class="small">${words.value.subject.sent} <${Since} at=${heardAt} /></p>
      </li>`,
    )}
  </ul>`;
}
