import type { Incident, Rung } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { personName } from '../frame/me.ts';
import { joined, Theirs } from '../frame/text.ts';
import { Since, Until } from '../frame/time.ts';
import { words } from '../words/index.ts';

/** The stages of the escalation: who was paged at which, who comes next, and when. */
export function Ladder({ incident: { ladder } }: { readonly incident: Incident }) {
  const w = words.value.incident;
  return html`<h2>${w.escalation}</h2>
    ${ladder.length === 0 && html`<p>${w.noLadder}</p>`}
    <ol class="ladder">
      ${ladder.map(
        (rung, index) => html`<li
          key=${index}
          class=${rung.state}
          aria-current=${rung.state === 'reached' ? 'step' : undefined}
        >
          <strong>${stepName(rung)}</strong>: <${People} rung=${rung} />
        </li>`,
      )}
    </ol>`;
}

/** Which stage it is: a step with its number, or the fallback. */
export type Stage = Pick<Rung, 'number' | 'round'>;

/** Which stage it is, in the reader's language. */
export function stepName({ number, round }: Stage): string {
  const w = words.value.incident;
  if (number === undefined) {
    return w.fallback;
  }
  return round === undefined ? w.step(number) : w.stepAgain(number, round.number, round.of);
}

function People({
  rung: { state, inTurn, answers = 1, people, targets, at },
}: {
  readonly rung: Rung;
}) {
  const w = words.value.incident;
  const named = targets.map((target) =>
    'person' in target ? personName(target.person) : w.schedule(target.schedule),
  );
  // Who is on call then cannot be told without a time.
  if (state === 'to_come' && at === undefined) {
    return html`<${Theirs} text=${joined(named)} />`;
  }
  const all = people.map(personName);
  const isOpen = inTurn === true && state === 'to_come' && all.length > answers;
  const names = isOpen
    ? w.someOf(answers, all.join(', '))
    : all.length > 0
      ? joined(all)
      : w.nobody;
  const moment =
    at !== undefined &&
    (state === 'to_come' ? html` <${Until} at=${at} />` : html` <${Since} at=${at} />`);
  return html`<${Theirs} text=${state === 'to_come' ? w.willPage(names) : w.paged(names)} />${moment}
    <span class="small"> (<${Theirs} text=${joined(named)} />)</span>${
      answers > 1 && `; ${words.value.now.mustAnswer(answers)}`
    }`;
}
