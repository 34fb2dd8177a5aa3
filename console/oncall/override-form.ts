import type { Ref } from 'preact';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { html } from '../frame/html.ts';
import { may, me, personName, teamNames } from '../frame/me.ts';
import { MomentField } from '../frame/moment-field.ts';
import { usePreview } from '../frame/preview.ts';
import { setQuery } from '../frame/router.ts';
import { Theirs } from '../frame/text.ts';
import { duration } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { clearDraft, draftSpan, readDraft } from './address.ts';
import type { Span } from './days.ts';
import { Preview } from './effect.ts';
import { isNarrow } from './narrow.ts';
import { spanText } from './text.ts';

/** Puts somebody on call for a while, with a preview. What is filled in stands in the address. */
export function OverrideForm({
  schedule,
  zone,
  heading,
  onChange,
}: {
  readonly schedule: string;
  readonly zone: string;
  readonly heading: Ref<HTMLElement>;
  readonly onChange: () => Promise<void>;
}) {
  const w = words.value.oncall;
  const { from, to, comment, ...draft } = readDraft();
  const person = may('lead') ? draft.person : (me.value?.person ?? '');
  const span = from !== undefined && to !== undefined ? { from, to } : undefined;
  const asked =
    span === undefined || person === '' ? undefined : { schedule, person, ...isoSpan(span) };
  const preview = usePreview(asked && JSON.stringify(asked), () =>
    api.previewOverride({ query: asked ?? {} }),
  );
  const set = async (event: Event) => {
    event.preventDefault();
    if (span === undefined) {
      return;
    }
    const why = { ...(comment.trim() !== '' && { comment }) };
    const body = { schedule, person, ...isoSpan(span), ...why };
    if (await perform('override', () => api.setOverride({ body }), w.done)) {
      clearDraft();
    }
    await onChange();
  };
  return html`<section>
    <h2 ref=${heading} tabindex="-1">${w.override}</h2>
    ${!isNarrow.value && html`<p class="small">${w.chooseHint}</p>`}
    <form class="fields" onSubmit=${set}>
      <${Fields} person=${person} zone=${zone} />
      <div class="across" role="status">
        ${span && html`<p>${spanText(span, zone)} (${duration(span.to - span.from)})</p>`}
        <${Preview} preview=${preview} zone=${zone} person=${person} />
      </div>
      <div class="actions across">
        <button class="main" aria-busy=${isUnderWay('override')}>${w.set}</button>
        <button type="button" onClick=${clearDraft}>${w.clear}</button>
      </div>
    </form>
  </section>`;
}

function Fields({ person, zone }: { readonly person: string; readonly zone: string }) {
  const w = words.value.oncall;
  const { from, to, comment } = readDraft();
  const type = (event: Event) =>
    setQuery({ comment: (event.currentTarget as HTMLInputElement).value });
  const draft = (name: 'from' | 'to') => (moment: number | undefined) =>
    moment !== undefined && draftSpan({ [name]: moment });
  return html`<${Person} person=${person} />
    <${MomentField} called=${w.begins} moment=${from} zone=${zone} onMoment=${draft('from')} />
    <${MomentField} called=${w.ends} moment=${to} zone=${zone} onMoment=${draft('to')} />
    <label
      >${w.comment}
      <input maxlength="500" dir="auto" value=${comment} onInput=${type} />
    </label>`;
}

/** Whoever is no lead takes a schedule in person. */
function Person({ person }: { readonly person: string }) {
  const w = words.value.oncall;
  if (!may('lead')) {
    return html`<p>${w.who}: <strong><${Theirs} text=${personName(person)} /></strong></p>`;
  }
  return html`<label
    >${w.who}
    <select
      required
      value=${person}
      onChange=${(event: Event) =>
        setQuery({ person: (event.currentTarget as HTMLSelectElement).value })}
    >
      <option value=""></option>
      ${teamNames.value.people
        .filter(({ channels }) => channels.length > 0)
        .map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
    </select>
  </label>`;
}

function isoSpan({ from, to }: Span) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
