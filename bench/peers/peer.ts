import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../test/support/free-port.ts';
import { answering, type Running, startProcess } from './process.ts';

/** A server under test, which takes the same requests as the others and runs in its own process. */
export interface Peer extends Running {
  /** Posts to a path, and throws if the response is not successful. */
  post(path: string, body: Uint8Array | string, headers: Headers): Promise<void>;
  get(path: string): Promise<void>;
}

type Headers = Readonly<Record<string, string>>;

/** Returns the version that a peer reports, or undefined if it is not installed. */
export function versionOf(program: string): string | undefined {
  const { status, stdout, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? /version \S+/.exec(stdout + stderr)?.[0] : undefined;
}

/**
 * Starts Prometheus as a remote write receiver; with an Alertmanager it also evaluates a rule on
 * SpO2 every second.
 */
export async function startPrometheus(alertmanager?: string): Promise<Peer> {
  const port = await freePort();
  const rule = { alert: 'SpO2', expr: 'spo2 < 91' };
  const config = alertmanager && {
    global: { evaluation_interval: '1s' },
    rule_files: ['rules.yml'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
  };
  const running = startProcess('prometheus', (folder) => {
    writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config ?? {}));
    const rules = { groups: [{ name: 'vitals', rules: [rule] }] };
    writeFileSync(join(folder, 'rules.yml'), JSON.stringify(rules));
    return [
      '--config.file=prometheus.yml',
      '--storage.tsdb.path=data',
      '--web.enable-remote-write-receiver',
      `--web.listen-address=127.0.0.1:${port}`,
    ];
  });
  const url = `http://127.0.0.1:${port}`;
  await answering(`${url}/-/ready`);
  return { ...running, ...requester(url) };
}

/** Starts Alertmanager at its fastest settings: one group per alert, notified immediately. */
export async function startAlertmanager(webhook: string): Promise<Peer & { address: string }> {
  const address = `127.0.0.1:${await freePort()}`;
  const running = startProcess('prometheus-alertmanager', (folder) => {
    const route = { receiver: 'us', group_by: ['...'], group_wait: '0s', repeat_interval: '4h' };
    const receivers = [{ name: 'us', webhook_configs: [{ url: webhook }] }];
    writeFileSync(join(folder, 'alertmanager.yml'), JSON.stringify({ route, receivers }));
    return [
      '--config.file=alertmanager.yml',
      '--storage.path=data',
      '--cluster.listen-address=',
      `--web.listen-address=${address}`,
    ];
  });
  await answering(`http://${address}/-/ready`);
  return { ...running, address, ...requester(`http://${address}`) };
}

/**
 * Starts Wardbell: the one-machine `platform` with its SQLite, SQS and SNS, or the ingest
 * `function` with a store in memory.
 */
export async function startWardbell(
  what: 'platform' | 'function',
  onPage: (responder: string) => void = () => undefined,
): Promise<Peer> {
  const program = fileURLToPath(new URL('./wardbell.ts', import.meta.url));
  const { promise, resolve } = Promise.withResolvers<{ url: string; key: string }>();
  const running = startProcess(
    process.execPath,
    () => [...nodeOptions(), program, what],
    (line) => {
      const said = JSON.parse(line) as { url: string; key: string } | { page: string };
      if ('page' in said) {
        onPage(said.page);
      } else {
        resolve(said);
      }
    },
  );
  const { url, key } = await promise;
  return { ...running, ...requester(url, { authorization: `Bearer ${key}` }) };
}

/**
 * Returns the Node options of `npm start`. Without them V8 lets garbage grow to 150 MB beside 40 MB
 * in use; with them memory stays flat, at 5 % less speed. The first line of `bin/wardbell.ts` does
 * not have them, because `env` on small systems takes no options.
 */
function nodeOptions(): readonly string[] {
  const { scripts } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as { scripts: { start: string } };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

function requester(url: string, known: Headers = {}): Pick<Peer, 'post' | 'get'> {
  const ask = async (
    path: string,
    method: string,
    headers: Headers,
    body?: Uint8Array | string,
  ) => {
    const all = { ...known, ...headers };
    const answer = await fetch(url + path, {
      method,
      headers: all,
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${url}${path} answers ${answer.status}: ${text}`);
    }
  };
  return {
    post: (path, body, headers) => ask(path, 'POST', headers, body),
    get: (path) => ask(path, 'GET', {}),
  };
}
