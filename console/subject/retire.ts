import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { Dialog } from '../frame/dialog.ts';
import { html } from '../frame/html.ts';
import { go, hrefOf } from '../frame/router.ts';
import { Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';

/** Asks before a subject is forgotten: its alerts end, and nobody misses it any more. */
export function RetireDialog({
  subject,
  alerts,
  onClose,
}: {
  readonly subject: string;
  /** How many of its alerts fire. */
  readonly alerts: number;
  readonly onClose: () => void;
}) {
  const w = words.value.subject;
  const retire = async () => {
    const done = (answer: { readonly alerts: number }) => w.retired(subject, answer.alerts);
    if (await perform('retire', () => api.retireSubject({ path: { subject } }), done)) {
      go(hrefOf('subjects'));
    }
  };
  return html`<${Dialog} title=${w.retireAsk} onClose=${onClose}>
    <p><strong><${Theirs} text=${subject} /></strong></p>
    <p>${w.retireHint}</p>
    ${alerts > 0 && html`<p><strong>${w.retireEnds(alerts)}</strong></p>`}
    <button class="main" aria-busy=${isUnderWay('retire')} onClick=${retire}>${w.retireYes}</button>
    <button onClick=${onClose}>${words.value.incident.leave}</button>
  <//>`;
}
