import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EXIT_CODES, failureOfStatus } from '#cli/failure.ts';
import { launch } from '../support/command-line.ts';

const CONFIG = new URL('../../examples/hospital/wardbell.yaml', import.meta.url).pathname;
const PAGE = new URL('../../docs/command-line.md', import.meta.url);

/** Answers each path with its status, as a platform or as some other server would. */
const server = createServer(({ url = '' }, answer) => {
  const [, kind = '', status = '200'] = url.split(/[/?]/u);
  const problem = { type: `urn:wardbell:problem:${kind}`, title: 'Title', detail: 'What, why.' };
  answer.statusCode = Number(status);
  answer.end(kind === 'other' ? '<html>' : JSON.stringify(problem));
});

let url = '';

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const keys = (path: string) => ['keys', 'list', '--key', 'x', '--url', `${url}/${path}`];

describe('a command that does not do what it was asked', () => {
  test.each([
    ['failed', 'the platform has a fault', () => keys('internal/500'), /Title\. What, why\./],
    ['usage', 'it is not known', () => ['incidnets'], /Did you mean incidents/],
    ['usage', 'an option is not known', () => ['incidents', '--al'], /Did you mean --all/],
    ['usage', 'a value is no value', () => ['start', '--port', 'x'], /A port is a number/],
    ['usage', 'something is missing', () => ['ack'], /missing required argument 'incident'/],
    ['usage', 'a file is not there', () => ['simulate', '/none.csv'], /cannot be read: ENOENT/],
    ['usage', 'the platform takes no such value', () => keys('invalid/400'), /Title\. What, why/],
    [
      'not_found',
      'a schedule is not there',
      () => ['oncall', 'ice-nurses', '--config', CONFIG],
      /^wardbell: There is no schedule "ice-nurses"\. Did you mean "icu-nurses"\? The config has/,
    ],
    ['not_found', 'the platform has no such thing', () => keys('not_found/404'), /: What, why\./],
    ['not_found', 'the config names no such one', () => keys('unknown_name/400'), /: What, why\./],
    ['refused', 'it cannot be done now', () => keys('refused/409'), /Title\. What, why\./],
    ['not_allowed', 'no key was given', () => ['keys', 'list'], /No key was given/],
    ['not_allowed', 'the key lacks the scope', () => keys('forbidden/403'), /Title\. What, why/],
    ['unreachable', 'the platform has to wait', () => keys('unavailable/503'), /Title\. What, why/],
    [
      'unreachable',
      'nothing answers',
      () => ['keys', 'list', '--key', 'x', '--url', 'http://127.0.0.1:1'],
      /Nothing answers at http:\/\/127\.0\.0\.1:1/,
    ],
    ['unreachable', 'another server answers', () => keys('other/200'), /not as Wardbell does/],
  ] as const)('ends with the code of %s where %s', async (kind, _why, args, says) => {
    const { code, out, err } = await launch(args()).ended;
    expect({ code, out }).toEqual({ code: EXIT_CODES[kind][0], out: '' });
    expect(err).toMatch(says);
  });

  test('is told apart by the status of an answer', () => {
    const kinds = [400, 401, 403, 404, 409, 413, 429, 500, 503].map(failureOfStatus);
    expect(kinds.join(' ')).toBe(
      'usage not_allowed not_allowed not_found refused usage unreachable failed unreachable',
    );
  });
});

test('the exit codes stand in --help and in the documents', async () => {
  const { code, out } = await launch(['--help']).ended;
  expect(code).toBe(0);
  const page = readFileSync(PAGE, 'utf8');
  for (const [exit, meaning] of Object.values(EXIT_CODES)) {
    expect(out).toContain(`  ${exit}  ${meaning}\n`);
    expect(page).toContain(`\n| ${exit} | ${meaning} |\n`);
  }
});
