import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { anObjective, VALUES } from '../core/objective/oracle.ts';
import { launch } from '../support/command-line.ts';
import { hospital } from '../support/config.ts';
import { BAD, GOOD } from '../support/objectives.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

const objective = (name: string, more: Parameters<typeof anObjective>[0] = {}) =>
  anObjective({ name, indicator: { ...VALUES, metric: name }, service: 'icu', ...more });

const CONFIG = hospital({
  config: {
    objectives: [
      objective('fast'),
      objective('there', { isPerSubject: true }),
      objective('unseen', { service: 'it', alerts: false }),
    ],
  },
});

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform({ config: CONFIG });
  const now = Date.now();
  const sample = (metric: string, subject: string, value: number, minutesAgo: number) => ({
    ...{ metric, subject, value, time: now - minutesAgo * MINUTE },
  });
  const outage = Array.from({ length: 50 }, (_, n) => sample('fast', 'ehr', BAD, n + 2));
  const up = ['ehr-1', 'ehr-2'].map((subject) => sample('there', subject, GOOD, 1));
  await world.call('POST', '/v1/samples', { json: { samples: [...outage, ...up] } });
  world.putForward(MINUTE);
  await world.platform.tick();
}, 60_000);

afterAll(() => world.platform.stop());

async function slo(...args: readonly string[]) {
  const { url, adminKey } = world.platform;
  return launch(['slo', ...args], { WARDBELL_URL: url, WARDBELL_KEY: adminKey }).ended;
}

describe('wardbell slo list', () => {
  test('shows what a deployment has left of each budget, and what burns or is blind', async () => {
    const { out } = await slo('list');
    expect(out).toMatch(/^SLO +SUBJECT +SERVICE +GOOD +MEASURED +SPENT +LEFT +GONE$/m);
    expect(out).toMatch(
      /^fast +all +icu +0 % .* 50m of 43m12s +-\S+ % +spent +burns \d+ times as fast as it may$/m,
    );
    expect(out).toMatch(/^there +ehr-1 +icu +100 % .* 0s of 43m12s +100 % *$/m);
    expect(out).toMatch(/^unseen +all +it +unknown +0 % .* blind, alerts nobody$/m);
  }, 30_000);

  test('is narrowed by the service', async () => {
    const { slos } = JSON.parse((await slo('list', '--service', 'it', '--json')).out);
    expect(slos).toMatchObject([{ slo: 'unseen', isBlind: true, left: 1, alerts: false }]);
  }, 30_000);
});

describe('wardbell slo show', () => {
  test('tells what was left over time, how fast it burns, and who spent it', async () => {
    const { out } = await slo('show', 'fast', '--window', '6h');
    expect(out).toMatch(/^The record answers: 99\.9 % good$/m);
    expect(out).toMatch(/^ +spent +50m of 43m12s$/m);
    expect(out).toMatch(
      /^Burns \d+ times as fast as it may over 6h and \d+ over 30m; alerts above 6/m,
    );
    expect(out).toMatch(/^\S+-1 .* 50m +115\.74 % +The record answers: budget burns/m);
    expect(out).toMatch(/^CRITICAL The record answers: budget burns .*, incident \S+-1$/m);
  }, 30_000);
});

describe('wardbell slo report', () => {
  /** The month of a moment; the outage may have begun in the one before. */
  const month = (at = Date.now()) =>
    new Date(at).toLocaleDateString('sv-SE', { timeZone: CONFIG.timeZone }).slice(0, 7);

  test('tells of each budget what was promised, good, spent and measured, and by whom', async () => {
    const { out } = await slo('report', '--month', month());
    expect(out).toMatch(/^20\d\d-\d\d in \S+, as far as it has come:$/m);
    expect(out).toMatch(/^fast +all +99\.9 % +0 % +missed +\d+m of 43m12s +\S+ % +\d+m of /m);
    expect(out).toMatch(/^there +ehr-1 +99\.9 % +100 % +met /m);
    expect(out).toMatch(/^\S+-1 .* \d+m +\S+ % +The record answers: budget burns/m);
  }, 30_000);

  test('is CSV, whose lines of incidents add up to the budget', async () => {
    const { out } = await slo('report', '--month', month(), '--csv');
    const lines = out
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    const spent = lines[0]?.indexOf('spent_seconds') ?? 0;
    const sum = (kind: RegExp) =>
      lines
        .filter(([is = '', of]) => kind.test(is) && of === 'fast')
        .reduce((all, line) => all + Number(line[spent]), 0);
    expect(sum(/budget/)).toBeGreaterThan(0);
    expect(sum(/incident|nobody/)).toBeCloseTo(sum(/budget/), 2);
  }, 30_000);
});

