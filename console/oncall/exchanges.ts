import type { Exchange } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { html } from '../frame/html.ts';
import type { Live } from '../frame/live.ts';
import { personName } from '../frame/me.ts';
import { shown } from '../frame/shown.ts';
import { Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';
import { answersTo, type ExchangeAnswer } from './rights.ts';
import { spanText } from './text.ts';
import { shownZone } from './zones.ts';

interface ListProps {
  /** Whose they are: what they give, take, or may accept. */
  readonly person: string;
  readonly live: Live<readonly Exchange[]>;
  readonly onChange: () => Promise<void>;
}

/** Covers and swaps that are open or stand, with what the reader may answer. */
export function Exchanges({ person, live, onChange }: ListProps) {
  const w = words.value.oncall;
  return html`<section>
    <h2>${w.exchanges}</h2>
    ${shown(live, (all) =>
      all.length === 0
        ? html`<p>${w.noShifts}</p>`
        : html`<ul class="listed">
            ${all.map(
              (one) =>
                html`<${Row} key=${one.id} one=${one} person=${person} onChange=${onChange} />`,
            )}
          </ul>`,
    )}
  </section>`;
}

function Row({
  one,
  person,
  onChange,
}: Pick<ListProps, 'person' | 'onChange'> & { readonly one: Exchange }) {
  const w = words.value.oncall;
  const halves = halvesText(one);
  const answer = async (what: ExchangeAnswer) => {
    await perform(one.id, () => send(what, one, person), w.answered[what]);
    await onChange();
  };
  return html`<li>
    ${halves.map((half) => html`<p key=${half}><${Theirs} text=${half} /></p>`)}
    ${one.comment !== undefined && html`<p><${Theirs} text=${one.comment} /></p>`}
    <p class="small">
      <span class="tag">${w.exchangeState[one.status]}</span>${' '}
      <${Theirs} text=${words.value.silences.by(personName(one.createdBy))} />
    </p>
    <div class="actions">
      ${answersTo(one, person).map(
        (what) => html`<button
          key=${what}
          class=${what === 'accept' ? 'main' : ''}
          aria-busy=${isUnderWay(one.id)}
          onClick=${() => answer(what)}
        >
          ${w.answers[what]}<span class="hidden">: ${halves.join('; ')}</span>
        </button>`,
      )}
    </div>
  </li>`;
}

/** Of what all of a schedule are asked, somebody must take it: whose list this is. */
function send(what: ExchangeAnswer, { id, taker }: Exchange, person: string): Promise<unknown> {
  switch (what) {
    case 'accept':
      return api.acceptExchange({ body: { id, ...(taker === undefined && { taker: person }) } });
    case 'decline':
      return api.declineExchange({ body: { id } });
    case 'withdraw':
      return api.withdrawExchange({ body: { id } });
  }
}

/** Who takes what of whom, by the clocks of the schedule or the reader. */
function halvesText({ giver, taker, inReturn, ...given }: Exchange): readonly string[] {
  const w = words.value.oncall;
  const taking = taker === undefined ? w.whoeverAccepts : personName(taker);
  const half = (
    takes: string,
    of: string,
    { schedule, from, to }: Pick<Exchange, 'schedule' | 'from' | 'to'>,
  ) => {
    const span = { from: Date.parse(from), to: Date.parse(to) };
    return w.takes(takes, schedule, of, spanText(span, shownZone(schedule)));
  };
  const first = half(taking, personName(giver), given);
  return inReturn === undefined ? [first] : [first, half(personName(giver), taking, inReturn)];
}
