import type { CalendarTurn } from './calendar-turns.ts';

/** A person of the config, as far as a calendar may name them. */
export interface Known {
  readonly id: string;
  readonly name: string;
  readonly mail?: string;
}

/**
 * Returns the ids of whoever an event is of; undefined if nobody is found. What a person has
 * mapped counts first, then e-mail addresses, then names and ids in its title. Capitals do not
 * count.
 *
 * @param mapped ids by an address or a title of the calendar, in small letters
 */
export function peopleOfTurn(
  { summary, description, mails }: Pick<CalendarTurn, 'summary' | 'description' | 'mails'>,
  known: readonly Known[],
  mapped: ReadonlyMap<string, string>,
): readonly string[] | undefined {
  const title = summary.trim().toLowerCase();
  const written = `${title}\n${description.toLowerCase()}`;
  const addresses = [...mails.map((mail) => mail.toLowerCase()), ...mailsIn(title)];
  const named = [...addresses, title].flatMap((text) => mapped.get(text) ?? []);
  const byMail = (texts: readonly string[]) =>
    known.flatMap(({ id, mail }) =>
      mail !== undefined && texts.includes(mail.toLowerCase()) ? [id] : [],
    );
  const found = [named, byMail(addresses), namedIn(title, known), byMail(mailsIn(written))];
  const first = found.find((ids) => ids.length > 0);
  return first && [...new Set(first)];
}

function mailsIn(text: string): readonly string[] {
  return text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu) ?? [];
}

/** Names are found whole, the longest first: "Anna Lind" is not also the id "anna". */
function namedIn(title: string, known: readonly Known[]): readonly string[] {
  const names = known
    .flatMap(({ id, name }) => [name, id].map((text) => ({ id, text: text.toLowerCase() })))
    .filter(({ text }) => text !== '')
    .sort((a, b) => b.text.length - a.text.length);
  let rest = title;
  return names.flatMap(({ id, text }) => {
    const quoted = text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
    const whole = new RegExp(`(?<![\\p{L}\\p{N}_-])${quoted}(?![\\p{L}\\p{N}_-])`, 'gu');
    const without = rest.replace(whole, ' ');
    const isThere = without !== rest;
    rest = without;
    return isThere ? [id] : [];
  });
}
