import { useSignal } from '@preact/signals';
import { words } from '../words/index.ts';
import { Dialog } from './dialog.ts';
import { html } from './html.ts';

interface ShownOnceProps {
  readonly title: string;
  /** What the secret is called. */
  readonly called: string;
  readonly secret: string;
  /** What whoever has it may do, where that has to be said. */
  readonly hint?: string;
  readonly onKept: () => void;
}

/**
 * Shows a secret that is not shown again. Nobody leaves it by mistake: only the button that says
 * that it is kept closes it.
 */
export function ShownOnce({ title, called, secret, hint, onKept }: ShownOnceProps) {
  const w = words.value.once;
  const said = useSignal('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      said.value = w.copied;
    } catch {
      said.value = w.byHand;
    }
  };
  return html`<${Dialog} title=${title} onClose=${() => undefined}>
    <p>${w.hint}</p>
    ${hint !== undefined && html`<p>${hint}</p>`}
    <label
      >${called}
      <input
        class="secret"
        readonly
        value=${secret}
        onFocus=${(event: Event) => (event.currentTarget as HTMLInputElement).select()}
      />
    </label>
    <p role="status">${said}</p>
    <button class="main" onClick=${copy}>${w.copy}</button>
    <button onClick=${onKept}>${w.kept}</button>
  <//>`;
}
