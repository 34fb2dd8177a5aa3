import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { SilencePreview } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { now } from '../frame/clock.ts';
import { Folded } from '../frame/folded.ts';
import { html } from '../frame/html.ts';
import { MomentField } from '../frame/moment-field.ts';
import { usePreview } from '../frame/preview.ts';
import { setQuery } from '../frame/router.ts';
import { Theirs } from '../frame/text.ts';
import { At, duration, ownZone } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { Cover } from './cover.ts';
import {
  bodyOf,
  clearDraft,
  type Draft,
  draftMoment,
  matchersOf,
  readDraft,
  spanOf,
  timesOf,
} from './draft.ts';
import { NextTimes } from './next-times.ts';
import { RecursFields } from './recurs-fields.ts';

const MINUTE = 60_000;
const SPANS = [30, 60, 120, 240, 480, 1_440, 4_320, 10_080] as const;

/** What the choice of a length says of a silence that ends at a moment. */
const UNTIL = 'until';

/**
 * Makes a silence or a maintenance window, now or for later, with a preview of what it covers. What
 * is filled in stands in the address (`?matcher=ward="icu"&minutes=60&comment=…`), so that a link
 * opens a filled-in form.
 */
export function SilenceForm({ onChange }: { readonly onChange: () => Promise<void> }) {
  const w = words.value.silences;
  // With each that is set a new form begins, which is closed.
  const made = useSignal(0);
  const draft = readDraft();
  const filter = matchersOf(draft);
  const times = timesOf(draft, now.peek());
  const key = [...filter, ...Object.values(draft.recurs === undefined ? {} : draft)].join('\n');
  const preview = usePreview(filter.length > 0 ? key : undefined, () => {
    const { timeZone: zone, minutes, ...rest } = times ?? {};
    const recurs = times !== undefined && { ...rest, zone, minutes: String(minutes) };
    return api.previewSilence({ query: { filter, ...recurs } });
  });
  const form = useRef<HTMLFormElement>(null);
  const isUsed = draft.matchers.length > 0;
  const filledIn = [...filter, draft.comment].join('\n');
  // A link may have filled it in, from further down the list.
  useEffect(() => {
    const { current } = form;
    if (isUsed && current !== null && !current.contains(document.activeElement)) {
      current.querySelector('textarea')?.focus();
    }
  }, [isUsed, filledIn]);
  const set = async (event: Event) => {
    event.preventDefault();
    const done = draft.begin === undefined ? w.done : w.doneForLater;
    if (await perform('silence', () => api.setSilence({ body: bodyOf(draft, now.peek()) }), done)) {
      clearDraft();
      made.value += 1;
    }
    await onChange();
  };
  return html`<${Folded} key=${made.value} called=${w.new_} isUsed=${isUsed}>
    <form class="fields" ref=${form} onSubmit=${set}>
      <${Matchers} matchers=${draft.matchers} />
      <p class="small">${w.matchersHint}</p>
      <${RecursFields} draft=${draft} />
      <${Times} draft=${draft} />
      <${Comment} draft=${draft} />
      <${Preview} preview=${preview} draft=${draft} />
      <div class="actions across">
        <button class="main" aria-busy=${isUnderWay('silence')}>${w.set}</button>
      </div>
    </form>
  <//>`;
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

/** When it begins, and how long it lasts or when it ends. */
function Times({ draft }: { readonly draft: Draft }) {
  const w = words.value.silences;
  const { recurs, begin, end, minutes } = draft;
  const isOnce = recurs === undefined;
  const choose = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement;
    if (value === UNTIL) {
      draftMoment('end', spanOf(draft, now.peek()).to);
    } else {
      setQuery({ minutes: value, ...(isOnce && { end: '' }) });
    }
  };
  return html`<${MomentField}
      called=${isOnce ? w.begins : w.first}
      moment=${begin}
      zone=${ownZone()}
      isRequired=${!isOnce}
      onMoment=${(moment: number | undefined) => draftMoment('begin', moment)}
    />
    <label
      >${isOnce ? w.lasts : w.lastsEach}
      <select value=${end === undefined || !isOnce ? String(minutes) : UNTIL} onChange=${choose}>
        ${spansWith(minutes).map(
          (span) => html`<option value=${String(span)}>${duration(span * MINUTE)}</option>`,
        )}
        ${isOnce && html`<option value=${UNTIL}>${w.untilMoment}</option>`}
      </select>
    </label>
    ${
      (end !== undefined || !isOnce) &&
      html`<${MomentField}
        called=${isOnce ? w.ends : w.last}
        moment=${end}
        zone=${ownZone()}
        isRequired=${isOnce}
        onMoment=${(moment: number | undefined) => (moment || !isOnce) && draftMoment('end', moment)}
      />`
    }`;
}

/** The spans that are offered; a link may ask for another. */
function spansWith(minutes: number): readonly number[] {
  const isOther = Number.isInteger(minutes) && minutes > 0;
  return [...new Set([...SPANS, ...(isOther ? [minutes] : [])])].sort((a, b) => a - b);
}

/** Why, and whether it is planned work. */
function Comment({ draft: { comment, isMaintenance, recurs } }: { readonly draft: Draft }) {
  const w = words.value.silences;
  return html`<label
      >${w.comment}
      <input
        required
        maxlength="500"
        dir="auto"
        value=${comment}
        onInput=${(event: Event) =>
          setQuery({ comment: (event.currentTarget as HTMLInputElement).value })}
      />
    </label>
    ${
      recurs === undefined &&
      html`<label class="check"
        ><input
          type="checkbox"
          checked=${isMaintenance}
          onChange=${() => setQuery({ kind: isMaintenance ? '' : 'maintenance' })}
        />
        ${w.planned}</label
      >`
    }`;
}

function Preview({
  preview,
  draft,
}: {
  readonly preview: SilencePreview | string | undefined;
  readonly draft: Draft;
}) {
  const w = words.value;
  if (preview === undefined || typeof preview === 'string') {
    return html`<p role="status"><${Theirs} text=${preview ?? ''} /></p>`;
  }
  const { from, to } = spanOf(draft, now.value);
  const isToCome = from > now.value;
  return html`<div role="status" class="state">
      <p><${Cover} cover=${preview} isToCome=${isToCome} /></p>
      ${preview.warnings.map((text) => html`<p class="small"><${Theirs} text=${text} /></p>`)}
    </div>
    ${preview.occurrences !== undefined && html`<${NextTimes} times=${preview.occurrences} />`}
    ${
      // It moves on by itself, which must not be read out each time.
      draft.recurs === undefined &&
      to > from &&
      html`<p class="small">
        ${isToCome && html`${w.silences.from} <${At} at=${new Date(from).toISOString()} />, `}
        ${w.now.until} <${At} at=${new Date(to).toISOString()} /> (${duration(to - from)})
      </p>`
    }`;
}
