import { readConfigText } from '#config/limits.ts';
import { loadConfig } from '#config/load.ts';
import { formatProblems } from '#config/problem.ts';
import type { Config } from '#core/team/config.ts';
import { CliFailure } from './failure.ts';
import { readText } from './read-text.ts';

/** Reads the config of a file; if it is invalid, it throws all its problems as one failure. */
export function readConfig(file: string): Config {
  return readConfigAndWarnings(file).config;
}

/** Reads the same, with lint warnings and their lines. */
export function readConfigAndWarnings(file: string): {
  readonly config: Config;
  readonly warnings: readonly string[];
} {
  const source = readText(file, readConfigText);
  const loaded = loadConfig(source, file);
  if (loaded.ok) {
    const { config, warnings } = loaded;
    return { config, warnings: formatProblems(warnings, 'warning', source) };
  }
  const problems = formatProblems(loaded.problems, 'error', source);
  throw new CliFailure('failed', `${file} is not valid:\n\n${problems.join('\n\n')}`);
}
