import { useSignal } from '@preact/signals';
import type { SilencePreview } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { Folded } from '../frame/folded.ts';
import { html } from '../frame/html.ts';
import { usePreview } from '../frame/preview.ts';
import { query, setQuery } from '../frame/router.ts';
import { joined, Theirs } from '../frame/text.ts';
import { duration } from '../frame/time.ts';
import { words } from '../words/index.ts';

const MINUTE = 60_000;
const SPANS = [30, 60, 120, 240, 480, 1_440, 4_320, 10_080] as const;

/**
 * Makes a silence, with a preview of what it covers now. What is filled in stands in the address
 * (`?matcher=ward="icu"&minutes=60&comment=…`), so that a link opens a filled-in form.
 */
export function SilenceForm({ onChange }: { readonly onChange: () => Promise<void> }) {
  const w = words.value.silences;
  // With each that is set a new form begins, which is closed.
  const made = useSignal(0);
  const address = query.value;
  const matchers = address.getAll('matcher');
  const minutes = address.get('minutes') ?? '60';
  const comment = address.get('comment') ?? '';
  const filter = given(matchers);
  const preview = usePreview(filter.join('\n') || undefined, () =>
    api.previewSilence({ query: { filter } }),
  );
  const set = async (event: Event) => {
    event.preventDefault();
    const body = { matchers: filter, minutes: Number(minutes), comment };
    if (await perform('silence', () => api.setSilence({ body }), w.done)) {
      setQuery({ matcher: '', minutes: '', comment: '' });
      made.value += 1;
    }
    await onChange();
  };
  const fill = (name: string) => (event: Event) =>
    setQuery({ [name]: (event.currentTarget as HTMLInputElement).value });
  return html`<${Folded} key=${made.value} called=${w.new_} isUsed=${matchers.length > 0}>
    <form class="fields" onSubmit=${set}>
      <${Matchers} matchers=${matchers} />
      <p class="small">${w.matchersHint}</p>
      <label
        >${w.lasts}
        <select value=${minutes} onChange=${fill('minutes')}>
          ${spansWith(Number(minutes)).map(
            (span) => html`<option value=${String(span)}>${duration(span * MINUTE)}</option>`,
          )}
        </select>
      </label>
      <label
        >${w.comment}
        <input required maxlength="500" dir="auto" value=${comment} onInput=${fill('comment')} />
      </label>
      <${Preview} preview=${preview} />
      <button class="main" aria-busy=${isUnderWay('silence')}>${w.set}</button>
    </form>
  <//>`;
}

/** The spans that are offered; a link may ask for another. */
function spansWith(minutes: number): readonly number[] {
  const isOther = Number.isInteger(minutes) && minutes > 0;
  return [...new Set([...SPANS, ...(isOther ? [minutes] : [])])].sort((a, b) => a - b);
}

/** A line each. What is typed stays as it is: a line that is still empty is no matcher yet. */
function Matchers({ matchers }: { readonly matchers: readonly string[] }) {
  const typed = useSignal('');
  const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');
  const isSame = linesOf(typed.value).join('\n') === matchers.join('\n');
  const type = (event: Event) => {
    typed.value = (event.currentTarget as HTMLTextAreaElement).value;
    setQuery({ matcher: linesOf(typed.value) });
  };
  return html`<label
    >${words.value.silences.matchers}
    <textarea
      rows="3"
      required
      spellcheck=${false}
      value=${isSame ? typed.value : matchers.join('\n')}
      onInput=${type}
    ></textarea>
  </label>`;
}

function given(matchers: readonly string[]): readonly string[] {
  return matchers.map((one) => one.trim()).filter((one) => one !== '');
}

function Preview({ preview }: { readonly preview: SilencePreview | string | undefined }) {
  const w = words.value;
  if (preview === undefined || typeof preview === 'string') {
    return html`<p role="status"><${Theirs} text=${preview ?? ''} /></p>`;
  }
  const { alerts, incidents, subjects, moreSubjects = 0, warnings } = preview;
  const more = moreSubjects > 0 ? ` ${w.now.more(moreSubjects)}` : '';
  return html`<div role="status" class="state">
    ${
      alerts === 0
        ? html`<p>${w.silences.coversNothing}</p>`
        : html`<p>
            ${w.silences.covers(alerts, incidents)}:${' '}
            <${Theirs} text=${joined(subjects) + more} />
          </p>`
    }
    ${warnings.map((text) => html`<p class="small"><${Theirs} text=${text} /></p>`)}
  </div>`;
}
