import { checkConfig, type Proof } from '#config/check.ts';
import { readConfigText } from '#config/limits.ts';
import type { Config } from '#core/team/config.ts';
import { EXIT_CODES } from './failure.ts';

/** The exit code of the worst result of a file. */
type ExitCode = (typeof EXIT_CODES)['done' | 'failed' | 'usage'][0];

interface ValidationContext extends Proof {
  readonly write: (text: string) => void;
}

/** The combined result, and the configs without problems. */
interface Validated {
  readonly code: ExitCode;
  readonly sound: readonly { readonly file: string; readonly config: Config }[];
}

/** Validates config files, and reports what is wrong with them, or what is proven of them. */
export function validate(files: readonly string[], surroundings: ValidationContext): Validated {
  const outcomes = files.map((file) => ({ file, outcome: validateOne(file, surroundings) }));
  const bad = (['usage', 'failed'] as const).find((kind) =>
    outcomes.some(({ outcome }) => outcome === kind),
  );
  const sound = outcomes.flatMap(({ file, outcome }) =>
    typeof outcome === 'object' ? [{ file, config: outcome }] : [],
  );
  return { code: EXIT_CODES[bad ?? 'done'][0], sound };
}

function validateOne(
  file: string,
  { write, ...proof }: ValidationContext,
): Config | 'failed' | 'usage' {
  const { text, unreadable } = read(file);
  if (text === undefined) {
    write(`${file}: error: it cannot be read: ${unreadable}`);
    return 'usage';
  }
  const checked = checkConfig(text, file, proof);
  write(checked.report);
  return checked.kind === 'wrong' ? 'failed' : checked.config;
}

function read(file: string): { text?: string; unreadable?: string } {
  try {
    return { text: readConfigText(file) };
  } catch (error) {
    return { unreadable: String(error).replace(/^Error: /u, '') };
  }
}
