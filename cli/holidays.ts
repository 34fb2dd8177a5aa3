import { writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { suggest } from '#core/text/closest.ts';
import { DAY } from '#core/time/instant.ts';
import { type ReachOption, withReach } from './calendar-source.ts';
import { CliFailure } from './failure.ts';
import { readText } from './read-text.ts';

const TYPES = ['public', 'bank', 'school', 'optional', 'observance'] as const;

interface Options extends ReachOption {
  readonly state?: string;
  readonly list?: string;
  readonly language?: string;
  readonly types?: readonly string[];
  readonly write?: string;
  readonly from?: string;
}

/** The longest name of a day that a config takes. */
const LONGEST_NAME = 60;

/** `wardbell holidays`: holidays of a country or of a calendar, as a config takes them. */
export function addHolidays(program: Command): void {
  const command = program
    .command('holidays [country] [year]')
    .description(
      'the holidays of a country, such as SE, or of a calendar, as a list for the config',
    )
    .option('--from <calendar>', 'the whole days of an .ics file, or of its address, instead')
    .option('--state <code>', 'of a part of the country, such as BY of DE')
    .option('--list <name>', 'what the list is called (default: the country, in small letters)')
    .option('--language <code>', 'in which the days are named (default: that of the country)')
    .option('--types <types>', `which, with commas between them: ${TYPES.join(', ')}`, parseTypes)
    .option('--write <file>', 'add them to this config, behind those of its list');
  withReach(command).action(
    async (country: string | undefined, year: string | undefined, options: Options) => {
      const { list, days } = await listed(country, year, options);
      // Loaded lazily: YAML would slow down every other command.
      const { addHolidays: added, holidaysSection } = await import('#config/add-holidays.ts');
      const { write } = options;
      if (write === undefined) {
        process.stdout.write(holidaysSection(list, days));
        return;
      }
      const result = added(readText(write), list, days);
      if ('refused' in result) {
        throw new CliFailure(
          'failed',
          `${write}: ${result.refused}. Without --write they are printed, to be copied.`,
        );
      }
      writeFileSync(write, result.text);
      console.log(
        `${write}: ${result.added} of ${Object.keys(days).length} days added to the list "${list}". Layers name it: except: [{ dates: [${list}] }].`,
      );
    },
  );
}

interface Listed {
  readonly list: string;
  /** What each date is called. */
  readonly days: Readonly<Record<string, string>>;
}

async function listed(
  country: string | undefined,
  year: string | undefined,
  { from, list, ...options }: Options,
): Promise<Listed> {
  const { state, language, types = ['public'], reach } = options;
  if (from === undefined) {
    if (country === undefined || year === undefined) {
      throw new CliFailure(
        'usage',
        'Name a country and a year, such as SE 2027, or a calendar with --from.',
      );
    }
    const usual = [country, state ?? []].flat().join('-').toLowerCase();
    const found = await holidaysOf(country.toUpperCase(), parseYear(year), { ...options, types });
    return { list: list ?? usual, days: found };
  }
  const other = [country, state, language, options.types].some((one) => one !== undefined);
  if (other || list === undefined) {
    throw new CliFailure(
      'usage',
      'With --from the days are those of the calendar: name the list with --list, and neither a country nor what is chosen of one.',
    );
  }
  // Loaded lazily: the reader of calendars would slow down every other command.
  const { calendarHolidays } = await import('./calendar-holidays.ts');
  return {
    list,
    days: await calendarHolidays(from, {
      longest: LONGEST_NAME,
      ...(reach !== undefined && { reach }),
    }),
  };
}

function parseTypes(text: string): readonly string[] {
  const types = text.split(',').map((type) => type.trim());
  if (!types.every((type) => TYPES.some((known) => known === type))) {
    throw new InvalidArgumentError(`Types are ${TYPES.join(', ')}.`);
  }
  return types;
}

function parseYear(text: string): number {
  const year = /^\d{4}$/u.test(text) ? Number(text) : 0;
  if (year < 2000 || year > 2100) {
    throw new CliFailure('usage', `"${text}" is not a year from 2000 to 2100, such as 2027.`);
  }
  return year;
}

/** Returns what each date is called: the days of holidays that last for several are each there. */
async function holidaysOf(
  country: string,
  year: number,
  {
    state,
    language,
    types,
  }: Pick<Options, 'state' | 'language'> & { readonly types: readonly string[] },
): Promise<Readonly<Record<string, string>>> {
  // Loaded lazily: its data are ten megabytes.
  const { default: Holidays } = await import('date-holidays');
  const all = new Holidays();
  known('country', country, all.getCountries());
  if (state !== undefined) {
    known(`state of ${country}`, state.toUpperCase(), all.getStates(country) ?? {});
  }
  const options = { ...(language !== undefined && { languages: language }) };
  const calendar =
    state === undefined
      ? new Holidays(country, options)
      : new Holidays(country, state.toUpperCase(), options);
  const found = calendar.getHolidays(year).filter(({ type }) => types.includes(type));
  const days = found.flatMap(({ date, name, start, end }) =>
    Array.from({ length: Math.max(1, Math.round((+end - +start) / DAY)) }, (_, later) => {
      const day = new Date(Date.parse(date.slice(0, 10)) + later * DAY);
      return [day.toISOString().slice(0, 10), name.slice(0, LONGEST_NAME)] as const;
    }),
  );
  if (days.length === 0) {
    throw new CliFailure(
      'not_found',
      `No holidays of ${country} are known for ${year} of the types ${types.join(', ')}.`,
    );
  }
  return Object.fromEntries(days.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function known(what: string, code: string, codes: Readonly<Record<string, string>>): void {
  if (!Object.hasOwn(codes, code)) {
    const near = suggest(code, Object.keys(codes), 'known codes');
    throw new CliFailure('not_found', `There is no ${what} "${code}": ${near}.`);
  }
}
