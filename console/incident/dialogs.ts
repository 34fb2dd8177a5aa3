import { useSignal } from '@preact/signals';
import { Dialog } from '../frame/dialog.ts';
import { html } from '../frame/html.ts';
import { may, teamNames } from '../frame/me.ts';
import { duration } from '../frame/time.ts';
import { words } from '../words/index.ts';

const MINUTE = 60_000;

/** Lengths of time that are offered, in minutes. */
const SPANS = [15, 30, 60, 120, 240, 480] as const;

/** How long a responder may silence an incident, in minutes; a lead may for longer. */
const RESPONDER_SILENCE = 60;

/** What this person may choose from to silence an incident. */
export function silenceSpans(): readonly number[] {
  return may('lead') ? SPANS : SPANS.filter((minutes) => minutes <= RESPONDER_SILENCE);
}

/** Asks for how long: each choice does it at once. */
export function SpanDialog({
  title,
  hint,
  spans = SPANS,
  onSpan,
  onClose,
}: {
  readonly title: string;
  readonly hint: string;
  /** @default all */
  readonly spans?: readonly number[];
  readonly onSpan: (minutes: number) => void;
  readonly onClose: () => void;
}) {
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <p>${hint}</p>
    ${spans.map(
      (minutes) =>
        html`<button onClick=${() => onSpan(minutes)}>${duration(minutes * MINUTE)}</button>`,
    )}
    <button onClick=${onClose}>${words.value.back}</button>
  <//>`;
}

export function ReassignDialog({
  onTarget,
  onClose,
}: {
  readonly onTarget: (to: string) => void;
  readonly onClose: () => void;
}) {
  const w = words.value;
  const { people, schedules } = teamNames.value;
  const chosen = useSignal('');
  const choose = (event: Event) => {
    chosen.value = (event.currentTarget as HTMLSelectElement).value;
  };
  const send = () => chosen.value !== '' && onTarget(chosen.value);
  return html`<${Dialog} title=${w.incident.reassign} onClose=${onClose}>
    <p>${w.incident.reassignHint}</p>
    <label
      >${w.incident.to}
      <select value=${chosen} onChange=${choose}>
        <option value=""></option>
        <optgroup label=${w.incident.people}>
          ${people
            .filter(({ channels }) => channels.length > 0)
            .map(({ id, name }) => html`<option value=${`person:${id}`}>${name}</option>`)}
        </optgroup>
        <optgroup label=${w.incident.schedules}>
          ${schedules.map(({ id }) => html`<option value=${`schedule:${id}`}>${id}</option>`)}
        </optgroup>
      </select>
    </label>
    <button class="main" onClick=${send}>${w.incident.reassignNow}</button>
    <button onClick=${onClose}>${w.back}</button>
  <//>`;
}

/** As long as the API takes. */
const MAX_NOTE = 2_000;

export function NoteDialog({
  onNote,
  onClose,
}: {
  readonly onNote: (text: string) => void;
  readonly onClose: () => void;
}) {
  const w = words.value;
  const text = useSignal('');
  const type = (event: Event) => {
    text.value = (event.currentTarget as HTMLTextAreaElement).value;
  };
  const send = () => text.value.trim() !== '' && onNote(text.value);
  return html`<${Dialog} title=${w.incident.note} onClose=${onClose}>
    <label
      >${w.incident.noteText}
      <textarea rows="4" maxlength=${MAX_NOTE} dir="auto" value=${text} onInput=${type}></textarea>
    </label>
    <p class="small">${w.incident.noteHint}</p>
    <button class="main" onClick=${send}>${w.incident.noteSave}</button>
    <button onClick=${onClose}>${w.back}</button>
  <//>`;
}

/** Asks before it is resolved: while alerts fire, to silence them is nearer. */
export function ResolveDialog({
  firing,
  onSilence,
  onResolve,
  onClose,
}: {
  readonly firing: number;
  readonly onSilence: () => void;
  readonly onResolve: (stillFiring: 'confirmed' | undefined) => void;
  readonly onClose: () => void;
}) {
  const w = words.value;
  if (firing === 0) {
    return html`<${Dialog} title=${w.incident.resolveAsk} onClose=${onClose}>
      <button class="main" onClick=${() => onResolve(undefined)}>${w.incident.resolveYes}</button>
      <button onClick=${onClose}>${w.incident.leave}</button>
    <//>`;
  }
  return html`<${Dialog} title=${w.incident.resolveAsk} onClose=${onClose}>
    <p>${w.incident.stillFire(firing)}</p>
    <button class="main" onClick=${onSilence}>${w.incident.silenceHour}</button>
    <button onClick=${() => onResolve('confirmed')}>${w.incident.resolveAnyway}</button>
    <button onClick=${onClose}>${w.incident.leave}</button>
  <//>`;
}
