import type { ActionAnswer, IncidentSummary } from '#api/client/index.ts';
import { personName } from '../frame/me.ts';
import { joined } from '../frame/text.ts';
import { words } from '../words/index.ts';

/** Who of several has answered, and how many more must; undefined where one is enough. */
export function answersText(answers: IncidentSummary['answers']): string | undefined {
  const w = words.value.now;
  if (answers === undefined) {
    return undefined;
  }
  const { wanted, from } = answers;
  return from.length === 0
    ? w.mustAnswer(wanted)
    : w.haveAnswered(from.length, wanted, joined(from.map(({ by }) => personName(by))));
}

/** What has come of an acknowledgement: who has answered, while more must, or else `done`. */
export function acknowledgedText({ incident }: ActionAnswer, done: string): string {
  const { status, answers } = incident;
  return (status === 'triggered' ? answersText(answers) : undefined) ?? done;
}
