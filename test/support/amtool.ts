import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a run of amtool has said, and whether it was content. */
interface Run {
  readonly ok: boolean;
  readonly said: string;
}

/** Alertmanager's command line, which presents a key as its configuration for HTTP says. */
export interface Amtool {
  run(...args: readonly string[]): Promise<Run>;
  remove(): void;
}

/**
 * The command line against the platform at `url`, with a home of its own so that no setting of this
 * machine plays in.
 */
export function amtoolAt(url: string, key: string): Amtool {
  const home = mkdtempSync(join(tmpdir(), 'wardbell-amtool-'));
  const http = join(home, 'http.yml');
  writeFileSync(http, `authorization:\n  credentials: ${key}\n`);
  const always = [`--alertmanager.url=${url}`, `--http.config.file=${http}`, '--no-version-check'];
  return {
    run: (...args) =>
      new Promise((done) => {
        const env = { ...process.env, HOME: home, TZ: 'UTC' };
        execFile('amtool', [...always, ...args], { env }, (error, stdout, stderr) =>
          done({ ok: error === null, said: stdout + stderr }),
        );
      }),
    remove: () => rmSync(home, { recursive: true }),
  };
}
