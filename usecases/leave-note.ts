import { turnsBetween } from '#core/escalation/turns-between.ts';
import {
  type HandOffNote,
  NOTE_AFTER,
  NOTE_AHEAD,
  notesOf,
  noteUntil,
  onCallIn,
} from '#core/oncall/hand-off-note.ts';
import type { Config } from '#core/team/config.ts';
import { noSuchSchedule } from '#core/team/unknown-name.ts';
import type { Instant } from '#core/time/instant.ts';
import { currentRota } from './current-rota.ts';
import type { Ports } from './ports.ts';

/** `not_on_call`: whoever asks speaks for nobody who is on call, or was of late. */
export type NoteOutcome =
  | { readonly kind: 'left'; readonly note: HandOffNote }
  | { readonly kind: 'removed'; readonly note: HandOffNote }
  | { readonly kind: 'none' | 'not_on_call' }
  | { readonly kind: 'unknown'; readonly text: string };

/** A note that is left, or without a text one that is taken back. */
type Given = Omit<HandOffNote, 'id' | 'until' | 'text'> & { readonly text?: string };

/**
 * Leaves a note for the next of a schedule in the place of what its author has left before, or
 * takes that back.
 *
 * @param speaksFor whether whoever asks may do so for a person
 */
export function leaveNote(ports: Pick<Ports, 'controls'>, config: Config) {
  return async (
    { text, ...given }: Given,
    speaksFor: (person: string) => boolean,
    now: Instant,
  ): Promise<NoteOutcome> => {
    const { schedule, createdBy } = given;
    const id = `${schedule}/${createdBy}`;
    const rota = await currentRota(ports, config);
    const known = Object.hasOwn(config.schedules, schedule) && rota.config.schedules[schedule];
    if (!known) {
      return { kind: 'unknown', text: noSuchSchedule(config, schedule) };
    }
    const window = { from: now - NOTE_AFTER, to: now + NOTE_AHEAD };
    const spans = turnsBetween(known, rota.overrides, config, window);
    const recent = onCallIn(spans, { from: window.from, to: now + 1 });
    // What somebody has written they may take back at any time.
    const meant = text === undefined ? [...recent, createdBy] : recent;
    // Whoever leads speaks for anybody, also where nobody is on call.
    if (!['', ...meant].some(speaksFor)) {
      return { kind: 'not_on_call' };
    }
    if (text === undefined) {
      const notes = notesOf(await ports.controls.handOffNotes(), schedule, now);
      const left = notes.find((note) => note.id === id);
      await ports.controls.removeHandOffNote(id);
      return left === undefined ? { kind: 'none' } : { kind: 'removed', note: left };
    }
    const until = noteUntil(createdBy, { schedule, spans, window }, now);
    const note = { ...given, id, text, until };
    await ports.controls.putHandOffNote(note);
    return { kind: 'left', note };
  };
}
