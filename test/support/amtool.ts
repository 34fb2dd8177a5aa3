import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Output and success of a run of amtool. */
interface Run {
  readonly ok: boolean;
  readonly said: string;
}

/** Alertmanager's command line, with a key in its HTTP configuration. */
export interface Amtool {
  run(...args: readonly string[]): Promise<Run>;
  remove(): void;
}

/**
 * Runs amtool against the platform at `url`, with its own home so that no setting of this machine
 * interferes.
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
