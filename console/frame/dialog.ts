import { useEffect, useId, useRef } from 'preact/hooks';
import { told } from './announce.ts';
import { type Content, html } from './html.ts';

/**
 * A question in front of everything else. It is shown as soon as it is rendered; `onClose` is
 * called when the reader leaves it (Escape), and must then render it no more. Focus goes to its
 * heading, so that it is read from the start, and comes back to where it was. Why
 * what was asked in it was refused stands in it.
 *
 *     ${isOpen.value && html`<${Dialog} title=${words.value.note} onClose=${close}>…<//>`}
 */
export function Dialog({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: Content;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    told.value = undefined;
    dialog.current?.showModal();
    dialog.current?.querySelector('h2')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
    };
  }, []);
  const cancel = (event: Event) => {
    event.preventDefault();
    onClose();
  };
  return html`<dialog ref=${dialog} aria-labelledby=${id} onCancel=${cancel}>
    <h2 id=${id} tabindex="-1">${title}</h2>
    ${children}
    <p class="refusal" role="alert">${told.value?.kind === 'refused' && told.value.text}</p>
  </dialog>`;
}
