import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastLine, NO_GO, noModules, runGo } from '../go.ts';

/** The version of Sloth that is asked; that of Prometheus stands in evaluate/go.mod. */
const SLOTH = 'github.com/slok/sloth/cmd/sloth@v0.16.0';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/slo-peers', import.meta.url));
const EVALUATE = fileURLToPath(new URL('./evaluate', import.meta.url));

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
    const { status, stdout, stderr, error } = runGo(EVALUATE, args, { GOBIN: CACHE });
    return status === 0 ? { out: stdout.trim() } : { why: error?.message ?? lastLine(stderr) };
  };
  if ('why' in go('version')) {
    return NO_GO;
  }
  const engine = go('list', '-m', '-f', '{{.Version}}', 'github.com/prometheus/prometheus');
  for (const built of [engine, go('install', '.'), go('install', SLOTH)]) {
    if ('why' in built) {
      return noModules(built.why);
    }
  }
  return {
    sloth: join(CACHE, 'sloth'),
    evaluate: join(CACHE, 'evaluate'),
    versions: `Sloth ${SLOTH.split('@')[1]}, Prometheus ${engine.out}`,
  };
}
