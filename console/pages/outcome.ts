import { html } from '../frame/html.ts';
import { words } from '../words/index.ts';
import type { Status } from './status.ts';

const CHECK = 'M1 9l2-2 4 3 6-8 2 2-8 10z';
const CROSS = 'M3 1l5 5 5-5 2 2-5 5 5 5-2 2-5-5-5 5-2-2 5-5-5-5z';
const BAR = 'M1 6h14v4H1z';
const RING = 'M8 1a7 7 0 1 0 .01 0zm0 3a4 4 0 1 1-.01 0z';

/** What became of pages differs by word and by shape; what is not over yet is a ring. */
const SHAPES: Readonly<Record<Status, string>> = {
  planned: RING,
  handed_over: RING,
  waiting: RING,
  retrying: RING,
  sent: CHECK,
  failed: CROSS,
  withdrawn: BAR,
};

/** What became of a page. */
export function Outcome({ status }: { readonly status: Status }) {
  return html`<strong class=${`became ${status}`}>
    <svg aria-hidden="true" viewBox="0 0 16 16"><path d=${SHAPES[status]} /></svg>
    ${words.value.incident.pageStatus[status]}
  </strong>`;
}
