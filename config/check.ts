import { SEVERITIES } from '#core/alert/severity.ts';
import type { Config, Service } from '#core/team/config.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import { endingHolidays } from './ending-holidays.ts';
import { endedHours } from './hours.ts';
import { loadConfig } from './load.ts';
import { pluralize } from './pluralize.ts';
import { formatProblems, type Problem } from './problem.ts';
import { prove } from './prove.ts';

/**
 * The result for a file, in the same words on the command line and in a deployment. `report` is all
 * of it, with the lines of the file.
 */
export type Checked =
  | {
      readonly kind: 'sound';
      readonly config: Config;
      /** Lint warnings, and steps that at times reach nobody. */
      readonly warnings: readonly string[];
      readonly report: string;
    }
  | { readonly kind: 'wrong'; readonly report: string };

const PROVEN = 366 * DAY;

/** The beginning of the proven period, and the zone in which times are shown. */
export interface Proof {
  /** The moment, if it depends on the zone of the config. */
  readonly from: (timeZone: string) => Instant;
  /** @default the zone of the config */
  readonly timeZone?: string | undefined;
}

/**
 * Checks the text of a `wardbell.yaml`, and proves that everybody is reachable for a year and a day
 * from then on. `file` is its name in the report. Never throws.
 */
export function checkConfig(text: string, file: string, proof: Proof): Checked {
  const loaded = loadConfig(text, file);
  if (!loaded.ok) {
    const rest = 'whether everybody is reached is checked once these are mended';
    return wrong(loaded.problems, [], rest);
  }
  const { config } = loaded;
  const timeZone = proof.timeZone ?? config.timeZone;
  const from = proof.from(timeZone);
  const told = { ...config, timeZone };
  const { gaps, weak } = prove({ ...loaded, config: told }, from, from + PROVEN);
  const odd = [
    ...loaded.warnings,
    ...endingHolidays(loaded, from),
    ...endedHours(loaded, from),
    ...weak,
  ];
  const warnings = formatProblems(odd, 'warning', text);
  if (gaps.length > 0) {
    return wrong(gaps, warnings, pluralize(odd.length, 'warning'));
  }
  const sound = summary(file, told, odd.length, from + PROVEN);
  return { kind: 'sound', config, warnings, report: paragraphs(warnings, sound) };

  function wrong(problems: readonly Problem[], more: readonly string[], rest: string): Checked {
    const errors = formatProblems(problems, 'error', text);
    const last = `${file}: ${pluralize(problems.length, 'error')}; ${rest}`;
    return { kind: 'wrong', report: paragraphs([...errors, ...more], last) };
  }
}

function paragraphs(found: readonly string[], last: string): string {
  return [...found, last].join('\n\n');
}

function summary(file: string, config: Config, warnings: number, until: Instant): string {
  const { people, schedules, policies, services, rules, timeZone } = config;
  const sizes = [
    pluralize(Object.keys(services).length, 'service'),
    pluralize(rules.length, 'rule'),
    pluralize(Object.keys(people).length, 'person', 'people'),
    pluralize(Object.keys(schedules).length, 'schedule'),
    pluralize(Object.keys(policies).length, 'policy', 'policies'),
  ];
  const width = Math.max(0, ...Object.keys(services).map((id) => id.length));
  const reach = Object.values(services).map(
    (service) => `  ${service.id.padEnd(width)}  ${reachOf(service, zonedTime(until, timeZone))}`,
  );
  const heading = warnings > 0 ? `ok, ${pluralize(warnings, 'warning')}` : 'ok';
  return [`${file}: ${heading}`, `  ${sizes.join(', ')}`, ...reach].join('\n');
}

function reachOf({ policies }: Service, until: string): string {
  const paged = SEVERITIES.filter((severity) => policies[severity] !== null);
  const silent = SEVERITIES.filter((severity) => policies[severity] === null);
  if (paged.length === 0) {
    return 'pages nobody';
  }
  const exception = silent.length > 0 ? `; nobody is paged for ${silent.join(', ')}` : '';
  return `somebody is reached at every minute until ${until} for ${paged.join(', ')}${exception}`;
}
