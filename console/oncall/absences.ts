import { useSignal } from '@preact/signals';
import { type Absence, ApiProblem } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { html } from '../frame/html.ts';
import type { Live } from '../frame/live.ts';
import { MomentField } from '../frame/moment-field.ts';
import { shown } from '../frame/shown.ts';
import { Theirs } from '../frame/text.ts';
import { ownZone } from '../frame/time.ts';
import { words } from '../words/index.ts';
import type { Span } from './days.ts';
import { mayGiveAway } from './rights.ts';
import { spanText } from './text.ts';

interface AbsencesProps {
  readonly person: string;
  readonly live: Live<readonly Absence[]>;
  readonly onChange: () => Promise<void>;
}

/** When somebody is away, and where they say so. */
export function Absences({ person, live, onChange }: AbsencesProps) {
  const w = words.value.oncall;
  return html`<section>
    <h2>${w.absences}</h2>
    ${shown(live, (all) =>
      all.length === 0
        ? html`<p>${w.noShifts}</p>`
        : html`<ul class="listed">
            ${all.map((one) => html`<${Row} key=${one.id} one=${one} onChange=${onChange} />`)}
          </ul>`,
    )}
    ${mayGiveAway(person) && html`<${AwayForm} person=${person} onChange=${onChange} />`}
  </section>`;
}

function Row({ one, onChange }: { readonly one: Absence; readonly onChange: () => Promise<void> }) {
  const w = words.value.oncall;
  const { id, comment, uncovered } = one;
  const span = spanText(msOf(one), ownZone());
  const end = async () => {
    await perform(id, () => api.endAbsence({ body: { id } }), w.absenceEnded);
    await onChange();
  };
  return html`<li>
    <p><strong>${span}</strong></p>
    ${comment !== undefined && html`<p><${Theirs} text=${comment} /></p>`}
    ${
      uncovered !== undefined &&
      html`<p class="small"><${Theirs} text=${w.uncoveredSince(uncovered)} /></p>`
    }
    ${
      mayGiveAway(one.person) &&
      html`<button aria-busy=${isUnderWay(id)} onClick=${end}>
        ${w.endAbsence}<span class="hidden"> ${span}</span>
      </button>`
    }
  </li>`;
}

/** A turn that nobody would have, or a time at which a service would reach nobody, or too few. */
type Open = Readonly<Record<'from' | 'to', string>> & {
  readonly schedule?: string;
  readonly service?: string;
  readonly wanted?: number;
};

/** It is refused with what nobody would have; a reason accepts that. */
function AwayForm({
  person,
  onChange,
}: {
  readonly person: string;
  readonly onChange: () => Promise<void>;
}) {
  const w = words.value.oncall;
  const span = useSignal<Partial<Span>>({});
  const comment = useSignal('');
  const reason = useSignal('');
  const open = useSignal<readonly Open[]>([]);
  const typed = (into: { value: string }) => (event: Event) => {
    into.value = (event.currentTarget as HTMLInputElement).value;
  };
  const moment = (name: 'from' | 'to') => (at: number | undefined) => {
    open.value = [];
    reason.value = '';
    span.value = { ...span.value, ...(at !== undefined && { [name]: at }) };
  };
  const set = async (event: Event) => {
    event.preventDefault();
    const { from, to } = span.value;
    if (from === undefined || to === undefined) {
      return;
    }
    const body = {
      person,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      ...(comment.value.trim() !== '' && { comment: comment.value }),
      ...(reason.value.trim() !== '' && { uncovered: reason.value }),
    };
    const ask = async () => {
      try {
        return await api.setAbsence({ body });
      } catch (error) {
        open.value = openIn(error);
        throw error;
      }
    };
    if (await perform('absence', ask, w.absenceSet)) {
      span.value = {};
      comment.value = '';
      reason.value = '';
      open.value = [];
    }
    await onChange();
  };
  const { from, to } = span.value;
  const zone = ownZone();
  return html`<form class="fields" aria-label=${w.away} onSubmit=${set}>
    <${MomentField} called=${w.begins} moment=${from} zone=${zone} onMoment=${moment('from')} />
    <${MomentField} called=${w.ends} moment=${to} zone=${zone} onMoment=${moment('to')} />
    <label
      >${w.comment}
      <input maxlength="500" dir="auto" value=${comment.value} onInput=${typed(comment)} />
    </label>
    ${
      open.value.length > 0 &&
      html`<div class="across" role="status">
          ${open.value.map(
            (one) => html`<p class="state triggered">
              <${Theirs} text=${openText(one, zone)} />
            </p>`,
          )}
        </div>
        <label
          >${w.whyUncovered}
          <input
            required
            maxlength="500"
            dir="auto"
            value=${reason.value}
            onInput=${typed(reason)}
          />
        </label>`
    }
    <div class="actions across">
      <button class="main" aria-busy=${isUnderWay('absence')}>${w.setAbsence}</button>
    </div>
  </form>`;
}

function openIn(error: unknown): readonly Open[] {
  if (!(error instanceof ApiProblem) || error.kind !== 'refused') {
    return [];
  }
  const { uncoveredTurns = [], gaps = [] } = error.document as {
    readonly uncoveredTurns?: readonly Open[];
    readonly gaps?: readonly Open[];
  };
  return [...uncoveredTurns, ...gaps];
}

function openText(one: Open, zone: string): string {
  const w = words.value.oncall;
  const span = spanText(msOf(one), zone);
  const { schedule, service = '', wanted } = one;
  if (schedule !== undefined) {
    return w.uncovered(`${schedule}, ${span}`);
  }
  return wanted === undefined
    ? w.reachesNobodyThen(service, span)
    : w.reachesTooFewThen(service, wanted, span);
}

function msOf({ from, to }: { readonly from: string; readonly to: string }): Span {
  return { from: Date.parse(from), to: Date.parse(to) };
}
