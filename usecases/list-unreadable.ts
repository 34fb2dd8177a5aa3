import type { OnUnreadable, Ports, UnreadableDocument } from './ports.ts';

/** The name of a stored document that lists leave out. */
export type UnreadableName = Pick<UnreadableDocument, 'kind' | 'id'>;

/** Collects what lists leave out: each document once. */
export class UnreadableNames {
  readonly #found = new Map<string, UnreadableName>();

  readonly note: OnUnreadable = ({ kind, id }) => {
    this.#found.set(`${kind}/${id}`, { kind, id });
  };

  /** Returns their names in a stable order. */
  all(): readonly UnreadableName[] {
    const sorted = [...this.#found].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.map(([, name]) => name);
  }
}

/** Finds the silences, overrides, absences, exchanges and keys that cannot be read. */
export async function noteUnreadableControls(
  controls: Pick<Ports['controls'], 'silences' | 'overrides' | 'absences' | 'exchanges' | 'keys'>,
  note: OnUnreadable,
): Promise<void> {
  await Promise.all([
    controls.silences(note),
    controls.overrides(note),
    controls.absences(note),
    controls.exchanges(note),
    controls.keys(note),
  ]);
}

/**
 * Finds what cannot be read of all that is open, or that people have set: incidents that are due
 * some time, silences, overrides and keys. It reads every one of them.
 */
export function listUnreadable({ incidents, controls }: Pick<Ports, 'incidents' | 'controls'>) {
  return async (): Promise<readonly UnreadableName[]> => {
    const names = new UnreadableNames();
    await Promise.all([incidents.open(names.note), noteUnreadableControls(controls, names.note)]);
    return names.all();
  };
}
