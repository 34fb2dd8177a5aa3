import { spawnSync } from 'node:child_process';

export const GO = 'go';

/** Go's installer puts it here, which is not always in PATH. */
export const GO_ENV = {
  ...process.env,
  PATH: `${process.env['PATH']}:/usr/local/go/bin`,
  GOFLAGS: '',
};

/** Runs Go in a folder, until it ends. */
export function runGo(
  folder: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
) {
  return spawnSync(GO, args, { cwd: folder, env: { ...GO_ENV, ...more }, encoding: 'utf8' });
}

/** What a machine lacks on which Go does not run. */
export const NO_GO = { lacks: 'Go (go)' } as const;

/** What a machine lacks on which Go cannot download. */
export function noModules(why: string): { readonly lacks: string } {
  return { lacks: `Go's module proxy (${why.trim()})` };
}

export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
