import { own } from '../collections/own.ts';
import { emptyInWords } from '../escalation/in-words.ts';
import { overrideSkipReason } from '../escalation/resolve-on-call.ts';
import { readerOf } from '../responder/reader.ts';
import { END_OF_TIME, type Instant } from '../time/instant.ts';
import type { Config } from './config.ts';

/** What people hold at run time, as far as a config can take it from them. */
export interface Held {
  readonly overrides: readonly {
    readonly id: string;
    readonly schedule: string;
    readonly person: string;
    readonly to: Instant;
  }[];
  /** The open incidents. */
  readonly incidents: readonly {
    readonly id: string;
    readonly service: string;
    /** The person who has acknowledged or snoozed it; absent if nobody has, or a key. */
    readonly acknowledgedBy?: string;
    /** The people whose answer the current step waits for. */
    readonly waitsFor: readonly string[];
  }[];
  /** The overrides and silences that a person has set, by name. */
  readonly silences: readonly {
    readonly id: string;
    readonly person: string;
    readonly endsAt: Instant;
  }[];
}

/**
 * Describes what a config strands because it does not know the people concerned, a sentence each.
 */
export function strandedBy(held: Held, config: Config, now: Instant): readonly string[] {
  const reader = readerOf(config);
  const at = reader.timeOf;
  const until = (end: Instant) => (end === END_OF_TIME ? 'for good' : `until ${at(end)}`);
  const isGone = (person: string) => own(config.people, person) === undefined;
  const overrides = held.overrides.flatMap((override) => {
    const { id, person, schedule, to } = override;
    const why = to > now ? overrideSkipReason(override, config) : undefined;
    return why === undefined
      ? []
      : [
          `The override ${id} of ${person} in schedule ${schedule}, until ${at(to)}, is passed over: ${emptyInWords(why, reader)}.`,
        ];
  });
  const incidents = held.incidents.flatMap(({ id, service, acknowledgedBy, waitsFor }) => {
    if (own(config.services, service) === undefined) {
      return [`Incident ${id} goes to the technical service: there is no service "${service}".`];
    }
    if (acknowledgedBy !== undefined && isGone(acknowledgedBy)) {
      return [`Incident ${id} pages again: ${acknowledgedBy}, who has it, is not in the config.`];
    }
    return waitsFor.length > 0 && waitsFor.every(isGone)
      ? [`Incident ${id} moves on: it has paged ${waitsFor.join(', ')}, not in the config.`]
      : [];
  });
  const silences = held.silences.flatMap(({ id, person, endsAt }) =>
    endsAt > now && isGone(person)
      ? [`The silence ${id} of ${person}, who is not in the config, goes on ${until(endsAt)}.`]
      : [],
  );
  return [...overrides, ...incidents, ...silences];
}
