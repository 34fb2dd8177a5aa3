import { readFileSync, statSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { CliFailure } from './failure.ts';
import { readText } from './read-text.ts';

/** Which networks an address may be in, beside the public ones. */
export interface ReachOption {
  readonly reach?: readonly string[];
}

/** Adds the option of commands that fetch a calendar. */
export function withReach(command: Command): Command {
  return command.option(
    '--reach <network>',
    'where an address of a calendar may lead beside the internet, such as 10.0.0.0/8',
    addNetwork,
  );
}

function addNetwork(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^[\da-f.:]+\/\d{1,3}$/iu.test(text)) {
    throw new InvalidArgumentError('Write a network in CIDR notation, such as 10.20.0.0/16.');
  }
  return [...before, text];
}

/** Whether a calendar is named by its address, rather than by a file. */
export function isAddress(source: string): boolean {
  return /^(?:https?|webcals?):\/\//iu.test(source);
}

/** Returns the text of a calendar, of a file or of an address. */
export async function readCalendar(source: string, { reach = [] }: ReachOption): Promise<string> {
  if (!isAddress(source)) {
    return readCalendarFile(source);
  }
  const url = source.replace(/^webcals?:/iu, 'https:');
  if (!URL.canParse(url)) {
    throw new CliFailure('usage', 'The address of the calendar is none: write https://….');
  }
  // Loaded lazily: only addresses are fetched.
  const { fetchCalendar } = await import('#local/calendar.ts');
  try {
    return await fetchCalendar(url, reach);
  } catch (error) {
    const why = String(error instanceof Error ? error.message : error).replace(
      '"reach"',
      '--reach',
    );
    // The path is left out: whoever has it can read the calendar.
    throw new CliFailure('unreachable', `The calendar at ${new URL(url).host}: ${why}.`);
  }
}

/** The largest file that is read; a calendar of a year has some hundred kilobytes. */
const LARGEST = 50_000_000;

export function readCalendarFile(file: string): string {
  return readText(file, (path) => {
    if (statSync(path).size > LARGEST) {
      throw new Error('it has more than 50 MB');
    }
    return readFileSync(path, 'utf8');
  });
}
