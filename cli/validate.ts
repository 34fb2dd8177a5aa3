import { readFileSync } from 'node:fs';
import { loadConfig } from '#config/load.ts';
import { formatProblem, type Path, type Problem } from '#config/problem.ts';
import { type Gap, proveReachability, type WeakSpot, weakSpots } from '#config/reachability.ts';
import { SEVERITIES } from '#core/alert/severity.ts';
import type { Config, Service } from '#core/config.ts';
import { clockTime } from '#core/time/clock-time.ts';
import { formatDuration } from '#core/time/duration.ts';
import { DAY, type Instant } from '#core/time/instant.ts';

/** 0: every file is right; 1: something is wrong in one; 2: one cannot be read. */
export type ExitCode = 0 | 1 | 2;

interface Surroundings {
  /** The moment from which reachability is proven, for a year and a day. */
  readonly from: Instant;
  readonly write: (text: string) => void;
}

type ProblemAt = (path: Path, message: string, hint?: string) => Problem;

const PROVEN = 366 * DAY;
const GAPS_SHOWN = 3;

/** Checks files that teams wrote, and tells what is wrong with them, or what is proven of them. */
export function validate(files: readonly string[], { from, write }: Surroundings): ExitCode {
  const codes = files.map((file) => validateOne(file, { from, write }));
  return ([2, 1] as const).find((code) => codes.includes(code)) ?? 0;
}

function validateOne(file: string, { from, write }: Surroundings): ExitCode {
  const { text, unreadable } = read(file);
  if (text === undefined) {
    write(`${file}: error: it cannot be read: ${unreadable}`);
    return 2;
  }
  const loaded = loadConfig(text, file);
  const { gaps, weak } = loaded.ok ? prove(loaded.config, loaded.problemAt, from) : NOTHING;
  const problems = loaded.ok ? gaps : loaded.problems;
  const warnings = loaded.ok ? [...loaded.warnings, ...weak] : [];
  for (const problem of problems) write(`${formatProblem(problem, 'error', text)}\n`);
  for (const warning of warnings) write(`${formatProblem(warning, 'warning', text)}\n`);
  if (!loaded.ok || problems.length > 0) {
    const rest = loaded.ok
      ? count(warnings.length, 'warning')
      : 'whether everybody is reached is checked once these are mended';
    write(`${file}: ${count(problems.length, 'error')}; ${rest}`);
    return 1;
  }
  write(summary(file, loaded.config, warnings.length, from + PROVEN));
  return 0;
}

const NOTHING = { gaps: [], weak: [] };

function read(file: string): { text?: string; unreadable?: string } {
  try {
    return { text: readFileSync(file, 'utf8') };
  } catch (error) {
    return { unreadable: String(error).replace(/^Error: /u, '') };
  }
}

function prove(config: Config, problemAt: ProblemAt, from: Instant) {
  const found = proveReachability(config, from, from + PROVEN);
  const gaps = Object.keys(config.services).flatMap((service) => {
    const all = found.filter((gap) => gap.service === service);
    const shown = all.slice(0, GAPS_SHOWN).map((gap) => gapProblem(gap, config, problemAt));
    const more = all.length - shown.length;
    return more > 0 ? [...shown, moreGaps(service, more, problemAt)] : shown;
  });
  const spots = weakSpots(config, from, from + PROVEN);
  return { gaps, weak: spots.map((spot) => weakWarning(spot, config, problemAt)) };
}

function gapProblem({ service, severities, from, to, reason }: Gap, config: Config, at: ProblemAt) {
  const span = `from ${clockTime(from, config.timeZone)} to ${clockTime(to, config.timeZone)}`;
  const message = `service "${service}" reaches nobody ${span} for ${severities.join(', ')}`;
  return at(['services', service], message, `${reason} (times are ${config.timeZone})`);
}

function moreGaps(service: string, more: number, at: ProblemAt): Problem {
  const message = `service "${service}" reaches nobody ${count(more, 'more time')} in the coming year`;
  return at(['services', service], message);
}

function weakWarning(spot: WeakSpot, config: Config, at: ProblemAt): Problem {
  const { policy, step, severities, total, count: times, first, reason } = spot;
  const number = /^step (\d+)$/u.exec(step)?.[1];
  const path = number === undefined ? ['fallback'] : ['steps', Number(number) - 1];
  const begins = first[0] ? `, first at ${clockTime(first[0].from, config.timeZone)}` : '';
  return at(
    ['policies', policy, ...path],
    `${step} of policy "${policy}" reaches nobody ${count(times, 'time')}, ${formatDuration(total)} altogether${begins}, for ${severities.join(', ')}`,
    `${reason}; the step is passed over at once then`,
  );
}

function summary(file: string, config: Config, warnings: number, until: Instant): string {
  const { people, schedules, policies, services, rules, timeZone } = config;
  const sizes = [
    count(Object.keys(services).length, 'service'),
    count(rules.length, 'rule'),
    count(Object.keys(people).length, 'person', 'people'),
    count(Object.keys(schedules).length, 'schedule'),
    count(Object.keys(policies).length, 'policy', 'policies'),
  ];
  const width = Math.max(0, ...Object.keys(services).map((id) => id.length));
  const reach = Object.values(services).map(
    (service) => `  ${service.id.padEnd(width)}  ${reachOf(service, clockTime(until, timeZone))}`,
  );
  const heading = warnings > 0 ? `ok, ${count(warnings, 'warning')}` : 'ok';
  return [`${file}: ${heading}`, `  ${sizes.join(', ')}`, ...reach].join('\n');
}

function reachOf({ policies }: Service, until: string): string {
  const paged = SEVERITIES.filter((severity) => policies[severity] !== null);
  const silent = SEVERITIES.filter((severity) => policies[severity] === null);
  if (paged.length === 0) return 'pages nobody';
  const exception = silent.length > 0 ? `; nobody is paged for ${silent.join(', ')}` : '';
  return `somebody is reached at every minute until ${until} for ${paged.join(', ')}${exception}`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
