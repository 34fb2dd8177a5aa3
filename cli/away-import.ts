import { basename } from 'node:path';
import type { Command } from 'commander';
import { type Absence, pages } from '#api/client/index.ts';
import { own } from '#core/collections/own.ts';
import {
  type AbsenceChanges,
  absenceChanges,
  type CalendarAbsence,
  type ImportedAbsence,
} from '#core/oncall/calendar-absences.ts';
import type { Span } from '#core/oncall/coverage.ts';
import { noSuch } from '#core/text/closest.ts';
import { oneLine } from '#core/text/one-line.ts';
import { DAY } from '#core/time/instant.ts';
import { overlaps } from '#core/time/interval.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import { ask, askAll, type Connection, withConnection } from './api.ts';
import { type By, withBy } from './by.ts';
import { addMapped, namedTurns } from './calendar-named.ts';
import type { Known } from './calendar-people.ts';
import { isAddress, type ReachOption, readCalendar, withReach } from './calendar-source.ts';
import type { CalendarTurn } from './calendar-turns.ts';
import { platformClocks, shownIn, type ZoneOptions } from './clocks.ts';
import { CliFailure } from './failure.ts';
import { printJson } from './print.ts';

interface Options extends Partial<Connection>, By, ZoneOptions, ReachOption {
  readonly calendar?: string;
  readonly person?: string;
  readonly title?: readonly string[];
  readonly map?: ReadonlyMap<string, string>;
  readonly config?: string;
  readonly force?: string;
  readonly plan?: boolean;
  readonly json?: boolean;
}

/** How far ahead absences are told; an absence may end 400 days from now at the latest. */
const AHEAD = 399 * DAY;

/** `wardbell away import`: absences of a calendar, which the next import changes or ends. */
export function addAwayImport(away: Command): void {
  const command = away
    .command('import <calendar>')
    .description('keep absences as a calendar has them: an .ics file, or its address')
    .option('--person <person>', 'whose calendar it is (default: of whoever each event is)')
    .option(
      '--title <text>',
      'take only events whose titles have this in them; may be repeated',
      (text: string, before: readonly string[] = []) => [...before, text.toLowerCase()],
    )
    .option('--map <text=person>', 'who is meant by an address or a title of it', addMapped)
    .option('--config <file>', 'a wardbell.yaml, by whose e-mail addresses people are known')
    .option(
      '--calendar <name>',
      'what it is called: absences of this name are changed and ended (default: of the file)',
    )
    .option('--force <reason>', 'also where nobody has their turns then, and why that may be')
    .option('--plan', 'only tell what would change');
  withBy(withConnection(withReach(command))).action(importAbsences);
}

async function importAbsences(source: string, options: Options): Promise<void> {
  const mark = markOf(source, options);
  const text = await readCalendar(source, options);
  const clocks = await platformClocks(options);
  const timeZone = shownIn(clocks);
  const { now } = clocks;
  const window = { from: now, to: now + AHEAD };
  // Loaded lazily: the reader of calendars would slow down every other command.
  const { calendarTurns } = await import('./calendar-turns.ts');
  const turns = calendarTurns(text, window, timeZone).filter((turn) => isMeant(turn, options));
  const events = await whoseEvents(turns, options);
  const found = await askAll(options, (client) =>
    pages(client.listAbsences, {
      query: { ...(options.person !== undefined && { person: options.person }) },
    }),
  );
  const imported = found
    .flatMap(({ absences }) => absences)
    .filter(({ comment, endedAt }) => comment === mark && endedAt === undefined)
    .map(({ id, person, from, to }) => ({
      id,
      person,
      from: Date.parse(from),
      to: Date.parse(to),
    }));
  const changes = absenceChanges(events, imported, { now, latest: window.to });
  const { refused, held } = options.plan
    ? { refused: [], held: [] }
    : await carryOut(changes, mark, options);
  const ended = changes.end.filter((one) => !held.includes(one));
  const kept = [...changes.kept, ...held];
  const told = ({ person, from, to }: CalendarAbsence) =>
    `${person} is away from ${zonedTime(from, timeZone)} until ${zonedTime(to, timeZone)}`;
  if (options.json) {
    const shown = (all: readonly CalendarAbsence[]) =>
      all.map(({ person, from, to }) => ({ person, from: isoTime(from), to: isoTime(to) }));
    printJson({
      set: shown(changes.set.filter((one) => !refused.some(({ absence }) => absence === one))),
      ended: shown(ended),
      kept: shown(kept),
      later: shown(changes.later),
      refused: refused.map(({ absence, why }) => ({ ...shown([absence])[0], why })),
    });
  } else {
    for (const one of changes.set) {
      const refusal = refused.find(({ absence }) => absence === one);
      console.log(
        oneLine(refusal === undefined ? `+ ${told(one)}` : `✗ ${told(one)}: ${refusal.why}`),
      );
    }
    for (const one of ended) {
      console.log(oneLine(`- ${told(one)}`));
    }
    for (const one of changes.later) {
      console.log(oneLine(`  ${told(one)}: told when that is within ${AHEAD / DAY} days`));
    }
    console.log(`${kept.length} unchanged.`);
  }
  if (refused.length > 0) {
    throw new CliFailure(
      'failed',
      `${refused.length} of ${changes.set.length} would leave turns to nobody: find somebody to stand in, or say why that may be with --force.`,
    );
  }
}

