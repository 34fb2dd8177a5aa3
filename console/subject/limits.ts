import { useSignal } from '@preact/signals';
import type { Limit, Subject, SubjectRule } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { Dialog } from '../frame/dialog.ts';
import { html } from '../frame/html.ts';
import { may, personName } from '../frame/me.ts';
import { Theirs } from '../frame/text.ts';
import { duration, Until } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { limitInWords } from './condition.ts';

const MINUTE = 60_000;

/** Lengths of time that are offered, in minutes: a shift, a day, three days, a week. */
const SPANS = [60, 240, 480, 720, 1_440, 4_320, 10_080] as const;

/** The limits that it has in place of those of the config; a lead may end each. */
export function Limits({ subject: { subject, limits } }: { readonly subject: Subject }) {
  const w = words.value;
  return (
    limits.length > 0 &&
    html`<section>
      <h2>${w.subject.ownLimits} (${limits.length})</h2>
      <ul class="listed">
        ${limits.map((one) => html`<${OwnLimit} key=${one.rule} subject=${subject} limit=${one} />`)}
      </ul>
    </section>`
  );
}

function OwnLimit({ subject, limit }: { readonly subject: string; readonly limit: Limit }) {
  const w = words.value;
  const { rule, order, condition, usual, reason, endsAt, createdBy, ignored } = limit;
  const isScale = order.kind === 'oxygen_scale';
  const name = `end ${rule}`;
  const end = () =>
    perform(
      name,
      () => api.endLimit({ body: { subject, rule } }),
      () => w.subject.limitEnded,
    );
  return html`<li>
    <p>
      <strong><${Theirs} text=${rule} /> ${isScale ? w.subject.scores.scale2 : limitInWords(condition)}</strong>
      ${usual !== undefined && !isScale && html` (${w.subject.limitUsual(limitInWords(usual))})`}
    </p>
    ${ignored !== undefined && html`<p class="state">${w.subject.limitIgnored}</p>`}
    <p><${Theirs} text=${reason} /></p>
    <p class="small">
      <${Theirs} text=${w.silences.by(personName(createdBy))} />, ${w.now.until}${' '}
      <${Until} at=${endsAt} />
    </p>
    ${
      may('lead') &&
      html`<button aria-busy=${isUnderWay(name)} onClick=${end}>${w.subject.limitEnd}</button>`
    }
  </li>`;
}

/** The button that asks for another limit of a rule, or scale 2, where there can be one. */
export function SetLimit({
  subject,
  rule,
}: {
  readonly subject: string;
  readonly rule: SubjectRule;
}) {
  const isAsked = useSignal(false);
  const isScale = rule.oxygenScale !== undefined;
  if ((rule.bounds === undefined && !isScale) || !may('lead')) {
    return null;
  }
  const ask = (isWanted: boolean) => () => {
    isAsked.value = isWanted;
  };
  const { limitSet, scale2Set } = words.value.subject;
  return html`<button onClick=${ask(true)}>${isScale ? scale2Set : limitSet}</button>
    ${isAsked.value && html`<${LimitDialog} subject=${subject} rule=${rule} onClose=${ask(false)} />`}`;
}

function LimitDialog({
  subject,
  rule,
  onClose,
}: {
  readonly subject: string;
  readonly rule: SubjectRule;
  readonly onClose: () => void;
}) {
  const w = words.value.subject;
  const { limit, bounds, usual, condition } = rule;
  const isScale = limit.kind === 'score';
  const title = isScale ? w.scale2Set : w.limitSet;
  const values = useSignal(valuesOf(limit));
  const minutes = useSignal(String(SPANS[3]));
  const reason = useSignal('');
  const send = async (event: Event) => {
    event.preventDefault();
    const order = orderOf(limit.kind, values.value);
    const body = { subject, rule: rule.rule, ...order, reason: reason.value };
    const asked = { body: { ...body, minutes: Number(minutes.value) } };
    if (
      await perform(
        'limit',
        () => api.setLimit(asked),
        () => (isScale ? w.scale2IsSet : w.limitIsSet),
      )
    ) {
      onClose();
    }
  };
  const put = (index: number) => (event: Event) => {
    const given = (event.currentTarget as HTMLInputElement).valueAsNumber;
    values.value = values.value.with(index, given);
  };
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <form onSubmit=${send}>
      <p><strong><${Theirs} text=${rule.title} /></strong></p>
      <p>${isScale ? w.scale2Hint : w.limitUsual(limitInWords(usual ?? condition))}</p>
      ${values.value.map(
        (value, index) => html`<label
          >${w.limitFields[fieldOf(limit.kind, index)]}
          <input
            type="number"
            step="any"
            required
            min=${bounds?.low}
            max=${bounds?.high}
            value=${value}
            onInput=${put(index)}
          />
        </label>`,
      )}
      <label
        >${w.limitLasts}
        <select
          value=${minutes}
          onChange=${(event: Event) => {
            minutes.value = (event.currentTarget as HTMLSelectElement).value;
          }}
        >
          ${SPANS.map((one) => html`<option value=${String(one)}>${duration(one * MINUTE)}</option>`)}
        </select>
      </label>
      <label
        >${w.limitReason}
        <input
          required
          maxlength="500"
          dir="auto"
          value=${reason}
          onInput=${(event: Event) => {
            reason.value = (event.currentTarget as HTMLInputElement).value;
          }}
        />
      </label>
      <p class="small">${w.limitHint}</p>
      <button class="main" aria-busy=${isUnderWay('limit')}>${title}</button>
      <button type="button" onClick=${onClose}>${words.value.back}</button>
    </form>
  <//>`;
}

/** What is asked for, as the API takes it. */
function orderOf(kind: SubjectRule['limit']['kind'], values: readonly number[]) {
  if (kind === 'score') {
    return { oxygenScale: 2 } as const;
  }
  const [first = Number.NaN] = values;
  return kind === 'outside' ? { outside: values } : { [kind]: first };
}

function valuesOf(limit: SubjectRule['limit']): readonly number[] {
  switch (limit.kind) {
    case 'below':
    case 'above':
      return [limit.limit];
    case 'outside':
      return [limit.low, limit.high];
    default:
      return [];
  }
}

function fieldOf(kind: SubjectRule['limit']['kind'], index: number): 'below' | 'above' {
  return kind === 'above' || index === 1 ? 'above' : 'below';
}