describe('wardbell slo check', () => {
  test('ends with 1 where a budget is spent, and says which', async () => {
    const { code, err } = await slo('check', 'fast', 'there');
    expect([code, err]).toEqual([
      1,
      'wardbell: The error budget is spent: fast (50m of 43m12s).\n',
    ]);
  }, 30_000);

  test('ends with 0 where some is left, and says how much', async () => {
    const { code, out } = await slo('check', 'there');
    const left = (subject: string) =>
      `there of ${subject}: 100 % of the error budget is left; 0.002 % of the time was measured.`;
    expect([code, out]).toEqual([0, `${left('ehr-1')}\n${left('ehr-2')}\n`]);
  }, 30_000);

  test('does not take what nobody measures for good', async () => {
    const { code, err } = await slo('check', 'unseen');
    expect([code, err]).toEqual([
      4,
      'wardbell: Nothing is measured, so nothing can be said: unseen.\n',
    ]);
  }, 30_000);

  test('does not know other names', async () => {
    const { code, err } = await slo('check', 'fats');
    expect(code).toBe(3);
    expect(err).toContain('There is no slo "fats". Did you mean "fast"?');
  }, 30_000);
});

describe('GET /v1/slos', () => {
  test('comes in pages, by name and subject', async () => {
    const first = await world.call('GET', '/v1/slos?limit=2');
    expect(first.json.slos.map((one: { slo: string }) => one.slo)).toEqual(['fast', 'there']);
    const { json } = await world.call('GET', `/v1/slos?limit=2&cursor=${first.json.next}`);
    expect(json.slos).toMatchObject([{ slo: 'there', subject: 'ehr-2' }, { slo: 'unseen' }]);
  });

  test('tells what burns, and says the same to whoever has its tag', async () => {
    const answer = await world.call('GET', '/v1/slos?slo=fast');
    expect(answer.json.slos).toMatchObject([
      { good: 0, spentSeconds: 3_000, burning: { window: '1h', urgency: 'page' } },
    ]);
    const headers = { 'if-none-match': answer.headers.get('etag') ?? '' };
    expect(await world.call('GET', '/v1/slos?slo=fast', { headers })).toHaveProperty('status', 304);
  });

  test('refuses a name that there is none of', async () => {
    const { status, json } = await world.call('GET', '/v1/slos?service=icuu');
    expect([status, json.detail]).toEqual([400, expect.stringContaining('Did you mean "icu"?')]);
  });
});

describe('GET /v1/slos/{slo}', () => {
  test('asks for a subject where each has a budget of its own', async () => {
    const { status, json } = await world.call('GET', '/v1/slos/there');
    expect([status, json.detail]).toEqual([404, expect.stringContaining('name one in "subject"')]);
    const alone = await world.call('GET', '/v1/slos/there?subject=ehr-2');
    expect(alone.json).toMatchObject({ subject: 'ehr-2', left: 1, spentBy: [], alertsNow: [] });
    expect((await world.call('GET', '/v1/slos/there?subject=ehr-9')).status).toBe(404);
  });

  test('refuses a window that is of no pair, and a name that there is none of', async () => {
    const window = await world.call('GET', '/v1/slos/fast?window=2h');
    expect([window.status, window.json.detail]).toEqual([400, expect.stringContaining('1h, 6h')]);
    const name = await world.call('GET', '/v1/slos/fats');
    expect([name.status, name.json.detail]).toEqual([404, expect.stringContaining('"fast"?')]);
  });
});

describe('GET /v1/incidents/{id}', () => {
  test('tells the objective of an alert that a budget burns', async () => {
    const { alertsNow } = (await world.call('GET', '/v1/slos/fast')).json;
    const { json } = await world.call('GET', `/v1/incidents/${alertsNow[0].incident}`);
    expect(json.alerts).toMatchObject([{ objective: 'fast', labels: { window: '1h' } }]);
  });
});

describe('GET /v1/reports/slos', () => {
  test('is of the last month that is over unless one is asked for', async () => {
    const { json } = await world.call('GET', '/v1/reports/slos');
    expect(json).toMatchObject({ isOver: true, isSwept: false, unreadable: [] });
  });

  test('names objectives of which nothing is known in a month', async () => {
    const past = new Date(Date.now() - 70 * DAY).toISOString().slice(0, 7);
    const { json } = await world.call('GET', `/v1/reports/slos?month=${past}`);
    expect(json).toMatchObject({ isOver: true, isSwept: false, slos: [], unreadable: [] });
    expect(json.unknown).toEqual(['fast', 'there', 'unseen']);
  });

  test.each([
    ['2026-13', 'it must be a month'],
    ['2999-01', 'which has not begun'],
  ])('refuses %s', async (month, why) => {
    const { status, json } = await world.call('GET', `/v1/reports/slos?month=${month}`);
    expect([status, json.detail]).toEqual([400, expect.stringContaining(why)]);
  });
});
