import { useRef } from 'preact/hooks';
import { type Content, html } from './html.ts';

/**
 * A form behind its name. It is open where something of it is filled in, and from then on until the
 * reader closes it: whoever takes the last letter out again goes on typing.
 */
export function Folded({
  called,
  isUsed,
  children,
}: {
  readonly called: string;
  readonly isUsed: boolean;
  readonly children: Content;
}) {
  const wasUsed = useRef(false);
  wasUsed.current ||= isUsed;
  return html`<details class="filter" open=${wasUsed.current}>
    <summary>${called}</summary>
    ${children}
  </details>`;
}
