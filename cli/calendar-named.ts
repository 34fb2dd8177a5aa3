import { InvalidArgumentError } from 'commander';
import type { Span } from '#core/oncall/coverage.ts';
import { noSuch } from '#core/text/closest.ts';
import { oneLine } from '#core/text/one-line.ts';
import { type Known, peopleOfTurn } from './calendar-people.ts';
import type { CalendarTurn } from './calendar-turns.ts';
import { CliFailure } from './failure.ts';

/** Whoever stands in turns of nobody, by what an import makes. */
export const NOBODY = 'nobody';

/** Adds `anna@example.org=anna` to what has been mapped. */
export function addMapped(
  text: string,
  before: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const at = text.lastIndexOf('=');
  if (at < 1 || at === text.length - 1) {
    throw new InvalidArgumentError(
      'Write an e-mail address or a title of the calendar, = and the name of a person in the config: anna@example.org=anna.',
    );
  }
  return new Map([...before, [text.slice(0, at).trim().toLowerCase(), text.slice(at + 1).trim()]]);
}

/** How many titles of which nobody is known are shown. */
const SHOWN = 5;

/** Returns whose the events of a calendar are; a failure names those of whom nobody is known. */
export function namedTurns(
  turns: readonly CalendarTurn[],
  people: readonly Known[],
  mapped: ReadonlyMap<string, string> = new Map(),
): readonly Span[] {
  const ids = people.map(({ id }) => id);
  for (const id of mapped.values()) {
    if (id !== NOBODY && !ids.includes(id)) {
      throw new CliFailure('not_found', noSuch('person', id, ids));
    }
  }
  const strange = new Set<string>();
  const spans = turns.map((turn) => {
    const found = peopleOfTurn(turn, people, mapped);
    if (found === undefined) {
      strange.add(oneLine(turn.summary || turn.mails.join(', ')));
    }
    return withoutNobody({ from: turn.from, to: turn.to, people: found ?? [] });
  });
  if (strange.size > 0) {
    const shown = [...strange].slice(0, SHOWN).map((title) => JSON.stringify(title));
    const more = strange.size > SHOWN ? ` and ${strange.size - SHOWN} more` : '';
    throw new CliFailure(
      'failed',
      `Nobody is known by ${shown.join(', ')}${more} of the calendar: name them, as in --map "${[...strange][0]}=${ids[0] ?? 'anna'}".`,
    );
  }
  return spans;
}

export function withoutNobody(span: Span): Span {
  return { ...span, people: span.people.filter((person) => person !== NOBODY) };
}
