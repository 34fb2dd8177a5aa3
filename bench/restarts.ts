import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPlatform } from '#local/platform.ts';
import { bedsideConfig, oneSample } from './bedside.ts';
import { quantile, watchPublishing } from './time-to-page.ts';

const KILLS = 8;

/** What the killed process prints. */
interface Said {
  readonly url?: string;
  readonly key?: string;
  readonly page?: string;
}

/**
 * Measures how long after a SIGKILL a page leaves. The platform with `--data` is killed at a random
 * moment between the POST of a breach and its page, and restarted at once. A POST without an answer
 * is repeated, as agents do; pages that had already left do not count.
 */
export async function restarts() {
  const times = (await Promise.all(Array.from({ length: KILLS }, killedOnce))).filter(
    (time) => time !== undefined,
  );
  times.sort((a, b) => a - b);
  return {
    kills: KILLS,
    pagesAfterTheKill: times.length,
    killToPageMs: { p50: quantile(times, 0.5), max: quantile(times, 1) },
  };
}

async function killedOnce(): Promise<number | undefined> {
  const data = join(mkdtempSync(join(tmpdir(), 'wardbell-')), 'data');
  try {
    const first = await start(data);
    const began = performance.now();
    await post(first.said, 'ward-1');
    const usual = (await pageTo(first, 'nurse-ward-1')) - began;
    const answered = post(first.said).then(
      () => true,
      () => false,
    );
    await wait(Math.random() * usual);
    const paged = first.pages.has('nurse-ward-0');
    first.child.kill('SIGKILL');
    const killed = performance.now();
    const second = await start(data);
    if (!(await answered)) {
      await post(second.said);
    }
    const at = paged ? undefined : await pageTo(second, 'nurse-ward-0');
    second.child.kill('SIGKILL');
    return at && at - killed;
  } finally {
    rmSync(join(data, '..'), { recursive: true, force: true });
  }
}

async function pageTo({ pages }: Awaited<ReturnType<typeof start>>, nurse: string) {
  for (;;) {
    const at = pages.get(nurse);
    if (at !== undefined) {
      return at;
    }
    await wait(10);
  }
}

async function start(data: string) {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(import.meta.url), data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = Promise.withResolvers<Said>();
  const pages = new Map<string, number>();
  if (child.stdout === null) {
    throw new Error('The process has no output.');
  }
  createInterface(child.stdout).on('line', (line) => {
    const said = JSON.parse(line) as Said;
    if (said.url !== undefined) {
      ready.resolve(said);
    }
    if (said.page !== undefined) {
      pages.set(said.page, performance.now());
    }
  });
  child.on('exit', (code) => ready.reject(new Error(`The platform ended with ${code}.`)));
  return { child, pages, said: await ready.promise };
}

async function post({ url, key }: Said, ward = 'ward-0'): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = oneSample(ward, `bed of ${ward}`, 80, Date.now());
  const answer = await fetch(`${url}/v1/samples`, { method: 'POST', headers, body });
  if (answer.status !== 200) {
    throw new Error(`${answer.status} ${await answer.text()}`);
  }
  await answer.arrayBuffer();
}

const [, script, folder] = process.argv;
if (script === fileURLToPath(import.meta.url) && folder !== undefined) {
  const say = (said: Said) => process.stdout.write(`${JSON.stringify(said)}\n`);
  const log = (line: object) => process.stderr.write(`${JSON.stringify(line)}\n`);
  const platform = await startPlatform({ config: bedsideConfig(2), port: 0, data: folder, log });
  watchPublishing(platform, (page) => say({ page }));
  say({ url: platform.url, key: platform.adminKey });
}
