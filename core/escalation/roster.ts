import type { Schedule } from '../oncall/schedule.ts';
import type { Person } from '../responder/person.ts';
import type { EscalationPolicy } from './policy.ts';

/** The people who can be paged, the schedules, and the escalation policies. */
export interface Roster {
  readonly people: Readonly<Record<string, Person>>;
  readonly schedules: Readonly<Record<string, Schedule>>;
  readonly policies: Readonly<Record<string, EscalationPolicy>>;
}
