import { useSignal } from '@preact/signals';
import type { IncidentSummary } from '#api/client/index.ts';
import { Dialog } from '../frame/dialog.ts';
import { html } from '../frame/html.ts';
import { Badge, Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';
import { acknowledgeAll } from './acknowledge.ts';
import { whereOf } from './names.ts';

/**
 * Asks before several are acknowledged at once: it lists them, and the button that does it stands
 * behind the last, so that nobody reaches it before they were read out. What comes meanwhile is not
 * among them.
 */
export function Several({
  incidents,
  onClose,
}: {
  readonly incidents: readonly IncidentSummary[];
  readonly onClose: () => void;
}) {
  const w = words.value.now;
  const isUnderWay = useSignal(false);
  // Those that are listed when it is asked are those that are taken.
  const { value: these } = useSignal(incidents);
  const take = async () => {
    if (!isUnderWay.value) {
      isUnderWay.value = true;
      await acknowledgeAll(these);
      onClose();
    }
  };
  return html`<${Dialog} title=${w.askThese(these.length)} onClose=${onClose}>
    <p>${w.responsibility}</p>
    <ul class="listed">
      ${these.map(
        (one) => html`<li>
          <${Badge} severity=${one.severity} /> <strong><${Theirs} text=${whereOf(one)} /></strong>${', '}
          <${Theirs} text=${one.title} />
        </li>`,
      )}
    </ul>
    <button class="main" aria-busy=${isUnderWay} onClick=${take}>${w.takeThese(these.length)}</button>
    <button onClick=${onClose}>${w.acknowledgeNone}</button>
  <//>`;
}
