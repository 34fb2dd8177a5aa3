import { type Instant, MINUTE } from '#core/time/instant.ts';
import type { Draft, Part } from './draft.ts';
import { madeInhibitions } from './inhibitions.ts';
import { madePeople } from './people.ts';
import { madePolicies } from './policies.ts';
import { madeSchedules } from './schedules.ts';
import { madeHeartbeats, madeRoutes, madeServices } from './services.ts';
import type { Entry, OldPolicy, OldSystem } from './system.ts';
import { madeWindows } from './windows.ts';

/** A config that is made of an old system, and what has become of each thing of that. */
export interface Composed {
  readonly draft: Draft;
  readonly entries: readonly Entry[];
}

/**
 * Makes a config of what a team pages by elsewhere.
 *
 * @param now what has ended by then is left out
 */
export function compose(old: OldSystem, source: string, now: Instant): Composed {
  const oldPolicies = policiesOf(old);
  const people = madePeople(old.people);
  const schedules = madeSchedules(old.schedules, people, now);
  const policies = madePolicies(oldPolicies, { people, schedules });
  const services = madeServices(old.services, oldPolicies, policies);
  const heartbeats = madeHeartbeats(old.heartbeats, services);
  const routes = madeRoutes(old.routes, { services, heartbeats });
  const inhibitions = madeInhibitions(old.inhibitions);
  const windows = madeWindows(old.windows, services);
  const made = [people, schedules, policies, services, heartbeats, routes, inhibitions, windows];
  const entries = [...made.flatMap((one) => one.entries), ...old.entries];
  const lost = entries.filter(({ carried }) => !carried);
  return {
    draft: {
      head: [
        `Moved in from ${source}. Comments tell what was chosen; docs/moving-in.md tells the rest.`,
      ],
      timeZone: zoneOf(old),
      sections: {
        people: schedules.hasNobody ? [...people.parts, people.nobody] : people.parts,
        schedules: schedules.parts,
        policies: policies.parts,
        services: services.parts,
        heartbeats: heartbeats.parts,
        maintenance_windows: windows.parts,
      },
      alerts: routes.parts,
      inhibitRules: inhibitions.parts,
      tail: [
        ...(schedules.commands.length > 0
          ? ['Overrides that are still to come, for when this runs:', ...schedules.commands]
          : []),
        ...(lost.length > 0
          ? ['What does not carry over:', ...lost.map((entry) => `- ${entryText(entry)}`)]
          : []),
      ],
    },
    entries,
  };
}

/** Schedules alone page nobody: each gets a policy of one step. */
function policiesOf({ policies, services, schedules }: OldSystem): readonly OldPolicy[] {
  if (policies.length > 0 || services.length > 0) {
    return policies;
  }
  return schedules.map(({ key, name }) => ({
    key,
    name,
    steps: [{ targets: [{ kind: 'schedule', key, name }], wait: 5 * MINUTE }],
    repeat: 1,
    notes: ['the files have no policy that pages this schedule: it has one of its own'],
  }));
}

/** Tells an entry in a line, without its mark. */
export function entryText({ kind, name, as, notes }: Entry): string {
  const where = as === undefined ? '' : ` → ${as}`;
  const why = notes.length === 0 ? '' : `: ${notes.join('; ')}`;
  return `${kind} "${name}"${where}${why}`;
}

/** The zone that most schedules have; of those that as many have, the first. */
function zoneOf({ schedules }: OldSystem): Part {
  const read = schedules.filter(({ rotations }) => rotations.length > 0);
  const counts = [...Map.groupBy(read, ({ timeZone }) => timeZone)];
  const [most] = counts.sort(([, a], [, b]) => b.length - a.length);
  if (most === undefined) {
    const comments = ['no file names a time zone: write that of your hospital'];
    return { value: 'UTC', comments };
  }
  const comments = counts.length > 1 ? ['the zone of most schedules; others name their own'] : [];
  return { value: most[0], comments };
}
