import type { Schedule } from '../oncall/schedule.ts';
import type { Person } from '../responder/person.ts';
import type { EscalationPolicy } from './policy.ts';

/** Who can be paged, who is on call when, and in which order they are asked. */
export interface Roster {
  readonly people: Readonly<Record<string, Person>>;
  readonly schedules: Readonly<Record<string, Schedule>>;
  readonly policies: Readonly<Record<string, EscalationPolicy>>;
}
