import type { IncidentSummary, SubjectSummary } from '#api/client/index.ts';
import { SERVICE, UNGROUPED } from '../frame/grouping.ts';

/** How a subject stands, the worst first. `silent`: nobody is paged, whatever it does. */
export const STATES = ['firing', 'pending', 'silent', 'well'] as const;

export type State = (typeof STATES)[number];

const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const;

/** A subject on the board. */
export interface Tile {
  readonly subject: string;
  readonly alias?: string;
  readonly state: State;
  readonly severity?: (typeof SEVERITIES)[number];
  /** The number of its alerts that fire. */
  readonly alerts: number;
  readonly services: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** The number of limits that it has in place of those of the config, if it has any. */
  readonly ownLimits?: number;
}

/** The subjects as they were listed at a moment, in ms. */
export interface Listed {
  readonly at: number;
  readonly subjects: readonly SubjectSummary[];
}

/**
 * Returns the board, the worst first: the subjects as they were listed, with what incidents have
 * begun since then. An open incident may be about a subject that is not listed, since somebody
 * else's rules watch it.
 */
export function boardOf(
  { at, subjects }: Listed,
  incidents: readonly IncidentSummary[],
): readonly Tile[] {
  const tiles = new Map(subjects.filter(isKnown).map((one) => [one.subject, tileOf(one)]));
  for (const incident of incidents.filter(({ alerts }) => alerts.firing > 0)) {
    const isNew = Date.parse(incident.openedAt) > at;
    for (const subject of incident.subjects) {
      const known = tiles.get(subject);
      if (known === undefined || isNew) {
        tiles.set(subject, withIncident(known, subject, incident));
      }
    }
  }
  return [...tiles.values()].sort(compare);
}

/** One that was retired stays listed until its item is removed, and no rule knows it any more. */
function isKnown({ services, state, ownLimits }: SubjectSummary): boolean {
  return services.length > 0 || state !== 'healthy' || ownLimits !== undefined;
}

function tileOf({ state, silencedUntil, notedAt: _, ...one }: SubjectSummary): Tile {
  const isSilent = silencedUntil !== undefined;
  return { ...one, state: isSilent ? 'silent' : state === 'healthy' ? 'well' : state };
}

function withIncident(known: Tile | undefined, subject: string, incident: IncidentSummary): Tile {
  const { severity, service, labels, silencedBy, inhibitedBy } = incident;
  const before: Tile = known ?? { subject, state: 'well', alerts: 0, services: [], labels };
  const isHeard = silencedBy === undefined && inhibitedBy === undefined;
  const state = isHeard ? 'firing' : 'silent';
  return {
    ...before,
    state: rankOf(STATES, state) < rankOf(STATES, before.state) ? state : before.state,
    severity: worse(before.severity, severity),
    alerts: before.alerts + 1,
    services: [...new Set([...before.services, service])],
  };
}

function worse(one: Tile['severity'], other: NonNullable<Tile['severity']>) {
  return one !== undefined && rankOf(SEVERITIES, one) < rankOf(SEVERITIES, other) ? one : other;
}

function rankOf<Name>(names: readonly Name[], name: Name | undefined): number {
  return name === undefined ? names.length : names.indexOf(name);
}

/** `bed-2` comes before `bed-10`. */
const { compare: byName } = new Intl.Collator('en', { numeric: true });

function compare(a: Tile, b: Tile): number {
  return (
    rankOf(STATES, a.state) - rankOf(STATES, b.state) ||
    rankOf(SEVERITIES, a.severity) - rankOf(SEVERITIES, b.severity) ||
    byName(a.alias ?? a.subject, b.alias ?? b.subject)
  );
}

/** How many stand how. */
export function countsOf(tiles: readonly Tile[]): Readonly<Record<State, number>> {
  const counts = { firing: 0, pending: 0, silent: 0, well: 0 };
  for (const { state } of tiles) {
    counts[state] += 1;
  }
  return counts;
}

/** Subjects that have something in common: a ward. */
export interface TileGroup {
  /** Empty for those that have no such label, or no service. */
  readonly name: string;
  readonly tiles: readonly Tile[];
}

/**
 * Groups of a board, that with the worst first. By service a subject stands in each group whose
 * rules know it.
 */
export function tileGroups(tiles: readonly Tile[], by: string): readonly TileGroup[] {
  const groups = new Map<string, Tile[]>();
  for (const tile of tiles) {
    for (const name of namesOf(tile, by)) {
      const group = groups.get(name) ?? [];
      group.push(tile);
      groups.set(name, group);
    }
  }
  return [...groups].map(([name, those]) => ({ name, tiles: those }));
}

function namesOf({ labels, services }: Tile, by: string): readonly string[] {
  if (by === UNGROUPED) {
    return [''];
  }
  if (by !== SERVICE) {
    return [labels[by] ?? ''];
  }
  return services.length === 0 ? [''] : services;
}

/** So many are drawn at once, and so many more of a group each time that one asks. */
const MOST_AT_ONCE = 200;
export const STEP = 60;

/**
 * Returns how many tiles of each group are drawn. Few subjects are all drawn; of many those that
 * are not well, from the worst group on, as long as there is room; of a group that was opened as
 * many as were asked for.
 */
export function drawnOf(
  groups: readonly TileGroup[],
  opened: ReadonlyMap<string, number>,
): readonly number[] {
  const all = groups.reduce((sum, { tiles }) => sum + tiles.length, 0);
  let room = MOST_AT_ONCE;
  return groups.map(({ name, tiles }) => {
    const asked = opened.get(name);
    if (asked !== undefined) {
      return Math.min(asked, tiles.length);
    }
    const wanted = all <= MOST_AT_ONCE ? tiles.length : tiles.length - countsOf(tiles).well;
    const drawn = Math.min(wanted, room);
    room -= drawn;
    return drawn;
  });
}
