import { doesNotMatch, match, strictEqual } from 'node:assert';
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Shell } from './shell.ts';

const PAGED_WITHIN_MS = 20_000;

/**
 * Starts the platform there, breaches the rule of its config, and waits for the page. Returns what
 * was printed instead where the platform did not start.
 */
export async function startAndPage({ folder, env }: Shell): Promise<string | undefined> {
  const command = ['--no-install', 'wardbell', 'start', '--port', '0'];
  const platform = spawn('npx', command, { cwd: folder, env, detached: true });
  let said = '';
  const started = new Promise<void>((done) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      if (/WARDBELL_KEY=\S+\n/u.test(said)) {
        done();
      }
    };
    platform.stdout.on('data', hear);
    platform.stderr.on('data', hear);
    platform.on('exit', () => done());
  });
  try {
    await started;
    const [, url] = /WARDBELL_URL=(\S+)/u.exec(said) ?? [];
    if (url === undefined) {
      return said.trim();
    }
    const [, key = ''] = /WARDBELL_KEY=(\S+)/u.exec(said) ?? [];
    await breach(url, key);
    const until = Date.now() + PAGED_WITHIN_MS;
    while (!said.includes('CRITICAL') && Date.now() < until) {
      await wait(100);
    }
    match(said, /CRITICAL/u);
    doesNotMatch(said, /Warning:/u);
    return undefined;
  } finally {
    if (platform.exitCode === null && platform.pid !== undefined) {
      process.kill(-platform.pid);
    }
  }
}

async function breach(url: string, key: string): Promise<void> {
  const answer = await fetch(`${url}/v1/samples`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ samples: [{ subject: 'bed-1', metric: 'spo2', value: 80 }] }),
  });
  strictEqual(answer.status, 200, await answer.text());
}
