import { knownZone, zoneHint } from '#core/time/known-zone.ts';
import {
  type Entry,
  type Fault,
  type OldOverride,
  type OldRotation,
  type ReadSchedule,
  refusal,
} from './system.ts';

/** A schedule as its system tells it, and how to read what it consists of. */
export interface ToldSchedule<T> {
  readonly key: string;
  readonly name: string;
  /** As it is written there; absent: UTC. */
  readonly zone: string | undefined;
  /** What its parts are called there, such as `layer`. */
  readonly kind: string;
  readonly parts: readonly T[];
  nameOf(part: T): string;
  rotationOf(part: T, timeZone: string, rank: number): OldRotation | Fault;
  overrides(timeZone: string): readonly OldOverride[];
  readonly notes?: readonly string[];
}

/** Reads a schedule: what of it cannot be said is refused by name, all of it without its zone. */
export function readSchedule<T>(told: ToldSchedule<T>): ReadSchedule {
  const { key, name, zone = 'UTC', kind, parts, notes = [] } = told;
  const fault = zoneFault(zone);
  if (fault !== undefined) {
    const schedule = { key, name, timeZone: 'UTC', rotations: [] };
    return { schedule, entries: [refusal('time zone of schedule', name, fault.fault)] };
  }
  const entries: Entry[] = [];
  const rotations = parts.flatMap((part, rank) => {
    const read = told.rotationOf(part, zone, rank);
    if ('fault' in read) {
      entries.push(refusal(`${kind} of schedule "${name}"`, told.nameOf(part), read.fault));
      return [];
    }
    return [read];
  });
  const overrides = told.overrides(zone);
  return {
    schedule: { key, name, timeZone: zone, rotations, overrides, notes },
    entries,
  };
}

/** Returns why a time zone cannot be read; undefined if it is known. */
export function zoneFault(zone: string): Fault | undefined {
  return knownZone(zone) === undefined
    ? { fault: `"${zone}" is no time zone: ${zoneHint(zone)}` }
    : undefined;
}
