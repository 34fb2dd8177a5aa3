import { OWN_PACKAGE } from '#config/own-package.ts';
import type { Config } from '#core/team/config.ts';
import type { ReceivedPage } from '#local/phones.ts';
import { type Platform, type PlatformOptions, startPlatform } from '#local/platform.ts';
import { hospital, person } from './config.ts';

/**
 * The whole platform on real engines, with a clock that can be put forward and phones that can be
 * waited for.
 */
export interface TestPlatform {
  readonly platform: Platform;
  /** Received pages that `nextPage` has not returned yet. */
  readonly pages: readonly ReceivedPage[];
  /** Returns the next page as soon as it arrives. */
  nextPage(): Promise<ReceivedPage>;
  /**
   * Sends a request with the administrator's key, unless another key, or null for none, is given.
   */
  call(method: string, path: string, more?: Call): Promise<Answer>;
  /** A key with these scopes. */
  key(...scopes: readonly string[]): Promise<string>;
  putForward(ms: number): void;
}

interface Call {
  readonly json?: unknown;
  readonly body?: string | Uint8Array | URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string | null;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test says by its expectations what it expects.
  readonly json: any;
}

/** Anna, who has a phone and a mailbox, is on call for everything. */
export const TEST_CONFIG: Config = hospital({
  people: [person('anna', ['sms', 'email'])],
  config: {
    schedules: {
      wards: {
        id: 'wards',
        timeZone: 'UTC',
        layers: [
          {
            name: 'all',
            people: ['anna'],
            shift: { days: 7 },
            start: '2020-01-06T07:00',
            restrictions: [],
          },
        ],
      },
    },
  },
});

export async function startTestPlatform(
  options: Partial<PlatformOptions> = {},
): Promise<TestPlatform> {
  let ahead = 0;
  const pages: ReceivedPage[] = [];
  const waiting: ((page: ReceivedPage) => void)[] = [];
  const platform = await startPlatform({
    config: TEST_CONFIG,
    version: OWN_PACKAGE.version,
    port: 0,
    clock: () => Date.now() + ahead,
    tickEvery: null,
    log: () => undefined,
    onPage: (page) => {
      const waiter = waiting.shift();
      if (waiter === undefined) {
        pages.push(page);
      } else {
        waiter(page);
      }
    },
    ...options,
  });
  const test: TestPlatform = {
    platform,
    pages,
    nextPage: async () => pages.shift() ?? new Promise((resolve) => waiting.push(resolve)),
    putForward: (ms) => {
      ahead += ms;
    },
    async key(...scopes) {
      return (await test.call('POST', '/v1/keys', { json: { name: 'a test', scopes } })).json.key;
    },
    call: (method, path, more = {}) => call(platform, method, path, more),
  };
  return test;
}

async function call(platform: Platform, method: string, path: string, more: Call): Promise<Answer> {
  const { json, key = platform.adminKey } = more;
  const body = json === undefined ? more.body : JSON.stringify(json);
  const headers = {
    ...(json !== undefined && { 'content-type': 'application/json' }),
    ...(key !== null && { authorization: `Bearer ${key}` }),
    ...more.headers,
  };
  const response = await fetch(platform.url + path, {
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const isJson = /json\b/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}
