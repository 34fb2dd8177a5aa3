import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { launch } from '../support/command-line.ts';
import { below, hospital } from '../support/config.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';
import { news2 } from '../support/scores.ts';

let world: TestPlatform;

beforeAll(async () => {
  const pulse = below('pulse', 0, {
    bounds: { low: 30, high: 150 },
    condition: { kind: 'outside', low: 50, high: 120, clearLow: 50, clearHigh: 120 },
  });
  world = await startTestPlatform({
    config: hospital({
      rules: [news2(), below('spo2', 90, { bounds: { low: 80, high: 95 } }), pulse],
    }),
  });
});
afterAll(() => world.platform.stop());

async function wardbell(...args: readonly string[]) {
  const { url, adminKey } = world.platform;
  const env = { WARDBELL_URL: url, WARDBELL_KEY: adminKey };
  const { out, err } = await launch(args, env).ended;
  return { out, err };
}

describe('the limits of single subjects', () => {
  test('are set, listed, shown with their subject, and ended', async () => {
    expect((await wardbell('limits', 'list')).out).toBe('No subject has a limit of its own.\n');
    const at = ['--below', '85', '--for', '2h', '--reason', 'COPD', '--by', 'anna'];
    const { out } = await wardbell('limits', 'set', 'bed-7', 'spo2-low', ...at);
    expect(out).toMatch(
      /^Set until \S+ \S+ UTC: spo2-low of bed-7 at below 85; for others it is below 90\.$/m,
    );
    expect(out).toMatch(/^Note: Nothing is stored of "bed-7"/m);
    await wardbell(
      ...['limits', 'set', 'bed-7', 'pulse-low', '--outside', '40,130'],
      ...['--for', '2h', '--reason', 'athlete'],
    );
    const listed = (await wardbell('limits', 'list')).out;
    expect(listed).toMatch(/^bed-7 +pulse-low +outside 40 to 130 +outside 50 to 120 /m);
    expect(listed).toMatch(/^bed-7 +spo2-low +below 85 +below 90 .*anna, by key .+ COPD/m);
    expect((await wardbell('subjects', 'show', 'bed-7')).out).toMatch(
      /It has limits of its own:[\s\S]*spo2-low +below 85/,
    );
    expect((await wardbell('limits', 'end', 'bed-7', 'spo2-low')).out).toBe(
      'Ended: spo2-low of bed-7 at below 85.\n',
    );
    const json = JSON.parse((await wardbell('limits', 'list', '--json')).out);
    expect(json.limits).toMatchObject([{ rule: 'pulse-low' }]);
  }, 30_000);

  test('can be scale 2 of a score', async () => {
    const { out } = await wardbell(
      ...['limits', 'set', 'bed-8', 'news2', '--oxygen-scale', '2'],
      ...['--for', '2h', '--reason', 'COPD', '--by', 'anna'],
    );
    expect(out).toMatch(/news2 of bed-8 at oxygen scale 2; for others it is oxygen scale 1\.$/m);
    const { err } = await wardbell(
      ...['limits', 'set', 'bed-8', 'news2', '--oxygen-scale', '1', '--for', '2h', '--reason', 'x'],
    );
    expect(err).toMatch(/Allowed choices are 2/);
  }, 30_000);

  test('are numbers, and end', async () => {
    const set = ['limits', 'set', 'bed-7', 'spo2-low', '--reason', 'COPD'];
    expect((await wardbell(...set, '--below', '85%', '--for', '2h')).err).toMatch(
      /Write a number, such as 85/,
    );
    expect((await wardbell(...set, '--outside', '40', '--for', '2h')).err).toMatch(
      /Write the lower and the upper limit, such as 40,130/,
    );
    expect((await wardbell(...set, '--below', '85')).err).toMatch(/Say until when/);
    expect((await wardbell(...set, '--below', '70', '--for', '2h')).err).toMatch(
      /has bounds from 80 to 95/,
    );
  }, 30_000);
});
