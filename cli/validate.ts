import { readFileSync } from 'node:fs';
import { checkConfig } from '#config/check.ts';
import type { Instant } from '#core/time/instant.ts';

/** 0: every file is right; 1: something is wrong in one; 2: one cannot be read. */
export type ExitCode = 0 | 1 | 2;

interface Surroundings {
  /** The moment from which reachability is proven, for a year and a day. */
  readonly from: Instant;
  readonly write: (text: string) => void;
}

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
  const { kind, report } = checkConfig(text, file, from);
  write(report);
  return kind === 'wrong' ? 1 : 0;
}

function read(file: string): { text?: string; unreadable?: string } {
  try {
    return { text: readFileSync(file, 'utf8') };
  } catch (error) {
    return { unreadable: String(error).replace(/^Error: /u, '') };
  }
}
