import { writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { suggest } from '#core/text/closest.ts';
import { DAY } from '#core/time/instant.ts';
import { CliFailure } from './failure.ts';

const TYPES = ['public', 'bank', 'school', 'optional', 'observance'] as const;

interface Options {
  readonly state?: string;
  readonly list?: string;
  readonly language?: string;
  readonly types: readonly string[];
  readonly write?: string;
}

/** The longest name of a day that a config takes. */
const LONGEST_NAME = 60;

/** `wardbell holidays`: the holidays of a country, as a config takes them. */
export function addHolidays(program: Command): void {
  program
    .command('holidays <country> <year>')
    .description('the holidays of a country, such as SE, as a list for the config')
    .option('--state <code>', 'of a part of the country, such as BY of DE')
    .option('--list <name>', 'what the list is called (default: the country, in small letters)')
    .option('--language <code>', 'in which the days are named (default: that of the country)')
    .option('--types <types>', `which, with commas between them: ${TYPES.join(', ')}`, parseTypes, [
      'public',
    ])
    .option('--write <file>', 'add them to this config, behind those of its list')
    .action(async (country: string, year: string, { write, ...options }: Options) => {
      const days = await holidaysOf(country.toUpperCase(), parseYear(year), options);
      const { list = [country, options.state ?? []].flat().join('-').toLowerCase() } = options;
      // Loaded lazily: YAML would slow down every other command.
      const [{ addHolidays: added, holidaysSection }, { readText }] = await Promise.all([
        import('#config/add-holidays.ts'),
        import('./read-config.ts'),
      ]);
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
    });
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
  { state, language, types }: Omit<Options, 'write' | 'list'>,
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
