import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { killAll, launch } from '../support/command-line.ts';
import { canMakeCertificates, startTlsFront, type TlsFront } from '../support/tls-front.ts';

const folder = mkdtempSync(join(tmpdir(), 'wardbell-probe-'));
const file = join(folder, 'wardbell.yaml');
let server: Server;
let secure: TlsFront | undefined;
let status = 200;

const write = (checks: string) =>
  writeFileSync(
    file,
    `
time_zone: Europe/Stockholm
people: { anna: { name: Anna Lind, channels: [sms] } }
policies: { it: { steps: [{ page: [person: anna], wait: 5m }] } }
services: { it: { name: IT, policy: it } }
technical_service: it
checks:
${checks}`,
  );

const check = (name: string, what: string, more = '') =>
  `  - { name: ${name}, title: It, service: it, reach: [127.0.0.0/8], ${what}${more} }\n`;

beforeAll(async () => {
  server = createServer((_, response) => response.writeHead(status).end('ready'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  if (canMakeCertificates()) {
    secure = await startTlsFront(url(), ['localhost']);
    writeFileSync(join(folder, 'ca.pem'), secure.ca);
  }
});

afterAll(async () => {
  killAll();
  server.close();
  await secure?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const probe = (...args: readonly string[]) =>
  launch(['probe', '--config', file, '--place', 'ward', ...args]).ended;

describe('wardbell probe --once', () => {
  test('prints what each check finds, and ends with 1 if one fails', async () => {
    write(check('ehr', `http: { url: "${url()}" }`) + check('gone', 'tcp: "127.0.0.1:1"'));
    const { code, out } = await probe('--once');
    expect(out).toMatch(/^ehr +ok +\d+ ms +200 *$/m);
    expect(out).toMatch(/^gone +failed +\d+ ms +it refuses the connection$/m);
    expect(code).toBe(1);
    expect(await probe('ehr', '--once')).toMatchObject({ code: 0 });
    const json = JSON.parse((await probe('ehr', '--once', '--json')).out);
    expect(json).toMatchObject({ checks: [{ check: 'ehr', ok: true, status: 200 }] });
  });

  test('says what it cannot probe, and why', async () => {
    write(
      check('ehr', `http: { url: "${url()}", headers: { authorization: Bearer $PROBE_EHR } }`) +
        check('lab', 'tcp: "127.0.0.1:1"', ', places: [data-centre]'),
    );
    expect((await probe('ehr', '--once')).err).toContain(
      'The environment has no PROBE_EHR, which the header authorization of the check "ehr" asks for.',
    );
    expect((await probe('lab', '--once')).err).toContain(
      'no checks to probe from the place "ward"',
    );
    expect(await probe('lba', '--once')).toMatchObject({
      code: 2,
      err: expect.stringContaining('has no check "lba": it has ehr, lab'),
    });
  });

  test('trusts a certificate only by those that the machine trusts (skipped where openssl, for a certificate, is not in PATH)', async () => {
    if (secure === undefined) {
      return;
    }
    write(check('ehr', `http: { url: "https://${secure.host}" }`, ', certificate: 14d'));
    expect((await probe('--once')).out).toContain('its certificate is signed by itself');
    const env = { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') };
    const args = ['probe', '--config', file, '--place', 'ward', '--once'];
    const { code, out } = await launch(args, env).ended;
    expect(out).toMatch(/^ehr +ok +\d+ ms +200 +20\d\d-/m);
    expect(code).toBe(0);
  });
});

describe('wardbell probe', () => {
  test('that is given no key, or a wrong address, says so and ends', async () => {
    write(check('ehr', `http: { url: "${url()}" }`));
    expect(await probe('--url', url())).toMatchObject({
      code: 5,
      err: expect.stringMatching(/key/),
    });
    expect((await probe('--url', 'ehr', '--key', 'wb_x')).err).toMatch(/http:\/\//);
  });

  test('sends what it finds, and tells of each change', async () => {
    write(check('ehr', `http: { url: "${url()}" }`, ', every: 10s'));
    const platform = launch(['start', '--config', file, '--port', '0']);
    const env = {
      WARDBELL_KEY: await platform.output(/WARDBELL_KEY=(\S+)/),
      WARDBELL_URL: await platform.output(/WARDBELL_URL=(\S+)/),
    };
    const { child, ended, output } = launch(['probe', '--config', file, '--place', 'ward'], env);
    await output(/Probing 1 check from "ward"/);
    status = 500;
    await output(/ehr: it answers with status 500, not 2xx/);
    const shown = await launch(['subjects', 'list', '--json'], env).ended;
    expect(shown.out).toContain('"ehr"');
    child.kill('SIGTERM');
    expect((await ended).out).toContain('Stopping');
  }, 60_000);
});
