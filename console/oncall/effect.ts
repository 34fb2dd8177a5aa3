import type { OverridePreview } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { personName } from '../frame/me.ts';
import { joined, Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';
import type { Span } from './days.ts';
import { spanText } from './text.ts';

/** So many turns are told; more than these are counted. */
const SHOWN = 20;

interface EffectProps {
  readonly preview: OverridePreview;
  readonly person: string;
  readonly zone: string;
}

/** What an override would change, or what is wrong with it; nothing while nobody has said so. */
export function Preview({
  preview,
  ...of
}: Omit<EffectProps, 'preview'> & { readonly preview: OverridePreview | string | undefined }) {
  return typeof preview === 'object'
    ? html`<${Effect} preview=${preview} ...${of} />`
    : html`<p><${Theirs} text=${preview ?? ''} /></p>`;
}

/** Whose turns it changes, what is uncovered, and what else to think of. */
function Effect({
  preview: { changes, moreChanges = 0, gaps, moreGaps = 0, alsoOnCall, passedOverFor },
  person,
  zone,
}: EffectProps) {
  const w = words.value.oncall;
  const name = personName(person);
  const nameOf = (id: string | undefined) => (id === undefined ? w.nobody : personName(id));
  const more = changes.length - SHOWN + moreChanges;
  const moreUncovered = gaps.length - SHOWN + moreGaps;
  const severities = joined(passedOverFor.map((one) => words.value.severity[one]));
  return html`<ul class="plain">
      ${changes.length === 0 && html`<li>${w.changesNothing}</li>`}
      ${changes.slice(0, SHOWN).map(
        (one) => html`<li key=${one.from}>
          <${Theirs} text=${w.instead(textOf(one, zone), nameOf(one.after), nameOf(one.before))} />
        </li>`,
      )}
      ${more > 0 && html`<li>${w.moreChanges(more)}</li>`}
    </ul>
    ${gaps
      .slice(0, SHOWN)
      .map(
        (gap) =>
          html`<p key=${gap.from} class="state triggered">${w.uncovered(textOf(gap, zone))}</p>`,
      )}
    ${moreUncovered > 0 && html`<p class="state triggered">${w.moreChanges(moreUncovered)}</p>`}
    ${alsoOnCall.slice(0, SHOWN).map(
      (one) => html`<p key=${one.schedule + one.from} class="small">
        <${Theirs} text=${w.alsoOnCall(name, one.schedule, textOf(one, zone))} />
      </p>`,
    )}
    ${
      passedOverFor.length > 0 &&
      html`<p class="small">
        <${Theirs}
          text=${w.notPagedAbout(name, severities)}
        />
      </p>`
    }`;
}

function textOf({ from, to }: { readonly from: string; readonly to: string }, zone: string) {
  const span: Span = { from: Date.parse(from), to: Date.parse(to) };
  return spanText(span, zone);
}
