import { useSignal } from '@preact/signals';
import type { ActionAnswer, Incident } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { html } from '../frame/html.ts';
import { useKeys } from '../frame/keys.ts';
import { may, me, personName } from '../frame/me.ts';
import { acknowledgedText } from '../now/answers.ts';
import { hasAnswered } from '../now/arrange.ts';
import { words } from '../words/index.ts';
import { NoteDialog, ReassignDialog, ResolveDialog, SpanDialog, silenceSpans } from './dialogs.ts';

type Shown = 'snooze' | 'silence' | 'reassign' | 'note' | 'resolve';

interface Parts {
  readonly incident: Incident;
  readonly onChange: () => Promise<void>;
}

/** What this person can do about it now; resolving stands apart from all else. */
export function Actions({ incident, onChange }: Parts) {
  const shown = useSignal<Shown | undefined>(undefined);
  const { id, status } = incident;
  const w = words.value.incident;
  const body = { path: { id }, body: {} };
  const act = async (
    ask: () => Promise<ActionAnswer>,
    done: string | ((answer: ActionAnswer) => string),
  ) => {
    if (await perform(id, ask, done)) {
      shown.value = undefined;
    }
    await onChange();
  };
  const hasGiven = status === 'triggered' && hasAnswered(incident, me.value?.person);
  const acknowledge = () =>
    act(
      () => api.acknowledgeIncident(body),
      (answer) => acknowledgedText(answer, w.done.acknowledged),
    );
  const takeOver = () => act(() => api.takeOverIncident(body), w.done.takenOver);
  const escalate = () => act(() => api.escalateIncident(body), w.done.escalated);
  const isOpen = status !== 'resolved' && may('respond');
  // To take it over is no key: somebody may have been faster than the one that acknowledges.
  useKeys({
    ...(isOpen && status === 'triggered' && !hasGiven && { a: acknowledge }),
    ...(isOpen && { e: escalate }),
  });
  if (!may('respond')) {
    return undefined;
  }
  const judge = html`<${Noise} incident=${incident} act=${act} />`;
  if (status === 'resolved') {
    return html`<p class="actions">
      ${
        incident.undoUntil !== undefined &&
        html`<button onClick=${() => act(() => api.undoResolution(body), w.done.undone)}>${w.undo}</button>`
      }
      ${judge}
    </p>`;
  }
  const open = (what: Shown) => () => {
    shown.value = what;
  };
  const decline = () => act(() => api.declineIncident(body), w.done.declined);
  const isBusy = isUnderWay(id);
  return html`<div class="actions">
      <${Main} incident=${incident} acknowledge=${acknowledge} takeOver=${takeOver} />
      <button aria-busy=${isBusy} onClick=${decline}>${w.decline}</button>
      <button aria-busy=${isBusy} onClick=${escalate}>${w.escalate}</button>
      <button onClick=${open('snooze')}>${w.snooze}</button>
      <button onClick=${open('reassign')}>${w.reassign}</button>
      <button onClick=${open('note')}>${w.note}</button>
      ${status === 'acknowledged' && judge}
      <button onClick=${open('silence')}>${w.silence}</button>
    </div>
    <p class="apart"><button onClick=${open('resolve')}>${w.resolve}</button></p>
    <${Dialogs}
      shown=${shown.value}
      incident=${incident}
      act=${act}
      onClose=${() => {
        shown.value = undefined;
      }}
    />`;
}

/** The one thing that most come for: to take it, from whoever has it where somebody does. */
function Main({
  incident,
  acknowledge,
  takeOver,
}: {
  readonly incident: Incident;
  readonly acknowledge: () => void;
  readonly takeOver: () => void;
}) {
  const w = words.value.incident;
  const { id, status, acknowledgedBy = '', acknowledgedByPerson } = incident;
  const hasGiven = hasAnswered(incident, me.value?.person);
  if (status === 'triggered') {
    return (
      !hasGiven &&
      html`<button class="main" aria-busy=${isUnderWay(id)} onClick=${acknowledge}>
      ${words.value.now.acknowledge}
    </button>`
    );
  }
  const isMine = hasGiven || (acknowledgedByPerson === true && acknowledgedBy === me.value?.person);
  return (
    !isMine &&
    html`<button class="main" aria-busy=${isUnderWay(id)} onClick=${takeOver}>
      ${w.takeOver(personName(acknowledgedBy))}
    </button>`
  );
}

/** The judgement whether it was noise, which answers nothing: so it comes after the answer. */
function Noise({
  incident: { id, noise },
  act,
}: Pick<Parts, 'incident'> & {
  readonly act: (ask: () => Promise<ActionAnswer>, done: string) => Promise<void>;
}) {
  const w = words.value.incident;
  const body = { path: { id }, body: {} };
  const [ask, label, done] =
    noise === undefined
      ? [() => api.markNoise(body), w.noise, w.done.noise]
      : [() => api.unmarkNoise(body), w.notNoise, w.done.notNoise];
  return html`<button aria-busy=${isUnderWay(id)} onClick=${() => act(ask, done)}>${label}</button>`;
}

function Dialogs({
  shown,
  incident,
  act,
  onClose,
}: {
  readonly shown: Shown | undefined;
  readonly incident: Incident;
  readonly act: (ask: () => Promise<ActionAnswer>, done: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const w = words.value.incident;
  const path = { id: incident.id };
  const silence = (minutes: number) =>
    act(() => api.silenceIncident({ path, body: { minutes } }), w.done.silenced);
  switch (shown) {
    case 'snooze':
      return html`<${SpanDialog}
        title=${w.snooze}
        hint=${w.snoozeHint}
        onClose=${onClose}
        onSpan=${(minutes: number) =>
          act(() => api.snoozeIncident({ path, body: { minutes } }), w.done.snoozed)}
      />`;
    case 'silence':
      return html`<${SpanDialog} title=${w.silence} hint=${w.silenceHint} spans=${silenceSpans()} onClose=${onClose} onSpan=${silence} />`;
    case 'reassign':
      return html`<${ReassignDialog}
        onClose=${onClose}
        onTarget=${(to: string) =>
          act(() => api.reassignIncident({ path, body: { to } }), w.done.reassigned)}
      />`;
    case 'note':
      return html`<${NoteDialog}
        onClose=${onClose}
        onNote=${(text: string) =>
          act(() => api.noteOnIncident({ path, body: { text } }), w.done.noted)}
      />`;
    case 'resolve':
      return html`<${ResolveDialog}
        firing=${incident.alerts.filter(({ status }) => status === 'firing').length}
        onClose=${onClose}
        onSilence=${() => silence(60)}
        onResolve=${(stillFiring: 'confirmed' | undefined) =>
          act(() => api.resolveIncident({ path, body: { stillFiring } }), w.done.resolved)}
      />`;
    default:
      return undefined;
  }
}
