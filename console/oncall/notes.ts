import { useSignal } from '@preact/signals';
import type { Duty, HandOffNote } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { Dialog } from '../frame/dialog.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { may, me, personName } from '../frame/me.ts';
import { shown } from '../frame/shown.ts';
import { Theirs } from '../frame/text.ts';
import { Until } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { mayLeaveNote } from './rights.ts';

/** As long as the API takes. */
const MAX_NOTE = 1_000;

/** What was left for those on call in a schedule, and the way to leave something for the next. */
export function ScheduleNotes({ schedule }: { readonly schedule: string }) {
  const live = useLive(
    `notes ${schedule}`,
    async () => (await api.listOnCall({ query: { schedule } })).schedules,
    EVERY.oncall,
  );
  return shown(
    live,
    (duties) => html`<${Notes} schedule=${schedule} duties=${duties} onChange=${live.refresh} />`,
  );
}

function Notes({
  schedule,
  duties,
  onChange,
}: {
  readonly schedule: string;
  readonly duties: readonly Duty[];
  readonly onChange: () => Promise<void>;
}) {
  const w = words.value.oncall;
  const isOpen = useSignal(false);
  const close = () => {
    isOpen.value = false;
  };
  const open = () => {
    isOpen.value = true;
  };
  const send = async (text: string | undefined) => {
    const body = { schedule, ...(text !== undefined && { text }) };
    const done = text === undefined ? w.noteRemoved : w.noteLeft;
    if (await perform('hand-off', () => api.leaveNote({ body }), done)) {
      close();
    }
    await onChange();
  };
  const notes = notesOf(duties);
  return html`<section>
    <h2>${w.notes}</h2>
    ${notes.length === 0 && html`<p>${w.noNotes}</p>`}
    <${NoteList} notes=${notes} onRemove=${() => send(undefined)} />
    ${
      mayLeaveNote(duties) &&
      html`<div class="actions"><button onClick=${open}>${w.leaveNote}</button></div>`
    }
    ${isOpen.value && html`<${LeaveNote} onSend=${send} onClose=${close} />`}
  </section>`;
}

/** Each with who has left it; the reader's own can be taken back. */
export function NoteList({
  notes,
  onRemove,
}: {
  readonly notes: readonly HandOffNote[];
  /** @default none can be taken back here */
  readonly onRemove?: () => void;
}) {
  const w = words.value.oncall;
  return html`${notes.map(
    ({ text, createdBy, byPerson, until }) => html`<div key=${createdBy}>
      <p><${Theirs} text=${text} /></p>
      <p class="small">
        <${Theirs} text=${words.value.silences.by(personName(createdBy))} />,${' '}
        ${words.value.now.until} <${Until} at=${until} />
      </p>
      ${
        onRemove !== undefined &&
        byPerson === true &&
        me.value?.person === createdBy &&
        may('respond') &&
        html`<div class="actions"><button onClick=${onRemove}>${w.removeNote}</button></div>`
      }
    </div>`,
  )}`;
}

/** Returns the notes of a schedule, each once however many are on call in it. */
export function notesOf(duties: readonly Duty[]): readonly HandOffNote[] {
  return duties[0]?.notes ?? [];
}

function LeaveNote({
  onSend,
  onClose,
}: {
  readonly onSend: (text: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const w = words.value.oncall;
  const text = useSignal('');
  const type = (event: Event) => {
    text.value = (event.currentTarget as HTMLTextAreaElement).value;
  };
  const send = () => text.value.trim() !== '' && onSend(text.value);
  return html`<${Dialog} title=${w.leaveNote} onClose=${onClose}>
    <label
      >${w.noteText}
      <textarea rows="4" maxlength=${MAX_NOTE} dir="auto" value=${text} onInput=${type}></textarea>
    </label>
    <p class="small">${w.noteHint}</p>
    <button class="main" aria-busy=${isUnderWay('hand-off')} onClick=${send}>${w.noteSave}</button>
    <button onClick=${onClose}>${words.value.back}</button>
  <//>`;
}
