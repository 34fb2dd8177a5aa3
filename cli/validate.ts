import { readFileSync } from 'node:fs';
import { checkConfig } from '#config/check.ts';
import type { Config } from '#core/config.ts';
import type { Instant } from '#core/time/instant.ts';

/** 0: every file is right; 1: something is wrong in one; 2: one cannot be read. */
type ExitCode = 0 | 1 | 2;

interface Surroundings {
  /** The moment from which reachability is proven, for a year and a day. */
  readonly from: Instant;
  readonly write: (text: string) => void;
}

/** What came of it all, and the configs in which nothing is wrong. */
interface Validated {
  readonly code: ExitCode;
  readonly sound: readonly { readonly file: string; readonly config: Config }[];
}

/** Checks files that teams wrote, and tells what is wrong with them, or what is proven of them. */
export function validate(files: readonly string[], { from, write }: Surroundings): Validated {
  const outcomes = files.map((file) => ({ file, outcome: validateOne(file, { from, write }) }));
  const code = ([2, 1] as const).find((bad) => outcomes.some(({ outcome }) => outcome === bad));
  const sound = outcomes.flatMap(({ file, outcome }) =>
    typeof outcome === 'object' ? [{ file, config: outcome }] : [],
  );
  return { code: code ?? 0, sound };
}

function validateOne(file: string, { from, write }: Surroundings): Config | 1 | 2 {
  const { text, unreadable } = read(file);
  if (text === undefined) {
    write(`${file}: error: it cannot be read: ${unreadable}`);
    return 2;
  }
  const checked = checkConfig(text, file, from);
  write(checked.report);
  return checked.kind === 'wrong' ? 1 : checked.config;
}

function read(file: string): { text?: string; unreadable?: string } {
  try {
    return { text: readFileSync(file, 'utf8') };
  } catch (error) {
    return { unreadable: String(error).replace(/^Error: /u, '') };
  }
}
