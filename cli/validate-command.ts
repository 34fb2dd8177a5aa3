import type { Command } from 'commander';
import type { Asked } from '#config/ask-held.ts';
import { strandedAt, whomToAsk } from '#config/stranded.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { TypedTime } from '#core/time/typed-time.ts';
import { parseTimeArgument } from './arguments.ts';
import { requestedZone, typedMoment, type ZoneOptions } from './clocks.ts';
import { CliFailure } from './failure.ts';

type Options = Partial<Asked> & ZoneOptions & { readonly from?: TypedTime };

/** `wardbell validate`: shows what is wrong with a config, or what is proven of it. */
export function addValidate(program: Command): void {
  program
    .command('validate <files...>')
    .description('check what your team wrote, and that everybody is reached at every minute')
    .option('--from <time>', 'prove a year and a day from then (default: now)', parseTimeArgument)
    .option('--url <url>', 'say what it would strand there, too (or WARDBELL_URL)')
    .option('--key <key>', 'your key there, wb_… (or WARDBELL_KEY)')
    .action(async (files: readonly string[], { from: typed, ...given }: Options) => {
      const asked = whomToAsk(given, process.env);
      const idle = (['url', 'key'] as const).find((option) => given[option] !== undefined);
      if (asked === undefined && idle !== undefined) {
        throw new CliFailure(
          'usage',
          `--${idle} does nothing alone: it takes both --url and --key.`,
        );
      }
      const now = Date.now();
      const zone = requestedZone(given);
      const from = (timeZone: string) =>
        typed === undefined ? now : typedMoment(typed, { now, timeZone });
      const write = (text: string) => console.log(text);
      // Loaded lazily: the config loader would slow down every other command.
      const { validate } = await import('./validate.ts');
      const { code, sound } = validate(files, { from, timeZone: zone, write });
      process.exitCode = code;
      if (asked === undefined) {
        return;
      }
      for (const { file, config } of sound) {
        write(
          await strandedReport(file, { ...config, timeZone: zone ?? config.timeZone }, asked, now),
        );
      }
    });
}

/**
 * What a config would strand is a warning: it may be intended, and must not prevent a deployment.
 */
async function strandedReport(
  file: string,
  config: Config,
  asked: Asked,
  now: Instant,
): Promise<string> {
  const stranded = await strandedAt(asked, config, now);
  if (stranded.kind === 'unanswered') {
    return `${file}: what it would strand is not known: ${stranded.reason}`;
  }
  const { url, found } = stranded;
  if (found.length === 0) {
    return `${file}: strands nothing that people hold at ${url}`;
  }
  const lines = found.map((line) => `  ${line}`);
  return [`${file}: warning: of what people hold at ${url}:`, ...lines].join('\n');
}
