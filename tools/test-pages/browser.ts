import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A session of the Chrome DevTools Protocol (chromedevtools.github.io/devtools-protocol). */
export interface Tab {
  send(method: string, parameters?: object): Promise<Answer>;
  /** The next event of that name. */
  next(event: string): Promise<Answer>;
}

// biome-ignore lint/suspicious/noExplicitAny: each method's answer has its own shape.
type Answer = any;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Answer;
  readonly result?: Answer;
  readonly error?: { readonly message: string };
}

export interface Browser {
  readonly tab: Tab;
  stop(): Promise<void>;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Returns the program, by `CHROME_PATH` or one of the names it has; undefined if there is none. */
export function findChromium(): string | undefined {
  const named = process.env['CHROME_PATH'];
  return [...(named === undefined ? [] : [named]), ...NAMES].find(
    (name) => spawnSync(name, ['--version']).status === 0,
  );
}

/** Starts it without a window, with a profile of its own, and opens an empty tab. */
export async function startBrowser(program: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'wardbell-pages-'));
  const process_ = spawn(program, [
    ...['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`],
    ...['--no-first-run', '--disable-background-networking', '--disable-component-update'],
    ...['--hide-scrollbars', '--disable-dev-shm-usage'],
    // Chromium's sandbox does not work as root, which CI often uses; the browser opens only our
    // pages.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    'about:blank',
  ]);
  const socket = new WebSocket(await addressOf(process_));
  await once(socket, 'open');
  const connection = speak(socket);
  const { targetId } = await connection.send('Target.createTarget', { url: 'about:blank' });
  const attach = { targetId, flatten: true };
  const { sessionId } = await connection.send('Target.attachToTarget', attach);
  return {
    tab: {
      send: (method, parameters) => connection.send(method, parameters, sessionId),
      next: connection.next,
    },
    async stop() {
      const ended = once(process_, 'exit');
      process_.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) {
    throw new Error('Chromium has no standard error.');
  }
  const said: string[] = [];
  for await (const line of createInterface(stderr)) {
    const [, address] = /^DevTools listening on (ws:\S+)/.exec(line) ?? [];
    if (address !== undefined) {
      stderr.resume();
      return address;
    }
    said.push(line);
  }
  throw new Error(`Chromium did not start: ${said.join(' ').slice(-500)}`);
}

function speak(socket: WebSocket) {
  let asked = 0;
  const waiting = new Map<number, (message: Message) => void>();
  const listening = new Map<string, (parameters: Answer) => void>();
  socket.addEventListener('message', ({ data }) => {
    const message: Message = JSON.parse(String(data));
    if (message.id !== undefined) {
      waiting.get(message.id)?.(message);
    } else if (message.method !== undefined) {
      listening.get(message.method)?.(message.params);
    }
  });
  return {
    send(method: string, params: object = {}, sessionId?: string): Promise<Answer> {
      asked += 1;
      const id = asked;
      return new Promise((resolve, reject) => {
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error === undefined) {
            resolve(result);
          } else {
            reject(new Error(`${method}: ${error.message}`));
          }
        });
        socket.send(
          JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }),
        );
      });
    },
    next(event: string): Promise<Answer> {
      return new Promise((resolve) => {
        listening.set(event, (parameters) => {
          listening.delete(event);
          resolve(parameters);
        });
      });
    },
  };
}
