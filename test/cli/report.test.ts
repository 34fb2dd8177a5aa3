import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { launch } from '../support/command-line.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform();
  const samples = [{ subject: 'bed-1', metric: 'spo2', value: 80 }];
  await world.call('POST', '/v1/samples', { json: { samples } });
  await world.nextPage();
  await world.nextPage();
  const { json } = await world.call('GET', '/v1/incidents');
  const [{ id }] = json.incidents;
  await world.call('POST', `/v1/incidents/${id}/noise`, { json: { by: 'anna' } });
  await world.platform.tick();
}, 60_000);

afterAll(() => world.platform.stop());

const burden = (...args: readonly string[]) => report('burden', ...args);

async function report(...args: readonly string[]) {
  const { url, adminKey } = world.platform;
  const env = { WARDBELL_URL: url, WARDBELL_KEY: adminKey };
  return launch(['report', ...args], env).ended;
}

test('the burden of alarms is told in words, as JSON and as CSV', async () => {
  const { out: words } = await burden();
  expect(words).toMatch(/^1 alarm, 2 pages, 1 incident in 31 days; /m);
  expect(words).toMatch(/^Incidents that are over: 0 % answered, 100 % marked as noise, /m);
  expect(words).toMatch(/^bed-1 +1 +100 % +2 +\S+ +1$/m);
  expect(words).toMatch(/^pages to one person on one day +1 +150 +300 +good$/m);
  const { tally, figures } = JSON.parse((await burden('--json')).out);
  expect(tally.people.anna).toMatchObject({ floods: 0, most: 1 });
  expect(figures).toMatchObject({ alarms: 1, noise: 1 });
  const lines = (await burden('--csv')).out.trim().split('\r\n');
  expect(lines[0]).toMatch(/^kind,name,alarms,pages,/);
  expect(lines).toContainEqual(expect.stringMatching(/^subject,bed-1,1,2,,,\d+,1,,$/));
  expect((await burden('--from', '2026-06-01', '--to', '2026-06-02')).out).toContain('0 alarms');
}, 60_000);

test('responses are told in words, as JSON and as CSV', async () => {
  const { out: words } = await report('response');
  expect(words).toMatch(/^1 incident: 0 acknowledged, 0 ended unanswered, 1 open and unanswered/m);
  expect(words).toMatch(/^spo2-\S+ +1 +0 +(\S+) \/ \1 \/ \1 \(1\) +none +none$/m);
  const [theirs, others] = await Promise.all(
    ['icu', 'other'].map((service) => report('response', '--service', service)),
  );
  expect(theirs?.out).toMatch(/^1 incident: /m);
  expect(others?.out).toMatch(/^0 incidents: /m);
  const { tally, figures } = JSON.parse((await report('response', '--json')).out);
  expect(figures.all).toMatchObject({ incidents: 1, detect: { n: 1 }, resolve: { n: 0 } });
  expect(Object.keys(tally.severities)).toHaveLength(1);
  const [head, all] = (await report('response', '--csv')).out.trim().split('\r\n');
  expect(head).toMatch(/^kind,name,incidents,acknowledged,.*,resolve_p90_seconds$/);
  expect(all).toMatch(/^all,,1,0,0,1,0,0,.*,0,,,$/);
}, 60_000);

test('pages of people and their time on call are told in words, as JSON and as CSV', async () => {
  const { out: words } = await report('on-call');
  expect(words).toMatch(/^anna +1 +\d +\d +0$/m);
  expect(words).toMatch(/^The most to the mean: \S+; of nights/m);
  const { figures, hoursFrom } = JSON.parse((await report('on-call', '--json')).out);
  expect(hoursFrom).toMatch(/^\d{4}-/);
  expect(figures.people[0]).toMatchObject({ name: 'anna', pages: 1, soon: 0 });
  const lines = (await report('on-call', '--csv')).out.trim().split('\r\n');
  expect(lines[0]).toBe('kind,schedule,person,total,night,weekend,within_two_hours');
  expect(lines[1]).toMatch(/^pages,,anna,1,\d,\d,0$/);
}, 60_000);

test('a part of the report of another span is refused', async () => {
  const report = '/v1/reports/burden';
  const { status } = await world.call('GET', `${report}?cursor=x`);
  expect(status).toBe(400);
  expect((await world.call('GET', `${report}?from=2020-01-01`)).json).toMatchObject({
    next: expect.any(String),
    tally: { outcomes: { noise: 1 } },
  });
}, 60_000);
