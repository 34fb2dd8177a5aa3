import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SilencePreview } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api, textOf } from '../frame/api.ts';
import { html } from '../frame/html.ts';
import { query, setQuery } from '../frame/router.ts';
import { joined, Theirs } from '../frame/text.ts';
import { duration } from '../frame/time.ts';
import { words } from '../words/index.ts';

const MINUTE = 60_000;
const SPANS = [30, 60, 120, 240, 480, 1_440, 4_320, 10_080] as const;

/** How long nothing is typed before it is asked what the matchers cover. */
const PAUSE = 400;

/**
 * Makes a silence, with a preview of what it covers now. What is filled in stands in the address
 * (`?matcher=ward="icu"&minutes=60&comment=…`), so that a link opens a filled-in form.
 */
export function SilenceForm({ onChange }: { readonly onChange: () => Promise<void> }) {
  const w = words.value.silences;
  const address = query.value;
  const matchers = address.getAll('matcher');
  const minutes = address.get('minutes') ?? '60';
  const comment = address.get('comment') ?? '';
  const preview = usePreview(matchers);
  const set = async (event: Event) => {
    event.preventDefault();
    const body = { matchers: given(matchers), minutes: Number(minutes), comment };
    if (await perform('silence', () => api.setSilence({ body }), w.done)) {
      setQuery({ matcher: '', minutes: '', comment: '' });
    }
    await onChange();
  };
  const fill = (name: string) => (event: Event) =>
    setQuery({ [name]: (event.currentTarget as HTMLInputElement).value });
  return html`<details class="filter" open=${matchers.length > 0}>
    <summary>${w.new_}</summary>
    <form class="fields" onSubmit=${set}>
      <label
        >${w.matchers}
        <textarea
          rows="3"
          required
          spellcheck=${false}
          value=${matchers.join('\n')}
          onInput=${(event: Event) =>
            setQuery({ matcher: (event.currentTarget as HTMLTextAreaElement).value.split('\n') })}
        ></textarea>
      </label>
      <p class="small">${w.matchersHint}</p>
      <label
        >${w.lasts}
        <select value=${minutes} onChange=${fill('minutes')}>
          ${SPANS.map(
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
  </details>`;
}

function given(matchers: readonly string[]): readonly string[] {
  return matchers.map((one) => one.trim()).filter((one) => one !== '');
}

/** What the matchers cover now, or what is wrong with them; asked for when nobody types. */
function usePreview(matchers: readonly string[]): SilencePreview | string | undefined {
  const preview = useSignal<SilencePreview | string | undefined>(undefined);
  const filter = given(matchers);
  const key = filter.join('\n');
  useEffect(() => {
    if (key === '') {
      preview.value = undefined;
      return undefined;
    }
    const ask = async () => {
      try {
        preview.value = await api.previewSilence({ query: { filter: key.split('\n') } });
      } catch (error) {
        preview.value = textOf(error);
      }
    };
    const timer = setTimeout(ask, PAUSE);
    return () => clearTimeout(timer);
  }, [key, preview]);
  return preview.value;
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
