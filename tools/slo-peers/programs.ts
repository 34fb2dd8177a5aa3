import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version of Sloth that is asked; that of Prometheus stands in evaluate/go.mod. */
const SLOTH = 'github.com/slok/sloth/cmd/sloth@v0.16.0';

const GO = 'go';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/slo-peers', import.meta.url));
const EVALUATE = fileURLToPath(new URL('./evaluate', import.meta.url));

/** Go's installer puts it here, which is not always in PATH. */
const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/local/go/bin`, GOFLAGS: '' };

/** The programs that were built, or what this machine lacks for them. */
export type Programs =
  | { readonly sloth: string; readonly evaluate: string; readonly versions: string }
  | { readonly lacks: string };

/**
 * Lets Go download and build Sloth, and what evaluates its rules with Prometheus' engine. It takes
 * minutes the first time.
 */
export function buildPrograms(): Programs {
  mkdirSync(CACHE, { recursive: true });
  const go = (...args: readonly string[]) => {
    const { status, stdout, stderr, error } = spawnSync(GO, args, {
      cwd: EVALUATE,
      env: { ...env, GOBIN: CACHE },
      encoding: 'utf8',
    });
    return status === 0
      ? { out: stdout.trim() }
      : { why: error?.message ?? stderr.trim().split('\n').at(-1) ?? '' };
  };
  if ('why' in go('version')) {
    return { lacks: 'Go (go)' };
  }
  const engine = go('list', '-m', '-f', '{{.Version}}', 'github.com/prometheus/prometheus');
  for (const built of [engine, go('install', '.'), go('install', SLOTH)]) {
    if ('why' in built) {
      return { lacks: `Go's module proxy (${built.why})` };
    }
  }
  return {
    sloth: join(CACHE, 'sloth'),
    evaluate: join(CACHE, 'evaluate'),
    versions: `Sloth ${SLOTH.split('@')[1]}, Prometheus ${engine.out}`,
  };
}
