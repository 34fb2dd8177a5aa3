import { describe, expect, test } from '@jest/globals';
import type { HttpTarget } from '#core/check/check.ts';
import { faultOfAnswer } from '#core/check/http-answer.ts';

const TARGET: HttpTarget = {
  ...{ kind: 'http', url: 'https://ehr.example.org', method: 'GET', headers: {} },
  ...{ status: [], json: {}, redirects: 5 },
};

describe('an answer', () => {
  const answer = (status: number, body = '', isCut = false) => ({ status, body, isCut });
  const fault = (target: Partial<HttpTarget>, ...given: Parameters<typeof answer>) =>
    faultOfAnswer({ ...TARGET, ...target }, answer(...given));

  test('of any 2xx is good where no status is asked for', () => {
    expect([200, 204, 299].map((status) => fault({}, status))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(fault({}, 302)).toBe('it answers with status 302, not 2xx');
  });

  test('of another status than those that are asked for is none', () => {
    expect(fault({ status: [401, 403] }, 401)).toBeUndefined();
    expect(fault({ status: [401, 403] }, 200)).toBe('it answers with status 200, not 401, 403');
  });

  test('must contain the text, in what was read of it', () => {
    expect(fault({ contains: 'ready' }, 200, 'all ready')).toBeUndefined();
    expect(fault({ contains: 'ready' }, 200, 'starting')).toBe(
      'its answer does not contain "ready"',
    );
    expect(fault({ contains: 'ready' }, 200, 'x', true)).toBe(
      'its answer does not contain "ready" within its first megabyte',
    );
  });

  test.each<[HttpTarget['json'], string | undefined]>([
    [{ '/status': 'UP' }, undefined],
    [{ '/parts/1/ok': true, '/a~1b': 1, '/c~0d': null }, undefined],
    [{ '/status': 'DOWN' }, 'its answer has another value at /status than "DOWN"'],
    [{ '/parts/2': true }, 'its answer has nothing at /parts/2'],
    [{ '/parts/length': 2 }, 'its answer has nothing at /parts/length'],
    [{ '/constructor': 1 }, 'its answer has nothing at /constructor'],
    [{ '/status/0': 'U' }, 'its answer has nothing at /status/0'],
  ])('is held at the pointers of %j', (json, expected) => {
    const body = '{"status":"UP","parts":[{"ok":false},{"ok":true}],"a/b":1,"c~d":null}';
    expect(fault({ json }, 200, body)).toBe(expected);
  });

  test('that is no JSON, or too long to be read as it, is said to be that', () => {
    expect(fault({ json: { '/a': 1 } }, 200, '<html>')).toBe('its answer is no JSON');
    expect(fault({ json: { '/a': 1 } }, 200, '{"a":1', true)).toMatch(/longer than a megabyte/);
  });
});