/** By what absences of a calendar are known. Titles are not copied: they may be private. */
function markOf(source: string, { calendar, person }: Options): string {
  const name = calendar ?? (isAddress(source) ? person : basename(source).replace(/\.ics$/iu, ''));
  if (name === undefined || name.trim() === '') {
    throw new CliFailure(
      'usage',
      'Say what the calendar is called, such as --calendar holidays: absences of that name are changed and ended by its next import.',
    );
  }
  return `calendar ${oneLine(name).trim().slice(0, 100)}`;
}

function isMeant({ summary }: CalendarTurn, { title }: Options): boolean {
  return title === undefined || title.some((text) => summary.toLowerCase().includes(text));
}

async function whoseEvents(
  turns: readonly CalendarTurn[],
  options: Options,
): Promise<readonly Span[]> {
  const people = await knownPeople(options);
  const { person } = options;
  if (person === undefined) {
    return namedTurns(turns, people, options.map);
  }
  const ids = people.map(({ id }) => id);
  if (!ids.includes(person)) {
    throw new CliFailure('not_found', noSuch('person', person, ids));
  }
  return turns.map(({ from, to }) => ({ from, to, people: [person] }));
}

/** The platform tells no addresses of people, and a config does. */
async function knownPeople(options: Options): Promise<readonly Known[]> {
  const { people } = await ask(options, (client) => client.getConfig());
  if (options.config === undefined) {
    return people.map(({ id, name }) => ({ id, name }));
  }
  const { readConfig } = await import('./read-config.ts');
  const { people: written } = readConfig(options.config);
  return people.map(({ id, name }) => {
    const mail = own(written, id)?.contacts.email;
    return { id, name, ...(mail !== undefined && { mail }) };
  });
}

interface Refused {
  readonly absence: CalendarAbsence;
  readonly why: string;
}

/**
 * Sets first, so that somebody whose absence becomes longer is away all the time; what is refused
 * beside absences that end is tried again without those. Whoever's new absence is refused in the
 * end keeps what they have of that time.
 */
async function carryOut(
  { set, end }: Pick<AbsenceChanges, 'set' | 'end'>,
  comment: string,
  options: Options,
): Promise<{ readonly refused: readonly Refused[]; readonly held: readonly ImportedAbsence[] }> {
  const first = await setAll(set, comment, options);
  const free = end.filter((one) => !first.some((refusal) => isFor(refusal, one)));
  await endAll(free, options);
  const again = first.map(({ absence }) => absence);
  const refused = free.length === 0 ? first : await setAll(again, comment, options);
  const held = end.filter((one) => refused.some((refusal) => isFor(refusal, one)));
  await endAll(
    end.filter((one) => !free.includes(one) && !held.includes(one)),
    options,
  );
  return { refused, held };
}

/** Whether an absence that is refused was to stand for one that ends. */
function isFor({ absence }: Refused, ends: CalendarAbsence): boolean {
  return absence.person === ends.person && overlaps(absence, ends);
}

async function endAll(absences: readonly ImportedAbsence[], options: Options): Promise<void> {
  for (const { id } of absences) {
    await ask(
      options,
      (client): Promise<Absence> => client.endAbsence({ body: { id, by: options.by } }),
    );
  }
}

async function setAll(
  absences: readonly CalendarAbsence[],
  comment: string,
  options: Options,
): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  for (const absence of absences) {
    const { person, from, to } = absence;
    const { by, force: uncovered } = options;
    const body = { person, from: isoTime(from), to: isoTime(to), comment, uncovered, by };
    try {
      await ask(options, (client) => client.setAbsence({ body }));
    } catch (error) {
      if (!(error instanceof CliFailure) || error.problem !== 'refused') {
        throw error;
      }
      refused.push({ absence, why: error.message });
    }
  }
  return refused;
}
