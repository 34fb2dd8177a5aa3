import { basename } from 'node:path';
import type { Command } from 'commander';
import { pages } from '#api/client/index.ts';
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
  const latest = now + AHEAD;
  // Loaded lazily: the reader of calendars would slow down every other command.
  const { calendarTurns } = await import('./calendar-turns.ts');
  const turns = calendarTurns(text, { from: now, to: latest }, timeZone);
  const events = await whoseEvents(
    turns.filter((turn) => isMeant(turn, options)),
    options,
  );
  const changes = absenceChanges(events, await importedBefore(mark, options), { now, latest });
  const outcome: Outcome = options.plan
    ? { refused: new Map(), held: [] }
    : await carryOut(changes, mark, options);
  if (options.json) {
    printJson(shownChanges(changes, outcome));
  } else {
    printChanges(changes, outcome, timeZone);
  }
  if (outcome.refused.size > 0) {
    throw new CliFailure(
      'failed',
      `${outcome.refused.size} of ${changes.set.length} would leave turns to nobody: find somebody to stand in, or say why that may be with --force.`,
    );
  }
}

/** The absences that earlier imports of the same calendar have set. */
async function importedBefore(mark: string, options: Options): Promise<readonly ImportedAbsence[]> {
  const query = { person: options.person };
  const found = await askAll(options, (client) => pages(client.listAbsences, { query }));
  return found
    .flatMap(({ absences }) => absences)
    .filter(({ comment, endedAt }) => comment === mark && endedAt === undefined)
    .map(({ id, person, from, to }) => ({
      id,
      person,
      from: Date.parse(from),
      to: Date.parse(to),
    }));
}

function shownChanges({ set, end, kept, later }: AbsenceChanges, { refused, held }: Outcome) {
  const shown = ({ person, from, to }: CalendarAbsence) => ({
    person,
    from: isoTime(from),
    to: isoTime(to),
  });
  return {
    set: set.filter((one) => !refused.has(one)).map(shown),
    ended: end.filter((one) => !held.includes(one)).map(shown),
    kept: [...kept, ...held].map(shown),
    later: later.map(shown),
    refused: [...refused].map(([one, why]) => ({ ...shown(one), why })),
  };
}

function printChanges(
  { set, end, kept, later }: AbsenceChanges,
  { refused, held }: Outcome,
  timeZone: string,
): void {
  const told = ({ person, from, to }: CalendarAbsence) =>
    `${person} is away from ${zonedTime(from, timeZone)} until ${zonedTime(to, timeZone)}`;
  const lines = [
    ...set.map((one) =>
      refused.has(one) ? `✗ ${told(one)}: ${refused.get(one)}` : `+ ${told(one)}`,
    ),
    ...end.filter((one) => !held.includes(one)).map((one) => `- ${told(one)}`),
    ...later.map((one) => `  ${told(one)}: told when that is within ${AHEAD / DAY} days`),
    `${kept.length + held.length} unchanged.`,
  ];
  for (const line of lines) {
    console.log(oneLine(line));
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

interface Outcome {
  /** Why new absences were refused. */
  readonly refused: ReadonlyMap<CalendarAbsence, string>;
  /** What would have ended, and stands since what was to follow was refused. */
  readonly held: readonly ImportedAbsence[];
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
): Promise<Outcome> {
  const first = await setAll(set, comment, options);
  const free = end.filter((one) => !isHeldBy(first, one));
  await endAll(free, options);
  const refused = free.length === 0 ? first : await setAll([...first.keys()], comment, options);
  const held = end.filter((one) => isHeldBy(refused, one));
  await endAll(
    end.filter((one) => !free.includes(one) && !held.includes(one)),
    options,
  );
  return { refused, held };
}

/** Whether an absence that is refused was to stand for one that ends. */
function isHeldBy(refused: Outcome['refused'], ends: CalendarAbsence): boolean {
  return [...refused.keys()].some(
    (absence) => absence.person === ends.person && overlaps(absence, ends),
  );
}

async function endAll(absences: readonly ImportedAbsence[], options: Options): Promise<void> {
  for (const { id } of absences) {
    await ask(options, (client) => client.endAbsence({ body: { id, by: options.by } }));
  }
}

/** Sets absences, and returns why those are refused that are. */
async function setAll(
  absences: readonly CalendarAbsence[],
  comment: string,
  options: Options,
): Promise<Outcome['refused']> {
  const refused = new Map<CalendarAbsence, string>();
  const { by, force: uncovered } = options;
  for (const absence of absences) {
    const { person, from, to } = absence;
    const body = { person, from: isoTime(from), to: isoTime(to), comment, uncovered, by };
    try {
      await ask(options, (client) => client.setAbsence({ body }));
    } catch (error) {
      if (!(error instanceof CliFailure) || error.problem !== 'refused') {
        throw error;
      }
      refused.set(absence, error.message);
    }
  }
  return refused;
}
