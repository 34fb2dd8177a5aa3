import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A command as the shell parsed it: its name, and its arguments without quotes. */
export interface RecordedCommand {
  readonly name: string;
  readonly args: readonly string[];
}

/** Result of a shell text: the commands that it would have run, or the reason why it could not. */
export interface RecordedShell {
  readonly commands: readonly RecordedCommand[];
  /** Complaint of the shell itself, such as an unterminated quote. */
  readonly complaints: string;
}

/** Address of the examples' platform, and their key. */
export const EXAMPLE_URL = 'http://wardbell.test';
export const EXAMPLE_KEY = 'wb_example';

const [UNIT, RECORD, ENDED] = ['\x1f', '\x1e', '\x1d'];

/** The exit code of a shell that has no `command_not_found_handle`, as that of macOS. */
const TOO_OLD = 99;

/** Only `date` is run: without PATH every other command ends in the handler. */
const RECORDER = String.raw`
  [ "$BASH_VERSINFO" -ge 4 ] || exit ${TOO_OLD}
  PATH=/nowhere
  command_not_found_handle() { local IFS=$'\x1f'; printf '%s\x1e' "$*" >&3; }
  sleep() { exit 0; }
  date() { /bin/date "$@"; }
`;

/**
 * Lets a real shell read each text, and records what it would have run. Quotes, continued lines,
 * comments, loops and variables are therefore understood as the reader's shell understands them.
 */
export function recordShell(texts: readonly string[]): readonly RecordedShell[] {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-docs-'));
  const script = texts
    .map(
      (text) => `( eval ${quoted(text)} ) 2>&4 </dev/null; printf '\\x1d' >&3; printf '\\x1d' >&4`,
    )
    .join('\n');
  try {
    const { output, error, status } = spawnSync('bash', {
      cwd: folder,
      env: { ...process.env, WARDBELL_URL: EXAMPLE_URL, WARDBELL_KEY: EXAMPLE_KEY },
      input: RECORDER + script,
      stdio: ['pipe', 'ignore', 'inherit', 'pipe', 'pipe'],
      encoding: 'utf8',
      timeout: 20_000,
      maxBuffer: 10_000_000,
    });
    if (error !== undefined) {
      throw error;
    }
    if (status === TOO_OLD) {
      throw new Error('bash 4 or newer is needed to read the documents');
    }
    const [said = [], complaints = []] = [output[3], output[4]].map((all) =>
      (all ?? '').split(ENDED),
    );
    return texts.map((_, index) => ({
      commands: (said[index] ?? '').split(RECORD).filter(Boolean).map(toCommand),
      complaints: complaints[index] ?? '',
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function toCommand(record: string): RecordedCommand {
  const [name = '', ...args] = record.split(UNIT);
  return { name, args };
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
