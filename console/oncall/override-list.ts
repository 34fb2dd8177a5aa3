import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OverridePreview } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api, textOf } from '../frame/api.ts';
import { Dialog } from '../frame/dialog.ts';
import { html } from '../frame/html.ts';
import { personName } from '../frame/me.ts';
import { Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';
import { Preview } from './effect.ts';
import { minute } from './minute.ts';
import { mayRemove } from './rights.ts';
import type { Taken } from './shift.ts';
import { spanText } from './text.ts';

interface ListProps {
  readonly overrides: readonly Taken[];
  readonly zone: string;
  readonly onChange: () => Promise<void>;
}

/** The overrides of the time that is shown, with who has set them and why. */
export function OverrideList({ overrides, zone, onChange }: ListProps) {
  const w = words.value.oncall;
  const asked = useSignal<Taken | undefined>(undefined);
  return html`<h2>${w.overrides} (${overrides.length})</h2>
    <ul class="listed">
      ${overrides.map(
        (one) => html`<${Row}
          key=${one.id}
          one=${one}
          zone=${zone}
          onAsk=${() => {
            asked.value = one;
          }}
        />`,
      )}
    </ul>
    ${
      asked.value &&
      html`<${Removal}
        one=${asked.value}
        zone=${zone}
        onChange=${onChange}
        onClose=${() => {
          asked.value = undefined;
        }}
      />`
    }`;
}

function Row({
  one,
  zone,
  onAsk,
}: {
  readonly one: Taken;
  readonly zone: string;
  readonly onAsk: () => void;
}) {
  const w = words.value.oncall;
  const { person, comment, createdBy, passedOver, to } = one;
  return html`<li>
    <p>
      <strong><${Theirs} text=${personName(person)} /></strong>, ${spanText(one, zone)}
    </p>
    ${comment !== undefined && html`<p><${Theirs} text=${comment} /></p>`}
    <p class="small"><${Theirs} text=${words.value.silences.by(personName(createdBy))} /></p>
    ${
      passedOver !== undefined &&
      html`<p><span class="tag alarm"><${Theirs} text=${w.noEffect(passedOver)} /></span></p>`
    }
    ${
      to > minute.value &&
      mayRemove(one) &&
      html`<button onClick=${onAsk}>
        ${w.remove}<span class="hidden"> ${personName(person)}, ${spanText(one, zone)}</span>
      </button>`
    }
  </li>`;
}

/** Asks before it is removed, and says who is on call then. */
function Removal({
  one,
  zone,
  onChange,
  onClose,
}: {
  readonly one: Taken;
  readonly zone: string;
  readonly onChange: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const w = words.value.oncall;
  const { id, person } = one;
  const preview = useSignal<OverridePreview | string | undefined>(undefined);
  useEffect(() => {
    const ask = async () => {
      preview.value = await api.previewOverride({ query: { without: id } }).catch(textOf);
    };
    void ask();
  }, [id, preview]);
  const remove = async () => {
    if (await perform(id, () => api.removeOverride({ path: { id } }), w.removed)) {
      onClose();
    }
    await onChange();
  };
  return html`<${Dialog} title=${w.removeAsk} onClose=${onClose}>
    <p><${Theirs} text=${personName(person)} />, ${spanText(one, zone)}</p>
    <div role="status">
      <${Preview} preview=${preview.value} zone=${zone} person=${person} />
    </div>
    <button aria-busy=${isUnderWay(id)} onClick=${remove}>${w.removeYes}</button>
    <button onClick=${onClose}>${words.value.back}</button>
  <//>`;
}
