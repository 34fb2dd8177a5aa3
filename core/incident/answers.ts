import { omit } from '../collections/omit.ts';
import { own } from '../collections/own.ts';
import { actorNameOf, type IncidentContext } from './context.ts';
import type { GivenAnswer, Incident } from './incident.ts';

/*
 * A step may want the answers of several. Its incident is acknowledged once as many have answered
 * as any stage that it has reached asks for; until then it pages on, but not those who have.
 */

/** Returns the incident once it has reached a stage that wants so many answers: the most counts. */
export function wantAnswers(incident: Incident, wanted: number): Incident {
  const { answers = { wanted: 1, from: [] } } = incident;
  return wanted <= answers.wanted ? incident : { ...incident, answers: { ...answers, wanted } };
}

/** Whether a person is among several who have answered. */
export function hasAnswered(
  incident: Pick<Incident, 'status' | 'answers'>,
  person: string,
): boolean {
  const { from = [] } = incident.answers ?? {};
  return !isOutlived(incident) && from.some(({ by, bySender }) => by === person && !bySender);
}

/**
 * Whether enough have answered, and it pages all the same: a version that knows nothing of answers
 * has ended the acknowledgement that they became, and has left them.
 */
export function isOutlived({ status, answers }: Pick<Incident, 'status' | 'answers'>): boolean {
  return status === 'triggered' && answers !== undefined && answers.from.length >= answers.wanted;
}

/** Returns how many more must answer before an incident counts as acknowledged. */
export function answersLacking({ status, answers }: Pick<Incident, 'status' | 'answers'>): number {
  return status === 'triggered' && answers !== undefined
    ? Math.max(0, answers.wanted - answers.from.length)
    : 0;
}

/** Returns the incident without the answers of some; the others keep what they cover. */
export function withoutAnswers(
  incident: Incident,
  isGone: (answer: GivenAnswer) => boolean,
): Incident {
  const { answers } = incident;
  if (answers === undefined || !answers.from.some(isGone)) {
    return incident;
  }
  const from = answers.from.filter((one) => !isGone(one));
  const left = from.length === 0 ? omit(answers, 'covered') : answers;
  return { ...incident, answers: { ...left, from } };
}

/** Whether whoever answered was a person of the config, and is none any more. */
export function hasLeft(
  { person, by }: Pick<GivenAnswer, 'person' | 'by'>,
  { config }: Pick<IncidentContext, 'config'>,
): boolean {
  return person && own(config.people, by) === undefined;
}

/**
 * Says who of several has answered, in a sentence: `1 of 2 have answered: Ada Berg; one more is
 * wanted.` Undefined if no more are wanted.
 */
export function answersInWords(
  incident: Incident,
  config: IncidentContext['config'],
): string | undefined {
  const { answers } = incident;
  return answers === undefined || answersLacking(incident) === 0
    ? undefined
    : lackingInWords(
        answers.wanted,
        answers.from.map((one) => actorNameOf(config, one)),
      );
}

/** The same of how many are wanted and the names of those who have answered. */
export function lackingInWords(wanted: number, names: readonly string[]): string {
  if (names.length === 0) {
    return `${wanted} must answer, and nobody has yet.`;
  }
  const more = wanted - names.length;
  const lacking = more === 1 ? 'one more is' : `${more} more are`;
  return `${names.length} of ${wanted} have answered: ${names.join(', ')}; ${lacking} wanted.`;
}
